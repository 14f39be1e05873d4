public import CountersignCore
public import CountersignTemplates

/// Everything that a provider's request is made of.
public struct Dispatch: Sendable {
    /// The message as stored.
    public let message: Message
    /// The destination: E.164 for phones, an address for email, a device's token for push.
    public let to: String
    /// What the payer will see; carries the code.
    public let rendered: RenderedMessage
    /// When the code dies.
    public let expiresAt: Instant
    /// The present moment.
    public let now: Instant
    /// The access token in force; nil where the provider has no ``AccessTokenSource``.
    public let accessToken: AccessToken?
    /// Which platform's token ``to`` is, for push; nil for other channels.
    public let platform: PushPlatform?

    /// A dispatch.
    public init(
        message: Message,
        to: String,
        rendered: RenderedMessage,
        expiresAt: Instant,
        now: Instant,
        accessToken: AccessToken? = nil,
        platform: PushPlatform? = nil
    ) {
        self.platform = platform
        self.message = message
        self.to = to
        self.rendered = rendered
        self.expiresAt = expiresAt
        self.now = now
        self.accessToken = accessToken
    }

    /// What is left of the code's life in whole seconds; the message's time to live.
    public var secondsLeft: Int { max(0, Int(now.secondsUntil(expiresAt))) }

    /// A phone number as most platforms want it, without its plus sign.
    public var toDigits: String { to.hasPrefix("+") ? String(to.dropFirst()) : to }
}

/// A message that is to be taken back before it arrives.
public struct Revocation: Sendable {
    /// The message, with the provider's own id of it.
    public let message: Message
    /// The destination, as in ``Dispatch/to``.
    public let to: String
    /// The present moment.
    public let now: Instant
    /// The access token in force; nil where the provider has no ``AccessTokenSource``.
    public let accessToken: AccessToken?

    /// A revocation.
    public init(message: Message, to: String, now: Instant, accessToken: AccessToken? = nil) {
        self.message = message
        self.to = to
        self.now = now
        self.accessToken = accessToken
    }
}
