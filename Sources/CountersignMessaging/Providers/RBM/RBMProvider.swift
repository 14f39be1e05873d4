public import CountersignCore

/// RCS through Google's RCS for Business.
///
/// Our message id, as a UUID, is the platform's too: a repeat is ignored there, and events need no table.
/// Source: RCS for Business, "Send messages", "Capability checks", "Revoke", "Receive events".
public struct RBMProvider: Provider {
    /// Its name in the configuration.
    public let name: String
    /// RCS.
    public var channel: Channel { .rcs }
    /// A repeated `messageId` is ignored.
    public var hasIdempotencyHandle: Bool { true }
    /// Events carry our id, as a UUID.
    public var reportsByReference: Bool { false }
    /// Tokens of the agent's service account.
    public var accessTokens: AccessTokenSource? { account.accessTokens(scope: RBMProvider.scope) }
    /// The header field that events are authenticated by.
    public var callbackHeaders: [String] { [RBMReceipt.signatureHeader] }

    /// What the access token is for.
    static let scope = "https://www.googleapis.com/auth/rcsbusinessmessaging"

    let baseURL: String
    let agentID: String
    let account: GoogleServiceAccount
    let clientToken: ProviderSecret
    let trafficType: RBMTrafficType
    let checksCapability: Bool
    let crypto: ProviderCrypto

    /// Asks whether the phone takes cards, where the configuration wants that.
    public func preparation(for dispatch: Dispatch) -> OutboundRequest? {
        checksCapability ? capabilityRequest(for: dispatch) : nil
    }

    /// A phone that takes no cards is dropped; a check that failed for now stops nothing, since the
    /// message itself would be refused just as well.
    public func verdict(
        onPreparation result: Result<OutboundReply, OutboundFailure>
    ) -> DispatchOutcome? {
        checksCapability ? RBMReply.verdict(onCapabilities: result) : nil
    }

    /// The request that hands a message over.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        outboundRequest(for: dispatch)
    }

    /// What its answer means.
    public func outcome(of reply: OutboundReply) -> DispatchOutcome {
        RBMReply.outcome(of: reply)
    }

    /// The request that takes a message back, if the phone does not have it yet.
    public func request(for revocation: Revocation) -> OutboundRequest? {
        outboundRequest(for: revocation)
    }

    /// Authenticates and reads an event, or answers the handshake of a webhook.
    /// - Throws: ``CallbackFault``, the first that applies.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        try RBMReceipt(agentID: agentID, clientToken: clientToken, crypto: crypto)
            .content(of: callback)
    }
}

/// What an agent's message is for; Google's own words.
enum RBMTrafficType: String, CaseIterable, Sendable {
    case authentication = "AUTHENTICATION"
    case transaction = "TRANSACTION"
    case promotion = "PROMOTION"
    case serviceRequest = "SERVICEREQUEST"
    case acknowledgement = "ACKNOWLEDGEMENT"
}
