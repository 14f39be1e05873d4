public import CountersignCore

/// One configured provider: pure functions between our values and its wire format.
public protocol Provider: Sendable {
    /// Its name in the configuration.
    var name: String { get }
    /// The channel that it serves.
    var channel: Channel { get }
    /// Whether the same message handed over twice is delivered once.
    var hasIdempotencyHandle: Bool { get }
    /// Whether its delivery reports carry its own id of a message instead of ours.
    var reportsByReference: Bool { get }
    /// Whether it sends both messages of a template that has two: the one with the payment, then the one
    /// with the code.
    var sendsPairs: Bool { get }
    /// Whether payers' replies carry its own id of the message that they answer.
    var repliesByReference: Bool { get }
    /// Whether it brings notices to apps of a platform; asked only of providers of the channel push.
    func serves(_ platform: PushPlatform) -> Bool
    /// What it takes at once, where the configuration says nothing else.
    var usualLimits: ProviderLimits { get }
    /// Where its access tokens come from; nil where requests need none.
    var accessTokens: AccessTokenSource? { get }

    /// A request that must succeed before the hand-over: a capability check, or the message with the
    /// payment that goes before the one with the code.
    func preparation(for dispatch: Dispatch) -> OutboundRequest?
    /// What the preparation's answer forbids; nil to go on.
    func verdict(
        onPreparation result: Result<OutboundReply, OutboundFailure>
    ) -> DispatchOutcome?
    /// The request that hands a message over.
    func request(for dispatch: Dispatch) -> OutboundRequest
    /// What its answer means.
    func outcome(of reply: OutboundReply) -> DispatchOutcome
    /// What its answer, or that there is none, means.
    func outcome(of result: Result<OutboundReply, OutboundFailure>) -> DispatchOutcome
    /// Whether an answer refuses the access token, so that a new one may help.
    func refusesToken(_ result: Result<OutboundReply, OutboundFailure>) -> Bool
    /// The request that takes a message back; nil where the provider can't.
    func request(for revocation: Revocation) -> OutboundRequest?

    /// Header fields that a callback is authenticated by, in lower case.
    ///
    /// The door reads no others than it is told.
    var callbackHeaders: [String] { get }
    /// Authenticates and reads a callback.
    func content(of callback: Callback, at now: Instant) throws(CallbackFault) -> CallbackContent
}

extension Provider {
    /// It would send the code without the payment, so it gets no such template.
    public var sendsPairs: Bool { false }
    /// They don't.
    public var repliesByReference: Bool { false }
    /// What a gateway does not tell apart, it gets.
    public func serves(_ platform: PushPlatform) -> Bool { true }
    /// No bound of its own beyond the outbox's.
    public var usualLimits: ProviderLimits { ProviderLimits() }
    /// None needed.
    public var accessTokens: AccessTokenSource? { nil }
    /// Nothing to prepare.
    public func preparation(for dispatch: Dispatch) -> OutboundRequest? { nil }
    /// Without an answer only the transport knows what became of the request.
    public func outcome(of result: Result<OutboundReply, OutboundFailure>) -> DispatchOutcome {
        switch result {
        case .success(let reply): outcome(of: reply)
        case .failure(let failure): DispatchOutcome(failure)
        }
    }
    /// Without its preparation no message goes: the code never without the payment before it.
    public func verdict(
        onPreparation result: Result<OutboundReply, OutboundFailure>
    ) -> DispatchOutcome? {
        let outcome = outcome(of: result)
        return outcome.failureClass == nil ? nil : outcome
    }
    /// An answer with the status 401.
    public func refusesToken(_ result: Result<OutboundReply, OutboundFailure>) -> Bool {
        accessTokens != nil && (try? result.get())?.status == 401
    }
    /// It can't.
    public func request(for revocation: Revocation) -> OutboundRequest? { nil }
}

/// What a provider takes at once.
public struct ProviderLimits: Equatable, Sendable {
    /// Hand-overs at once.
    public var concurrentMax: Int
    /// Hand-overs a second; nil for no bound.
    public var perSecondMax: Int?
    /// Shortest time between two messages to one recipient in seconds, as a long-term average.
    public var recipientIntervalSeconds: Int?
    /// Messages to one recipient that may go at once before ``recipientIntervalSeconds`` counts.
    public var recipientBurstMax: Int

    /// Limits.
    public init(
        concurrentMax: Int = 256,
        perSecondMax: Int? = nil,
        recipientIntervalSeconds: Int? = nil,
        recipientBurstMax: Int = 1
    ) {
        self.concurrentMax = concurrentMax
        self.perSecondMax = perSecondMax
        self.recipientIntervalSeconds = recipientIntervalSeconds
        self.recipientBurstMax = recipientBurstMax
    }
}
