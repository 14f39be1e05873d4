import CountersignAPI
import CountersignCore

/// A refusal of Firebase Cloud Messaging, in Google's form.
///
/// Source: fcm.md, "Send".
struct FCMError: Error, Equatable {
    let code: Int
    let status: String
    let message: String
    /// FCM's own word; nil where the refusal is not about the message.
    var errorCode: String?
    /// The field that is wrong; nil for none.
    var field: String?

    static let token = FCMError(
        code: 401,
        status: "UNAUTHENTICATED",
        message: "Request had invalid authentication credentials. Expected OAuth 2 access token."
    )
    static let project = FCMError(
        code: 403,
        status: "PERMISSION_DENIED",
        message: "Permission 'cloudmessaging.messages.create' denied on resource."
    )
    static let unregistered = FCMError(
        code: 404,
        status: "NOT_FOUND",
        message: "Requested entity was not found.",
        errorCode: "UNREGISTERED"
    )
    static let quota = FCMError(
        code: 429,
        status: "RESOURCE_EXHAUSTED",
        message: "Quota exceeded for quota metric 'Send requests'.",
        errorCode: "QUOTA_EXCEEDED"
    )
    static let faulty = FCMError(
        code: 500,
        status: "INTERNAL",
        message: "Internal error encountered.",
        errorCode: "INTERNAL"
    )
    static let busy = FCMError(
        code: 503,
        status: "UNAVAILABLE",
        message: "The simulator is busy or stopping.",
        errorCode: "UNAVAILABLE"
    )

    static func invalid(_ message: String, at field: String? = nil) -> FCMError {
        FCMError(
            code: 400,
            status: "INVALID_ARGUMENT",
            message: message,
            errorCode: "INVALID_ARGUMENT",
            field: field
        )
    }

    /// What the platform has and the simulator does not show.
    static func notShown(_ what: String) -> FCMError {
        FCMError(
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
