public import CountersignCore

/// A gateway behind one URL: Countersign's own signed JSON, or whatever a mapping makes of it.
public struct WebhookProvider: Provider {
    /// Its name in the configuration.
    public let name: String
    /// The channel that it serves.
    public let channel: Channel
    /// Whether the same message handed over twice is delivered once.
    ///
    /// True for signed requests, whose `webhook-id` is the message's id on every attempt.
    public var hasIdempotencyHandle: Bool { mapping.isIdempotent }
    /// Whether its delivery reports carry its own id of a message instead of ours.
    public var reportsByReference: Bool {
        mapping.receipts.map { $0.message == nil } ?? false
    }
    /// A gateway that reads Countersign's own JSON is given both.
    public var sendsPairs: Bool {
        if case .standard = mapping.body { true } else { false }
    }
    /// The header fields that its delivery reports are authenticated by.
    public var callbackHeaders: [String] { reports.headers }

    let mapping: WebhookMapping
    let secret: ProviderSecret?
    let webhooks: StandardWebhooks?
    let reports: ReportAuthentication

    /// The request that hands a message over.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        outboundRequest(for: dispatch)
    }

    /// What its answer means.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        mapping.reply.outcome(of: reply)
    }

    /// Authenticates and reads a callback.
    /// - Throws: ``CallbackFault``, the first that applies.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        try reports.authenticate(callback, at: now)
        return CallbackContent(reports: try deliveryReports(in: callback.body))
    }
}
