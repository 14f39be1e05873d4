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
    ///
    /// Without a body it is read, with one it is posted.
    static func passed(
        on checkout: ServiceClient,
        _ path: String,
        _ body: JSONValue? = nil,
        key: String? = nil
    ) async -> HTTPResponse {
        do throws(CommandFailure) {
            let answer = try await checkout.answer(
                body == nil ? "GET" : "POST",
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
