extension Operation {
    static let getEducation = Operation(
        id: "readEducation",
        tag: "Confirmations",
        summary: "Read what to tell the payer about the message",
        description:
            "Texts of the merchant's brand for its own page: a panel \"Why am I getting this?\", how the merchant makes contact, and what to do after \"this wasn't me\". They change with the templates only, so that a page may keep them.",
        parameters: [
            Parameter(
                name: "locale",
                location: .query,
                description:
                    "The payer's language as a BCP 47 tag; falls back to the language alone, then to the brand's first.",
                schema:
                    #"{"type":"string","minLength":2,"maxLength":\#(Members.localeCharactersMax)}"#
            )
        ],
        success: Success(
            status: 200,
            description: "The texts.",
            contentType: "application/json",
            schema: reference("Education"),
            example:
                #"{"locale":"en","why":{"label":"Why am I getting this?","text":"Somebody is paying with your number."},"contact":{"label":"How we contact you","text":"We never call to ask for a code."},"after_denial":{"label":"You said: this wasn't me","text":"Nothing was charged."}}"#
        ),
        problems: [.invalidRequest, .unauthorized, .forbidden, .notFound]
    )

    static let getEvents = Operation(
        id: "listEvents",
        tag: "Events",
        summary: "Read every event again, oldest first",
        description:
            "The same events are posted to the merchant's webhook endpoints. Pages by sequence: `next` is the value of `after` for the next page, and is absent when there is none.",
        parameters: [
            Parameter(
                name: "after",
                location: .query,
                description: "Only events with a larger sequence.",
                schema: #"{"type":"integer","minimum":0,"default":0}"#
            ),
            limit,
        ],
        success: Success(
            status: 200,
            description: "One page.",
            contentType: "application/json",
            schema: reference("EventPage"),
            example: Example.eventPage
        ),
        problems: [.invalidRequest, .unauthorized, .forbidden, .storageUnavailable]
    )

    static let postCallbacksProvider = Operation(
        id: "receiveCallback",
        tag: "Providers",
        summary: "Take a provider's delivery report or a payer's reply",
        description:
            "Called by providers, each in its own format and authenticated its own way. Late, repeated and out-of-order reports change nothing and are taken too.",
        parameters: [providerName],
        body: RequestContent(schema: nil, description: "Whatever the provider sends."),
        success: callbackTaken,
        problems: [.invalidRequest, .unauthorized, .notFound, .tooLarge, .storageUnavailable]
    )

    static let getCallbacksProvider = Operation(
        id: "receiveCallbackByQuery",
        tag: "Providers",
        summary: "Take a delivery report from a provider that calls with GET",
        description:
            "As with POST, for providers whose reports are queries, and for the handshake of a subscription. Authenticated like them.",
        parameters: [providerName],
        success: callbackTaken,
        problems: [.invalidRequest, .unauthorized, .notFound, .storageUnavailable]
    )

    private static let callbackTaken = Success(
        status: 200,
        description: "Taken; empty, or the text that the provider wants to read.",
        contentType: nil
    )

    private static let providerName = Parameter(
        name: "provider",
        location: .path,
        description: "The provider's name in the configuration.",
        isRequired: true,
        schema:
            "{\"type\":\"string\",\"minLength\":1,\"maxLength\":\(API.providerNameBytesMax)}"
    )

    static let getTestMessages = Operation(
        id: "readTestMessages",
        tag: "Testing",
        summary: "Read what a simulated phone received",
        description:
            "Test keys only. Shows the messages with their codes, so that a checkout can be tested automatically.",
        parameters: [
            Parameter(
                name: "to",
                location: .query,
                description:
                    "A phone number in E.164; its plus sign is written `%2B`. Or an app: `fcm:` or `apns:` and its push token.",
                isRequired: true,
                schema: "{\"type\":\"string\",\"minLength\":1}"
            )
        ],
        success: Success(
            status: 200,
            description: "The messages, oldest first.",
            contentType: "application/json",
            schema: reference("TestMessages"),
            example:
                #"{"messages":[{"channel":"sms","text":"042917 confirms your payment of 49.99 EUR to Acme Shoes.","at":"2026-11-23T10:00:01Z"}]}"#
        ),
        problems: [.invalidRequest, .unauthorized, .forbidden]
    )

    static let getWellKnownJWKS = Operation(
        id: "readPublicKeys",
        tag: "Receipts",
        summary: "Read the public keys of receipts",
        description: "Every key that has ever signed a receipt, retired ones included.",
        success: Success(
            status: 200,
            description: "A JWK set (RFC 7517).",
            contentType: "application/jwk-set+json",
            schema: reference("JWKSet"),
            example:
                #"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"sign-1","use":"sig","alg":"EdDSA","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#
        )
    )

