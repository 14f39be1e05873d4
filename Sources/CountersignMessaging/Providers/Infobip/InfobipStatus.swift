import CountersignCore

/// Infobip's registry of statuses: ten or so numbers in five groups.
///
/// Source: Infobip, "Response status and error codes".
struct InfobipStatus: Equatable {
    /// What a repeated `messageId` is refused with: the message was taken before.
    static let duplicateMessageID = 23

    private static let signalsBlocked = 87

    let group: Int
    let id: Int

    /// Nil where either number is missing.
    init?(_ status: JSONValue?) {
        guard let group = ProviderWord.code(status?["groupId"]),
            let id = ProviderWord.code(status?["id"])
        else { return nil }
        self.group = group
        self.id = id
    }

    /// What a report of it claims; nil where no message's state depends on it.
    var claimed: MessageStatus? {
        switch (group, id) {
        // The report is about the repetition; the message itself is on its way.
        case (_, InfobipStatus.duplicateMessageID): nil
        // A fraud filter, in either of two groups.
        case (4, InfobipStatus.signalsBlocked), (5, _): .failed
        case (1, 3), (1, 7), (3, 2): .sent
        case (0, _), (1, _): .accepted
        case (2, _): .undelivered
        case (3, 5): .delivered
        case (4, _): .expired
        default: nil
        }
    }

    /// What it means in the answer to a hand-over; nil when the message was taken.
    var refusal: FailureClass? {
        if id == InfobipStatus.duplicateMessageID { return nil }
        switch group {
        case 0, 1, 3: return nil
        case 5: return InfobipStatus.rejections[id] ?? .fallback
        default: return .fallback
        }
    }

    /// Statuses of the group REJECTED.
    ///
    /// A system error (21) and one of the platform (100) may pass, but the id that a repetition would
    /// carry has been seen.
    private static let rejections: [Int: FailureClass] = [
        // No such network on the account, no route, anti-flooding, anti-fraud.
        6: .fallback, 19: .fallback, 20: .fallback, 87: .fallback, 21: .fallback, 100: .fallback,
        // A prefix or number that is none; a recipient that wants nothing or is blocked.
        8: .drop, 52: .drop, 10: .drop, 14: .drop,
        // A sender that is not registered or blocked, money, an account for tests only.
        11: .stop, 13: .stop, 12: .stop, 17: .stop, 18: .stop,
        // Our request is wrong: a header, the length, no recipient.
        24: .stop, 25: .stop, 51: .stop,
    ]
}
