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
    /// The platform's finer number and its words for people, which templates' refusals have.
    var forPeople: (subcode: Int, title: String, words: String)?

    static func == (left: WhatsAppError, right: WhatsAppError) -> Bool {
        left.status == right.status && left.code == right.code && left.details == right.details
            && left.forPeople?.subcode == right.forPeople?.subcode
    }

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

    /// A template that does not fit the platform's format.
    static func template(_ words: String) -> WhatsAppError {
        refusedTemplate(2_388_043, "Message template is not in the right format", words)
    }

    static func templateExists(language: String) -> WhatsAppError {
        refusedTemplate(
            2_388_024,
            "Content in This Language Already Exists",
            "There is already \(language) content for this template. You can create a new template "
                + "and try again."
        )
    }

    static let variableAtTheEdge = refusedTemplate(
        2_388_299,
        "Variables can't be at the start or end of the template",
        "Remove the variables at the start or end of the template and try again."
    )

    static let examplesMissing = refusedTemplate(
        2_388_046,
        "Missing sample parameters",
        "Templates with parameters require an example for each of them."
    )

    static let tooManyTemplates = refusedTemplate(
        2_388_025,
        "Too many templates",
        "You have reached the limit of message templates for this account."
    )

    private static func refusedTemplate(
        _ subcode: Int,
        _ title: String,
        _ words: String
    ) -> WhatsAppError {
        var error = WhatsAppError(status: 400, code: 100, title: "Invalid parameter")
        error.forPeople = (subcode, title, words)
        return error
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
                    "message": .string(forPeople == nil ? "(#\(code)) \(title)" : title),
                    "type": .string(type),
                    "code": .integer(code),
                    "error_subcode": forPeople.map { .integer($0.subcode) },
                    "is_transient": forPeople.map { _ in .bool(false) },
                    "error_user_title": forPeople.map { .string($0.title) },
                    "error_user_msg": forPeople.map { .string($0.words) },
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
