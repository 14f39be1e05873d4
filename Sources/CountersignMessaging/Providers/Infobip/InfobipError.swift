import CountersignCore

/// What Infobip says about why a message failed.
///
/// Source: Infobip, "Response status and error codes", GSM and chat errors.
struct InfobipError: Equatable {
    /// The recipient's WhatsApp identity changed: a SIM swap, or a number with a new owner.
    private static let identityChanged = 7_029

    let id: Int
    /// Nil where it is not said.
    let isPermanent: Bool?

    /// Nil where there is none.
    init?(_ error: JSONValue?) {
        guard let id = ProviderWord.code(error?["id"]), id != 0 else { return nil }
        self.id = id
        isPermanent = error?["permanent"]?.bool
    }

    /// What it asks for.
    ///
    /// A passing error asks for another way and not for a repetition: one under the same id would be
    /// refused as a duplicate, and the code would be dead before the number is in order again.
    var failureClass: FailureClass {
        if id == InfobipError.identityChanged { return .risk }
        if isPermanent == false { return .fallback }
        return InfobipError.lasting[id] ?? .fallback
    }

    private static let lasting: [Int: FailureClass] = [
        // An unknown subscriber or invalid destination; blocked by the user; blacklisted.
        1: .drop, 351: .drop, 352: .drop, 573: .drop, 2_050: .drop,
        // Not on RCS or WhatsApp; blocked there.
        7_002: .drop, 7_003: .drop,
        // An unknown application, a template that is not usable, free text outside of a session.
        7_001: .stop, 7_008: .stop, 7_009: .stop, 7_010: .stop, 7_036: .stop, 7_037: .stop,
        // Content blocked or taken for spam, a validity that ran out, flooding, the spam rate.
        561: .fallback, 603: .fallback, 607: .fallback, 4_101: .fallback, 4_103: .fallback,
        7_016: .fallback,
    ]
}
