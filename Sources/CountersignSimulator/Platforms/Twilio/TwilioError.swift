import CountersignAPI
import CountersignCore

/// An error of Twilio's REST API.
///
/// Source: twilio.md, "Send" and "Error codes that matter"; codes that are not in its table are from
/// Twilio's public error dictionary.
struct TwilioError: Error, Equatable {
    let status: Int
    let code: Int
    let message: String

    static let authenticate = TwilioError(status: 401, code: 20_003, message: "Authenticate")
    static let notFound = TwilioError(
        status: 404,
        code: 20_404,
        message: "The requested resource was not found"
    )
    static let tooManyRequests = TwilioError(
        status: 429,
        code: 20_429,
        message: "Too Many Requests"
    )
    static let serverError = TwilioError(
        status: 500,
        code: 20_500,
        message: "An internal server error has occurred"
    )
    static let busy = TwilioError(
        status: 503,
        code: 20_503,
        message: "Service Unavailable"
    )
    static let toMissing = invalid(21_604, "A 'To' phone number is required.")
    static let fromMissing = invalid(21_603, "A 'From' phone number is required.")
    static let bodyMissing = invalid(21_602, "Message body is required.")
    static let bodyTooLong = invalid(
        21_617,
        "The concatenated message body exceeds the 1600 character limit"
    )
    static let validityPeriod = invalid(90_007, "ValidityPeriod is invalid")

    static func toInvalid(_ to: String) -> TwilioError {
        invalid(21_211, "Invalid 'To' Phone Number: \(TwilioError.masked(to))")
    }

    static func fromInvalid(_ from: String) -> TwilioError {
        invalid(21_606, "The 'From' phone number provided (\(from)) is not usable here")
    }

    static func callbackInvalid(_ url: String) -> TwilioError {
        invalid(21_609, "The 'StatusCallback' URL \(url) is not a valid URL.")
    }

    static func invalid(_ code: Int, _ message: String) -> TwilioError {
        TwilioError(status: 400, code: code, message: message)
    }

    /// Twilio masks numbers in its messages too.
    private static func masked(_ text: String) -> String {
        text.unicodeScalars.count > 4 ? "\(text.prefix(4))XXXX" : text
    }

    var answer: HTTPResponse {
        .simulated(
            status,
            .members([
                "code": .integer(code),
                "message": .string(message),
                "more_info": .string("https://www.twilio.com/docs/errors/\(code)"),
                "status": .integer(status),
            ])
        )
    }
}
