public import CountersignCore

/// SMS through Sinch's batches.
///
/// Source: Sinch, "SMS API batches", "Delivery reports" and "Callbacks".
public struct SinchProvider: Provider {
    /// Its name in the configuration.
    public let name: String
    /// The channel that it serves.
    public var channel: Channel { .sms }
    /// There is no idempotency key.
    public var hasIdempotencyHandle: Bool { false }
    /// Reports echo our id as `client_reference`.
    public var reportsByReference: Bool { false }
    /// None: callbacks are unsigned, and the secret in their URL proves them.
    public var callbackHeaders: [String] { [] }

    /// The collection of batches.
    let batchesURL: String
    let token: ProviderSecret
    let from: String
    let callbackSecret: CallbackSecret
    let callbackURL: String

    /// The request that hands a message over.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        outboundRequest(for: dispatch)
    }

    /// The request that cancels a batch which was not sent yet.
    public func request(for revocation: Revocation) -> OutboundRequest? {
        outboundRequest(for: revocation)
    }

    /// What its answer means.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        SinchReply.outcome(of: reply)
    }

    /// Authenticates and reads a callback.
    /// - Throws: ``CallbackFault``, the first that applies.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        guard callbackSecret.isProved(by: callback) else { throw .forged }
        return try SinchReceipt.content(of: callback)
    }
}
