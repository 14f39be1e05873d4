import CountersignAPI
import CountersignCore

/// An error of RCS for Business, in Google's form.
///
/// Source: rbm.md, "Send".
struct RCSError: Error, Equatable {
    let code: Int
    let status: String
    let message: String

    static let token = RCSError(
        code: 401,
        status: "UNAUTHENTICATED",
        message: "Request had invalid authentication credentials. Expected OAuth 2 access token."
    )
    static let noRCS = RCSError(
        code: 404,
        status: "NOT_FOUND",
        message: "Requested entity was not found."
    )
    static let exhausted = RCSError(
        code: 429,
        status: "RESOURCE_EXHAUSTED",
        message: "Quota exceeded for quota metric 'Agent messages'."
    )
    static let faulty = RCSError(
        code: 500,
        status: "INTERNAL",
        message: "Internal error encountered."
    )
    static let busy = RCSError(
        code: 503,
        status: "UNAVAILABLE",
        message: "The simulator is busy or stopping."
    )

    static func invalid(_ message: String) -> RCSError {
        RCSError(code: 400, status: "INVALID_ARGUMENT", message: message)
    }

    /// What the platform has and the simulator does not show.
    static func notShown(_ what: String) -> RCSError {
        RCSError(
            code: 501,
            status: "UNIMPLEMENTED",
            message: "The simulator does not show \(what)."
        )
    }

    var answer: HTTPResponse {
        .simulated(
            code,
            .members([
                "error": .members([
                    "code": .integer(code),
                    "message": .string(message),
                    "status": .string(status),
                ])
            ])
        )
    }
}
