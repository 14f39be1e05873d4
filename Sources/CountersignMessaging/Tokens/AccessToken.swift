public import CountersignCore

/// A short-lived token that authorises requests to a provider.
///
/// Prints as `•••`.
public struct AccessToken: Sendable, CustomStringConvertible, CustomReflectable {
    /// The token itself; goes into an `Authorization` header and nowhere else.
    public let value: String
    /// From this moment on a new one is fetched; the old one works a while longer.
    public let renewAt: Instant
    /// When it stops working.
    public let expiresAt: Instant

    /// A token.
    public init(value: String, renewAt: Instant, expiresAt: Instant) {
        self.value = value
        self.renewAt = renewAt
        self.expiresAt = expiresAt
    }

    /// Three dots.
    public var description: String { "•••" }
    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Where a provider's access tokens come from.
///
/// Pure: whoever holds the cache asks, sends, and keeps.
public enum AccessTokenSource: Sendable {
    /// A token that we sign ourselves.
    ///
    /// `unique` is 16 fresh random bytes.
    case minted(@Sendable (_ now: Instant, _ unique: [UInt8]) -> AccessToken)
    /// A token that a server gives for an assertion.
    ///
    /// `read` gives the token, or what its refusal means for the message that waits for it.
    case exchanged(
        request: @Sendable (_ now: Instant) -> OutboundRequest,
        read:
            @Sendable (_ result: Result<OutboundReply, OutboundFailure>, _ now: Instant) ->
            Result<AccessToken, TokenRefusal>
    )
}

/// Why there is no access token.
public struct TokenRefusal: Error, Equatable, Sendable {
    /// What it means for a message that waits.
    public let failureClass: FailureClass
    /// A short bounded word.
    public let reason: String

    /// A refusal.
    public init(_ failureClass: FailureClass, reason: String) {
        self.failureClass = failureClass
        self.reason = reason
    }
}