    static let postReceiptsVerify = Operation(
        id: "verifyReceipt",
        tag: "Receipts",
        summary: "Verify a receipt",
        description:
            "A 200 means that this service signed the receipt and nothing in it was changed. Anybody can verify a receipt offline with the public keys.",
        body: RequestContent(
            schema: "ReceiptToVerify",
            description: "The receipt.",
            examples: [("receipt", Example.receiptToVerify)]
        ),
        success: Success(
            status: 200,
            description: "The receipt's payload.",
            contentType: "application/json",
            schema: reference("VerifiedReceipt")
        ),
        problems: [
            .invalidRequest, .unauthorized, .forbidden, .tooLarge, .unsupportedMediaType,
        ]
    )

    static let getLivez = Operation(
        id: "readLiveness",
        tag: "Operation",
        summary: "Whether the process answers",
        description: "Looks at nothing else.",
        success: Success(
            status: 200,
            description: "It does.",
            contentType: "application/json",
            schema: reference("Liveness"),
            example: #"{"status":"alive","version":"0.1.0"}"#
        )
    )

    static let getReadyz = Operation(
        id: "readReadiness",
        tag: "Operation",
        summary: "Whether the service can do its work",
        description: "Names everything that it depends on.",
        success: Success(
            status: 200,
            description: "Everything is usable.",
            contentType: "application/json",
            schema: reference("Readiness"),
            example: #"{"status":"ready","checks":[{"name":"store","ok":true}]}"#
        ),
        alternative: Success(
            status: 503,
            description: "Something is not usable.",
            contentType: "application/json",
            schema: reference("Readiness"),
            example:
                #"{"status":"not_ready","checks":[{"name":"store","ok":false,"detail":"the disk is full"}]}"#
        )
    )

    static let getMetrics = Operation(
        id: "readMetrics",
        tag: "Operation",
        summary: "Counters and latencies",
        description: "In the text format of Prometheus, version 0.0.4.",
        success: Success(
            status: 200,
            description: "The metrics.",
            contentType: "text/plain",
            schema: #"{"type":"string"}"#
        )
    )

    static let getOpenAPI = Operation(
        id: "readContract",
        tag: "Operation",
        summary: "This document",
        description: "OpenAPI 3.1.",
        success: Success(
            status: 200,
            description: "The document.",
            contentType: "application/json",
            schema: #"{"type":"object"}"#
        )
    )

    static let getProblemsType = Operation(
        id: "readProblemType",
        tag: "Operation",
        summary: "A page that explains a problem type",
        description: "For people; the `type` of a problem document is its path.",
        parameters: [
            Parameter(
                name: "type",
                location: .path,
                description: "The last part of the problem's `type`.",
                isRequired: true,
                schema: Schemas.words(ProblemType.allCases.map(\.rawValue))
            )
        ],
        success: Success(
            status: 200,
            description: "The page.",
            contentType: "text/html",
            schema: #"{"type":"string"}"#
        ),
        problems: [.notFound]
    )
}

extension Endpoint {
    /// The call as the contract describes it.
    var operation: Operation {
        switch self {
        case .postConfirmations: .postConfirmations
        case .postConfirmationsIDVerify: .postConfirmationsIDVerify
        case .getConfirmationsID: .getConfirmationsID
        case .getConfirmations: .getConfirmations
        case .postConfirmationsIDResend: .postConfirmationsIDResend
        case .postConfirmationsIDAmend: .postConfirmationsIDAmend
        case .postConfirmationsIDDeny: .postConfirmationsIDDeny
        case .postConfirmationsIDCancel: .postConfirmationsIDCancel
        case .getEvents: .getEvents
        case .getDelivery: .getDelivery
        case .getTemplates: .getTemplates
        case .postTemplatesPreview: .postTemplatesPreview
        case .getEducation: .getEducation
        case .getPolicy: .getPolicy
        case .putPolicy: .putPolicy
        case .postPolicyCheck: .postPolicyCheck
        case .postPolicyBacktest: .postPolicyBacktest
        case .postCallbacksProvider: .postCallbacksProvider
        case .getCallbacksProvider: .getCallbacksProvider
        case .getTestMessages: .getTestMessages
        case .getWellKnownJWKS: .getWellKnownJWKS
        case .postReceiptsVerify: .postReceiptsVerify
        case .getLivez: .getLivez
        case .getReadyz: .getReadyz
        case .getMetrics: .getMetrics
        case .getOpenAPI: .getOpenAPI
        case .getProblemsType: .getProblemsType
        }
    }
}
