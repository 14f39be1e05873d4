public import CountersignCore

/// Every call that the service answers.
public enum Endpoint: CaseIterable, Hashable, Sendable {
    case postConfirmations
    case postConfirmationsIDVerify
    case getConfirmationsID
    case getConfirmations
    case postConfirmationsIDResend
    case postConfirmationsIDAmend
    case postConfirmationsIDDeny
    case postConfirmationsIDCancel
    case getEvents
    case getDelivery
    case getTemplates
    case postTemplatesPreview
    case getEducation
    case getPolicy
    case putPolicy
    case postPolicyCheck
    case postPolicyBacktest
    case postCallbacksProvider
    case getCallbacksProvider
    case getTestMessages
    case getWellKnownJWKS
    case postReceiptsVerify
    case getLivez
    case getReadyz
    case getMetrics
    case getOpenAPI
    case getProblemsType

    /// The method, in capitals.
    public var method: String {
        switch self {
        case .postConfirmations, .postConfirmationsIDVerify, .postConfirmationsIDResend,
            .postConfirmationsIDAmend, .postConfirmationsIDDeny, .postConfirmationsIDCancel,
            .postCallbacksProvider, .postReceiptsVerify, .postTemplatesPreview, .postPolicyCheck,
            .postPolicyBacktest:
            "POST"
        case .putPolicy: "PUT"
        case .getConfirmationsID, .getConfirmations, .getEvents, .getDelivery, .getTemplates,
            .getEducation, .getPolicy, .getCallbacksProvider, .getTestMessages, .getWellKnownJWKS,
            .getLivez, .getReadyz,
            .getMetrics, .getOpenAPI,
            .getProblemsType:
            "GET"
        }
    }

    /// The path, with the name of its one parameter in braces if it has one.
    public var template: String {
        switch self {
        case .postConfirmations, .getConfirmations: "/v1/confirmations"
        case .postConfirmationsIDVerify: "/v1/confirmations/{id}/verify"
        case .getConfirmationsID: "/v1/confirmations/{id}"
        case .postConfirmationsIDResend: "/v1/confirmations/{id}/resend"
        case .postConfirmationsIDAmend: "/v1/confirmations/{id}/amend"
        case .postConfirmationsIDDeny: "/v1/confirmations/{id}/deny"
        case .postConfirmationsIDCancel: "/v1/confirmations/{id}/cancel"
        case .getEvents: "/v1/events"
        case .getDelivery: "/v1/delivery"
        case .getTemplates: "/v1/templates"
        case .postTemplatesPreview: "/v1/templates/preview"
        case .getEducation: "/v1/education"
        case .getPolicy, .putPolicy: "/v1/policy"
        case .postPolicyCheck: "/v1/policy/check"
        case .postPolicyBacktest: "/v1/policy/backtest"
        case .postCallbacksProvider, .getCallbacksProvider: "/v1/callbacks/{provider}"
        case .getTestMessages: "/v1/test/messages"
        case .getWellKnownJWKS: "/.well-known/jwks.json"
        case .postReceiptsVerify: "/v1/receipts/verify"
        case .getLivez: "/livez"
        case .getReadyz: "/readyz"
        case .getMetrics: "/metrics"
        case .getOpenAPI: "/openapi.json"
        case .getProblemsType: "/problems/{type}"
        }
    }

    /// Any of these scopes is enough; empty when no key is needed.
    public var scopes: [Scope] {
        switch self {
        case .postConfirmations, .postConfirmationsIDVerify, .postConfirmationsIDResend,
            .postConfirmationsIDAmend, .postConfirmationsIDDeny, .postConfirmationsIDCancel:
            [.checkout]
        case .getConfirmationsID, .getConfirmations, .getEvents, .getTestMessages:
            [.checkout, .read]
        case .getDelivery, .getTemplates, .postTemplatesPreview: [.manage, .read]
        case .getPolicy: [.manage, .policy, .read]
        case .putPolicy, .postPolicyCheck, .postPolicyBacktest: [.manage, .policy]
        case .postReceiptsVerify, .getEducation: [.checkout, .manage, .read]
        case .postCallbacksProvider, .getCallbacksProvider, .getWellKnownJWKS, .getLivez,
            .getReadyz, .getMetrics, .getOpenAPI, .getProblemsType:
            []
        }
    }

    /// Whether a live key is refused.
    var isForTestKeysOnly: Bool { self == .getTestMessages }
}

extension Endpoint {
    /// Whether the service has what the call needs.
    func isServed(with dependencies: APIDependencies) -> Bool {
        switch self {
        case .postReceiptsVerify: dependencies.receiptPayload != nil
        case .getDelivery: dependencies.deliveryMonitor != nil
        case .getTemplates, .postTemplatesPreview: dependencies.templates != nil
        case .getEducation: dependencies.education != nil
        case .getPolicy, .putPolicy, .postPolicyCheck, .postPolicyBacktest:
            dependencies.policyDesk != nil
        default: true
        }
    }
}
