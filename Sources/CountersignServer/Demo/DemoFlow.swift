import CountersignCore
import CountersignSimulator

/// Two whole payments as a checkout makes them: over HTTP with its API key, step by step, each
/// checked.
struct DemoFlow: Sendable {
    /// A payment whose confirmation is under way.
    struct Payment: Sendable {
        /// The confirmation.
        let id: String
        /// The answer that opened it.
        let answer: ServiceClient.Answer
    }

    /// Longest wait for a message or a report in milliseconds; usually both take a fifth of a second.
    static let waitMillisecondsMax = 20_000
    /// Pause between two looks in milliseconds.
    static let pauseMilliseconds = 20

    let demo: DemoInstallation
    let teller: DemoTeller
    let entropy: any Entropy

    /// Runs every step.
    /// - Throws: at the first step that does not hold; it has been told then.
    func run() async throws(CommandFailure) {
        try await payOnThreeChannels()
        try await payOnFallback()
    }

    // MARK: - Calls

    /// Asks the payer; a random key makes a repeat of the request harmless.
    func ask(
        _ reference: String,
        _ amount: JSONValue,
        phone: String
    ) async throws(CommandFailure) -> Payment {
        let body = JSONValue.object([
            JSONMember("amount", amount),
            JSONMember("reference", .string(reference)),
            JSONMember(
                "recipient",
                .object([
                    JSONMember("phone", .string(phone)), JSONMember("locale", .string("en")),
                ])
            ),
        ])
        teller.request("POST", "/v1/confirmations", body)
        let answer = try await demo.checkout.answer(
            "POST",
            "/v1/confirmations",
            body: body,
            idempotencyKey: Base64URL.encode(entropy.bytes(18))
        )
        let id = answer.document?["id"]?.string ?? ""
        let match = answer.document?["match_word"]?.string.map { " · match word \($0)" } ?? ""
        teller.answer(answer, "\(id) is \(word("status", in: answer))\(match)")
        try teller.check(
            "the payer is asked",
            holds: answer.status == 201 && !id.isEmpty,
            expected: "201 with an id",
            came: shown(answer)
        )
        return Payment(id: id, answer: answer)
    }

    /// Presents a code together with the payment that is about to be charged.
    func verify(
        _ payment: Payment,
        code: String,
        _ amount: JSONValue
    ) async throws(CommandFailure) -> ServiceClient.Answer {
        let body = JSONValue.object([
            JSONMember("code", .string(code)), JSONMember("amount", amount),
        ])
        teller.request("POST", "/v1/confirmations/{id}/verify", body)
        let path = "/v1/confirmations/\(payment.id)/verify"
        return try await demo.checkout.answer("POST", path, body: body)
    }

    /// The confirmation as it stands.
    func read(_ payment: Payment) async throws(CommandFailure) -> JSONValue {
        try await demo.checkout.call("GET", "/v1/confirmations/\(payment.id)")
    }

    // MARK: - Phones

    /// The message of a number, counted from 0, that a phone receives; waits for it.
    func message(
        _ number: Int,
        on phone: PhoneNumber
    ) async throws(CommandFailure) -> SimulatedMessage {
        for _ in 0..<(DemoFlow.waitMillisecondsMax / DemoFlow.pauseMilliseconds) {
            let messages = demo.simulator.phones.messages(to: phone)
            if messages.count > number { return messages[number] }
            try await DemoFlow.pause()
        }
        try teller.check(
            "a message reaches the phone",
            expected: "message \(number + 1) on \(phone.masked)",
            came: nil
        )
        throw CommandFailure(.findings, "no message came")
    }

    /// The code in a message.
    func code(in message: SimulatedMessage) throws(CommandFailure) -> String {
        let digits = demo.settings.codeDigits
        guard let code = DemoCode.find(in: message.text, digits: digits) else {
            try teller.check("the message holds a code", expected: "\(digits) digits", came: nil)
            return ""
        }
        return code
    }

    /// A phone of the demo.
    func phone(_ number: String) -> PhoneNumber {
        guard let phone = try? PhoneNumber(number) else {
            preconditionFailure("The demo's phone numbers are valid.")
        }
        return phone
    }

    /// Waits a moment.
    /// - Throws: when the demo was told to stop.
    static func pause() async throws(CommandFailure) {
        do { try await Task.sleep(for: .milliseconds(pauseMilliseconds)) } catch {
            throw CommandFailure(.findings, "the demo was stopped before its last step")
        }
    }

    // MARK: - Values

    /// An amount in cents of the demo's currency.
    func euro(_ cents: Int64) -> JSONValue {
        .object([
            JSONMember("value", .integer(cents)), JSONMember("currency", .string("EUR")),
        ])
    }

    /// A text member of an answer; empty when it has none.
    func word(_ name: String, in answer: ServiceClient.Answer) -> String {
        answer.document?[name]?.string ?? ""
    }

    /// An answer for whoever has to find out why it was another.
    func shown(_ answer: ServiceClient.Answer) -> String {
        let words = ["type", "status", "title", "detail"].compactMap {
            answer.document?[$0]?.string
        }
        return ([String(answer.status)] + words).joined(separator: " ")
    }
}
