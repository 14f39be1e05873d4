import CountersignAPI
import CountersignCore

/// An error of the WhatsApp Cloud API.
///
/// Source: whatsapp-cloud.md, sections 2 and 7; the body is the Graph API's.
struct WhatsAppError: Error, Equatable {
    let status: Int
    let code: Int
    let title: String
    var type = "OAuthException"
    var details: String?

    static let token = WhatsAppError(
        status: 401,
        code: 190,
        title: "Invalid OAuth access token - Cannot parse access token"
    )

    static func noSuchNumber(_ id: String) -> WhatsAppError {
        WhatsAppError(
            status: 400,
            code: 100,
            title: "Unsupported post request. Object with ID '\(id)' does not exist, cannot be "
                + "loaded due to missing permissions, or does not support this operation",
            type: "GraphMethodException"
        )
    }

    static func invalid(_ details: String) -> WhatsAppError {
        WhatsAppError(status: 400, code: 100, title: "Invalid parameter", details: details)
    }

    static func missing(_ details: String) -> WhatsAppError {
        WhatsAppError(
            status: 400,
            code: 131_008,
            title: "Required parameter is missing",
            details: details
        )
    }

    static func value(_ details: String) -> WhatsAppError {
        WhatsAppError(
            status: 400,
            code: 131_009,
            title: "Parameter value is not valid",
            details: details
        )
    }

    static func count(_ details: String) -> WhatsAppError {
        WhatsAppError(
            status: 400,
            code: 132_000,
            title: "Number of parameters does not match the expected number of params",
            details: details
        )
    }

    static func noSuchTemplate(_ details: String) -> WhatsAppError {
        WhatsAppError(
            status: 404,
            code: 132_001,
            title: "Template name does not exist in the translation",
            details: details
        )
    }

    static func tooLong(_ details: String) -> WhatsAppError {
        WhatsAppError(
            status: 400,
            code: 132_005,
            title: "Template hydrated text too long",
            details: details
        )
    }

    static func format(_ details: String) -> WhatsAppError {
        WhatsAppError(
            status: 400,
            code: 132_012,
            title: "Parameter format does not match format in the created template",
            details: details
        )
    }

    static let tooManyMessages = WhatsAppError(
        status: 429,
        code: 130_429,
        title: "Rate limit hit",
        details: "Message failed to send because there were too many messages sent from this phone "
            + "number in a short period of time"
    )

    static let somethingWrong = WhatsAppError(
        status: 500,
        code: 131_000,
        title: "Something went wrong",
        details: "Message failed to send due to an unknown error."
    )

    static let busy = WhatsAppError(
        status: 503,
        code: 2,
        title: "Service temporarily unavailable",
        details: "The simulator is busy or stopping."
    )

    /// The answer; `trace` is the platform's own id of it.
    func answer(trace: String) -> HTTPResponse {
        .simulated(
            status,
            .members([
                "error": .members([
                    "message": .string("(#\(code)) \(title)"),
                    "type": .string(type),
                    "code": .integer(code),
                    "error_data": details.map { details in
                        .members([
                            "messaging_product": .string("whatsapp"), "details": .string(details),
                        ])
                    },
                    "fbtrace_id": .string(trace),
                ])
            ])
        )
    }
}
