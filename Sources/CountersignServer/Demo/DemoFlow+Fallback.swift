import CountersignCore
import CountersignSimulator

/// The second payment: it finds its way to a phone that has SMS only, and its amount changes.
extension DemoFlow {
    /// A number that is reserved for fiction.
    ///
    /// Source: Ofcom, 07700 900000 to 900999.
    static let plainPhone = "+447700900123"
    private static let cents: Int64 = 2_500
    private static let centsAmended: Int64 = 3_150

    func payOnFallback() async throws(CommandFailure) {
        let phone = phone(DemoFlow.plainPhone)
        demo.simulator.phones.setUp(phone, as: PhoneSetup(hasWhatsApp: false, hasRCS: false))
        teller.step(7, "A phone with neither RCS nor WhatsApp gets an SMS at once")
        let payment = try await ask(
            "order-1235",
            euro(DemoFlow.cents),
            phone: DemoFlow.plainPhone
        )
        let message = try await message(0, on: phone)
        teller.screen(message)
        let code = try self.code(in: message)
        try await showRoute(of: payment)
        try await amend(payment, code, on: phone)
    }

    // MARK: - Steps

    /// How the message found its way: each channel that could not deliver was followed by the next.
    private func showRoute(of payment: Payment) async throws(CommandFailure) {
        var messages: [JSONValue] = []
        for _ in 0..<(DemoFlow.waitMillisecondsMax / DemoFlow.pauseMilliseconds) {
            messages = try await read(payment)["messages"]?.array ?? []
            if messages.last?["status"]?.string == "delivered" { break }
            try await DemoFlow.pause()
        }
        let words = messages.map { message in
            ["channel", "status"].compactMap { message[$0]?.string }.joined(separator: " ")
        }
        teller.say("route: " + words.joined(separator: " → "))
        let channels = messages.compactMap { $0["channel"]?.string }.joined(separator: " ")
        try teller.check(
            "it went on by itself until one channel delivered",
            expected: "rcs whatsapp sms, delivered",
            came: "\(channels), \(messages.last?["status"]?.string ?? "nothing")"
        )
    }

    /// The order grows: a new code for the new amount, and the old one is worth nothing.
    private func amend(
        _ payment: Payment,
        _ code: String,
        on phone: PhoneNumber
    ) async throws(CommandFailure) {
        teller.step(8, "The order changes: 25.00 EUR become 31.50 EUR, and the code with them")
        let body = JSONValue.object([JSONMember("amount", euro(DemoFlow.centsAmended))])
        teller.request("POST", "/v1/confirmations/{id}/amend", body)
        let amended = try await demo.checkout.answer(
            "POST",
            "/v1/confirmations/\(payment.id)/amend",
            body: body,
            idempotencyKey: Base64URL.encode(entropy.bytes(18))
        )
        teller.answer(amended, word("status", in: amended))
        try teller.check(
            "the payer is asked again",
            holds: amended.status == 200,
            expected: "200",
            came: shown(amended)
        )
        let message = try await message(1, on: phone)
        teller.screen(message)
        let fresh = try self.code(in: message)
        try teller.check(
            "another code, and the message says what changed",
            holds: fresh != code,
            expected: "a code other than \(code)",
            came: fresh
        )
        let refused = try await verify(payment, code: code, euro(DemoFlow.centsAmended))
        teller.answer(refused, "")
        try teller.check(
            "the old code is refused",
            expected: "422 /problems/wrong-code",
            came: "\(refused.status) \(word("type", in: refused))"
        )
        let approved = try await verify(payment, code: fresh, euro(DemoFlow.centsAmended))
        teller.answer(approved, word("status", in: approved))
        try teller.check(
            "the new code is approved",
            holds: approved.status == 200 && word("status", in: approved) == "approved",
            expected: "200 approved",
            came: shown(approved)
        )
    }
}
