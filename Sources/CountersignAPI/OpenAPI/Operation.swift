import CountersignCore

/// One call as the contract describes it.
struct Operation {
    /// A parameter of path, query or header.
    struct Parameter {
        enum Location: String { case path, query, header }

        let name: String
        let location: Location
        let description: String
        var isRequired = false
        /// The schema as JSON.
        let schema: String
    }

    /// The body of a request.
    struct RequestContent {
        /// The name of its schema among the components; nil for bytes of any type.
        let schema: String?
        var isRequired = true
        let description: String
        /// Whole bodies as JSON, by name; each is one that the service takes.
        var examples: [(name: String, json: String)] = []
    }

    /// An answer that is no problem document.
    struct Success {
        let status: Int
        let description: String
        /// The media type; nil for no body.
        let contentType: String?
        /// The schema as JSON.
        var schema: String?
        var headers: [(name: String, description: String)] = []
        /// A body as JSON.
        var example: String?
    }

    let id: String
    let tag: String
    let summary: String
    let description: String
    var parameters: [Parameter] = []
    var body: RequestContent?
    let success: Success
    /// Another answer with a body of its own, such as a service that is not ready.
    var alternative: Success?
    /// The problems that it may answer with, beside `overloaded`.
    var problems: [ProblemType] = []
}

extension Operation {
    /// `$ref` to a schema among the components.
    static func reference(_ schema: String) -> String {
        "{\"$ref\":\"#/components/schemas/\(schema)\"}"
    }

    static let identifier = Parameter(
        name: "id",
        location: .path,
        description: "The confirmation's id, taken literally.",
        isRequired: true,
        schema: reference("ConfirmationID")
    )

    static func idempotencyKey(isRequired: Bool) -> Parameter {
        Parameter(
            name: "Idempotency-Key",
            location: .header,
            description:
                "1 to 255 printable ASCII characters, bare or in double quotes; a fresh random one for each new request. Kept 24 hours for this merchant, mode and path. The same key and body get the first answer again, marked Idempotent-Replayed: true, and nothing is done twice.",
            isRequired: isRequired,
            schema: #"{"type":"string","minLength":1,"maxLength":512}"#
        )
    }

    static let limit = Parameter(
        name: "limit",
        location: .query,
        description: "Entries of one page.",
        schema:
            "{\"type\":\"integer\",\"minimum\":\(API.pageBounds.lowerBound),\"maximum\":\(API.pageBounds.upperBound),\"default\":\(API.pageDefault)}"
    )

    static let identifiedProblems: [ProblemType] = [
        .invalidRequest, .unauthorized, .forbidden, .notFound, .storageUnavailable,
    ]

    static let changeProblems: [ProblemType] =
        identifiedProblems + [
            .tooLarge, .unsupportedMediaType, .idempotencyKeyInUse, .idempotencyKeyReused,
            .expired, .alreadyUsed, .denied, .canceled, .exhausted, .skipped, .blocked,
        ]
}
