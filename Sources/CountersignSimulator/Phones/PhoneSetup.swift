/// What a simulated phone can receive.
public struct PhoneSetup: Equatable, Sendable {
    /// Whether the number has WhatsApp.
    ///
    /// Without it, messages end with error 131026 by webhook.
    public var hasWhatsApp: Bool
    /// Whether the number has RCS.
    ///
    /// Without it, the platform answers 404.
    public var hasRCS: Bool
    /// Whether the phone is switched on.
    ///
    /// Else an SMS ends `undelivered`, a WhatsApp message stays `sent`, and RCS says nothing more, as
    /// the platforms themselves do.
    public var isReachable: Bool
    /// Whether the app is still installed.
    ///
    /// Without it, FCM answers `UNREGISTERED` and Apple `Unregistered`.
    public var hasApp: Bool

    /// A phone with everything, unless told otherwise.
    public init(
        hasWhatsApp: Bool = true,
        hasRCS: Bool = true,
        isReachable: Bool = true,
        hasApp: Bool = true
    ) {
        self.hasApp = hasApp
        self.hasWhatsApp = hasWhatsApp
        self.hasRCS = hasRCS
        self.isReachable = isReachable
    }
}
