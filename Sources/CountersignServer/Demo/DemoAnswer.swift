import CountersignAPI
import CountersignCore
import CountersignPages
import CountersignSimulator

/// Answers of the demo shop's server.
enum DemoAnswer {
    private static let unguessed = [
        (name: "Cache-Control", value: "no-store"),
        (name: "X-Content-Type-Options", value: "nosniff"),
    ]

    /// The way to the page.
    static let toPage = HTTPResponse(status: 302, headers: unguessed + [("Location", "/demo")])

    /// The page.
    static func page(_ page: Page) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            headers: unguessed + [
                ("Content-Type", "text/html; charset=utf-8"),
                ("Content-Security-Policy", page.contentSecurityPolicy),
                ("Referrer-Policy", "no-referrer"),
                ("Cross-Origin-Opener-Policy", "same-origin"),
            ],
            body: page.bytes
        )
    }

    /// A document.
    static func json(
        _ document: JSONValue,
        status: Int = 200,
        type: String = "application/json"
    ) -> HTTPResponse {
        HTTPResponse(
            status: status,
            headers: unguessed + [("Content-Type", type)],
            body: Array(JSONText.text(document).utf8)
        )
    }

    /// What the service answers to the shop's checkout, handed on to the page.
    static func passed(
        on checkout: ServiceClient,
        _ path: String,
        _ body: JSONValue,
        key: String? = nil
    ) async -> HTTPResponse {
        do throws(CommandFailure) {
            let answer = try await checkout.answer(
                "POST",
                path,
                body: body,
                idempotencyKey: key
            )
            let isGood = (200...299).contains(answer.status)
            return json(
                answer.document ?? .object([]),
                status: answer.status,
                type: isGood ? "application/json" : DemoRefusal.type
            )
        } catch {
            return DemoRefusal.closed.response
        }
    }

    /// A message as the page's phone shows it.
    static func message(_ message: SimulatedMessage) -> JSONValue {
        let id = message.reference ?? "\(message.channel.rawValue) \(message.at.milliseconds)"
        var members = [
            JSONMember("id", .string(id)),
            JSONMember("channel", .string(message.channel.rawValue)),
            JSONMember("from", .string(message.from)),
        ]
        if let title = message.title { members.append(JSONMember("title", .string(title))) }
        members += [
            JSONMember("text", .string(message.text)),
            JSONMember("buttons", .array(message.buttons.map { .string($0) })),
            JSONMember("at", .string(message.at.rfc3339)),
        ]
        return .object(members)
    }

    /// The API's money.
    static func money(_ minorUnits: Int64, _ currency: String) -> JSONValue {
        .object([
            JSONMember("value", .integer(minorUnits)), JSONMember("currency", .string(currency)),
        ])
    }
}

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
