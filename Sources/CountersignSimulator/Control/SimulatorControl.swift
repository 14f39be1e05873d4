import CountersignAPI
import CountersignCore

/// What may be asked of the simulator itself over HTTP: what phones show, what was counted, and what
/// payers shall do.
///
/// No platform has such paths.
struct SimulatorControl: Sendable {
    static let path = "simulator"
    static let page = """
        No platform, but the simulator itself:

        GET    /simulator/messages?to=%2B4915112345678    what a phone shows, newest last
        GET    /simulator/counts                          what happened so far
        POST   /simulator/tap                             {"to": "+49…", "button": "…"} taps a button
                                                          of its newest message, or of "message"
                                                          {"to": "+49…", "text": "NO"} answers it
        """
    /// Longest text of a payer in characters.
    private static let textCharactersMax = 1_600

    let phones: SimulatedPhones
    /// Everything that was counted.
    let counts: @Sendable () -> JSONValue
    /// Lets a payer answer a message; false when its platform can't pass that on.
    let answer: @Sendable (PayerAnswer, SimulatedMessage) -> Bool

    func respond(to request: HTTPRequest, _ path: [Substring]) -> HTTPResponse {
        switch (path, request.method) {
        case (["messages"], "GET"): messages(request)
        case (["counts"], "GET"): .simulated(200, counts())
        case (["tap"], "POST"): tap(request)
        case (["messages"], _), (["counts"], _), (["tap"], _):
            .simulated(405, "The simulator takes another method here; see / for what it takes.")
        default: .simulated(404, "The simulator has no such path; see / for those it has.")
        }
    }

    private func messages(_ request: HTTPRequest) -> HTTPResponse {
        let parameters = PercentEncoding.parameters(request.query, plusIsSpace: false)
        guard let parameters, parameters.count == 1, parameters[0].name == "to",
            let phone = try? PhoneNumber(parameters[0].value)
        else { return SimulatorControl.refusal("name the phone: to=%2B4915112345678") }
        let messages = phones.messages(to: phone).map(SimulatorControl.json)
        return .simulated(
            200,
            .members(["simulator": .bool(true), "messages": .array(messages)])
        )
    }

    private func tap(_ request: HTTPRequest) -> HTTPResponse {
        guard request.isJSON, let body = try? JSONReader.read(request.body),
            body.object != nil,
            body.unknownMember(besides: ["to", "message", "button", "text"]) == nil,
            let phone = body["to"]?.string.flatMap({ try? PhoneNumber($0) })
        else {
            return SimulatorControl.refusal(
                "write {\"to\": \"+4915112345678\", \"button\": \"…\"} as application/json"
            )
        }
        let wanted = body["message"]?.string
        let message = phones.messages(to: phone).last { wanted == nil || $0.id == wanted }
        guard let message else { return SimulatorControl.refusal("this phone has no such message") }
        let reply: PayerAnswer
        switch (body["button"]?.string, body["text"]?.string) {
        case (let button?, nil):
            guard let tap = message.taps.first(where: { $0.text == button }) else {
                let known = message.taps.map { JSONWriter.quoted($0.text) }
                return SimulatorControl.refusal(
                    "the message has the buttons \(known.joined(separator: ", "))"
                )
            }
            reply = .tap(tap)
        case (nil, let text?)
        where (1...SimulatorControl.textCharactersMax).contains(text.unicodeScalars.count):
            reply = .text(text)
        default: return SimulatorControl.refusal("give a button or a text")
        }
        guard answer(reply, message) else {
            return SimulatorControl.refusal("the platform of this message passes no answers on")
        }
        return .simulated(202, .members(["simulator": .bool(true)]))
    }

    private static func json(_ message: SimulatedMessage) -> JSONValue {
        .members([
            "id": message.id.map { .string($0) },
            "platform": message.platform.map { .string($0.rawValue) },
            "channel": .string(message.channel.rawValue),
            "from": .string(message.from),
            "title": message.title.map { .string($0) },
            "text": .string(message.text),
            "buttons": .array(message.buttons.map { .string($0) }),
            "taps": .array(message.taps.map { .string($0.text) }),
            "at": .string(message.at.rfc3339),
        ])
    }

    private static func refusal(_ detail: String) -> HTTPResponse {
        .simulated(400, .members(["simulator": .bool(true), "error": .string(detail)]))
    }
}
