import CountersignAPI
import CountersignCore

/// A refusal in Google's form: RCS for Business and Firebase Cloud Messaging share it.
///
/// Source: rbm.md and fcm.md, "Send".
struct GoogleError: Error, Equatable {
    let code: Int
    let status: String
    let message: String
    /// FCM's own word; nil where the refusal is not about the message, and for RCS.
    var errorCode: String?
    /// The field that is wrong; nil for none.
    var field: String?

    static let token = GoogleError(
        code: 401,
        status: "UNAUTHENTICATED",
        message: "Request had invalid authentication credentials. Expected OAuth 2 access token."
    )
    static let notFound = GoogleError(
        code: 404,
        status: "NOT_FOUND",
        message: "Requested entity was not found."
    )
    static let faulty = GoogleError(
        code: 500,
        status: "INTERNAL",
        message: "Internal error encountered."
    )
    static let busy = GoogleError(
        code: 503,
        status: "UNAVAILABLE",
        message: "The simulator is busy or stopping."
    )

    static func forbidden(_ message: String) -> GoogleError {
        GoogleError(code: 403, status: "PERMISSION_DENIED", message: message)
    }

    static func exhausted(_ metric: String) -> GoogleError {
        GoogleError(
            code: 429,
            status: "RESOURCE_EXHAUSTED",
            message: "Quota exceeded for quota metric '\(metric)'."
        )
    }

    static func invalid(_ message: String) -> GoogleError {
        GoogleError(code: 400, status: "INVALID_ARGUMENT", message: message)
    }

    /// What the platform has and the simulator does not show.
    static func notShown(_ what: String) -> GoogleError {
        GoogleError(
            code: 501,
            status: "UNIMPLEMENTED",
            message: "The simulator does not show \(what)."
        )
    }

    var answer: HTTPResponse {
        var details: [JSONValue] = []
        if let errorCode {
            details.append(
                .members([
                    "@type": .string("type.googleapis.com/google.firebase.fcm.v1.FcmError"),
                    "errorCode": .string(errorCode),
                ])
            )
        }
        if let field {
            let violation = JSONValue.members([
                "field": .string(field), "description": .string(message),
            ])
            details.append(
                .members([
                    "@type": .string("type.googleapis.com/google.rpc.BadRequest"),
                    "fieldViolations": .array([violation]),
                ])
            )
        }
        return .simulated(
            code,
            .members([
                "error": .members([
                    "code": .integer(code),
                    "message": .string(message),
                    "status": .string(status),
                    "details": details.isEmpty ? nil : .array(details),
                ])
            ])
        )
    }
}
