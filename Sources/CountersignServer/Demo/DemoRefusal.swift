import CountersignAPI
import CountersignCore

/// Why the demo shop's server turns a request away.
///
/// Checked top to bottom; the first that applies is returned.
enum DemoRefusal: Error {
    /// The path takes other methods.
    case methodNotAllowed([String])
    /// The service is starting or stopping.
    case closed
    /// The page was opened under a name that is not this machine's own.
    case otherHost
    /// Another site's page asks.
    case otherOrigin
    /// The body is longer than any of the page's.
    case tooLarge(bytesMax: Int)
    /// The body is not declared as JSON.
    case notJSON
    /// The content can't be understood; the text says what belongs there.
    case invalid(String)

    static let type = "application/problem+json"

    /// The problem document.
    var response: HTTPResponse {
        let (status, word, title, detail) = facts
        var response = DemoAnswer.json(
            .object([
                JSONMember("type", .string("/problems/\(word)")),
                JSONMember("title", .string(title)),
                JSONMember("status", .integer(status)), JSONMember("detail", .string(detail)),
            ]),
            status: status,
            type: DemoRefusal.type
        )
        if case .methodNotAllowed(let methods) = self {
            response.headers.append(("Allow", methods.joined(separator: ", ")))
        }
        if case .closed = self { response.headers.append(("Retry-After", "1")) }
        return response
    }

    private var facts: (Int, String, String, String) {
        switch self {
        case .methodNotAllowed(let methods):
            (
                405, "method-not-allowed", "Method not allowed",
                "This path takes \(methods.joined(separator: ", "))."
            )
        case .closed:
            (503, "overloaded", "The shop is closed.", "The service starts or stops; try again.")
        case .otherHost:
            (
                403, "forbidden", "Forbidden",
                "Open the shop at the address that 'countersign demo' printed."
            )
        case .otherOrigin:
            (403, "forbidden", "Forbidden", "Only the shop's own page may do this.")
        case .tooLarge(let bytesMax):
            (413, "too-large", "Too large", "The body is longer than \(bytesMax) bytes.")
        case .notJSON:
            (
                415, "unsupported-media-type", "Unsupported media type",
                "The body must come with Content-Type: application/json."
            )
        case .invalid(let detail): (422, "invalid-request", "Invalid request", detail)
        }
    }
}
