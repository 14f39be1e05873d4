import CountersignCore
import CountersignKeys
import CountersignSimulator

/// The first payment: seen on three channels, refused twice, approved, proved.
extension DemoFlow {
    /// A number that is reserved for fiction, and that the page does not offer.
    ///
    /// Source: Ofcom, 07700 900000 to 900999.
    static let richPhone = "+447700900321"
    private static let cents: Int64 = 4_999
    private static let channels: [(channel: Channel, name: String)] = [
        (.rcs, "RCS"), (.whatsapp, "WhatsApp"), (.sms, "SMS"),
    ]

    func payOnThreeChannels() async throws(CommandFailure) {
        let phone = phone(DemoFlow.richPhone)
        teller.step(1, "A checkout asks the payer to confirm 49.99 EUR to Acme Shoes")
        let payment = try await ask(
            "order-1234",
            euro(DemoFlow.cents),
            phone: DemoFlow.richPhone
        )
        teller.say("Amounts are whole cents. The payee's name comes with the merchant's API key.")
        teller.say(
            "The page shows the same word as the message: the payer sees that both belong together."
        )
        let code = try await showChannels(of: payment, on: phone)
        try await refuseAnotherAmount(payment, code)
        try await refuseAnotherCode(payment, code)
        let receipt = try await approve(payment, code)
        try await prove(receipt)
    }

    // MARK: - Steps

    /// What the phone shows by RCS, WhatsApp and SMS, and that the code is one and the same.
    private func showChannels(
        of payment: Payment,
        on phone: PhoneNumber
    ) async throws(CommandFailure) -> String {
        teller.step(2, "The phone shows the code: RCS first, then WhatsApp, then SMS")
        let wait = demo.settings.nextChannelAfterSeconds
        var code = ""
        for (number, (channel, name)) in DemoFlow.channels.enumerated() {
            if number > 0 {
                teller.say("… \(wait) s without an answer (skipped here): the next channel")
                demo.clock.skip(seconds: wait)
            }
            let message = try await message(number, on: phone)
            teller.screen(message)
            try teller.check(
                "it came by \(name)",
                expected: channel.rawValue,
                came: message.channel.rawValue
            )
            let shown = try self.code(in: message)
            if number == 0 { code = shown }
            guard number > 0 else { continue }
            try teller.check("the same code", expected: code, came: shown)
        }
        try teller.check(
            "the checkout was never told the code: only the phone has it",
            holds: !String(decoding: payment.answer.body, as: UTF8.self).contains(code),
            expected: "an answer without the code",
            came: "an answer that holds it"
        )
        return code
    }

    private func refuseAnotherAmount(
        _ payment: Payment,
        _ code: String
    ) async throws(CommandFailure) {
        teller.step(3, "The right code for another amount is refused")
        let before = try await read(payment)["attempts_left"]?.integer
        let answer = try await verify(payment, code: code, euro(DemoFlow.cents * 10))
        let changed = answer.document?["changed"]?.array?.compactMap(\.string) ?? []
        teller.answer(answer, "changed: \(changed.joined(separator: ", "))")
        try teller.check(
            "refused: the code belongs to 49.99 EUR, not to 499.90 EUR",
            expected: "409 /problems/transaction-changed",
            came: "\(answer.status) \(word("type", in: answer))"
        )
        let after = try await read(payment)["attempts_left"]?.integer
        try teller.check(
            "it cost no attempt: \(after ?? -1) are left",
            holds: before != nil && after == before,
            expected: "\(before ?? -1) attempts left",
            came: "\(after ?? -1) attempts left"
        )
    }

    private func refuseAnotherCode(
        _ payment: Payment,
        _ code: String
    ) async throws(CommandFailure) {
        teller.step(4, "A wrong code is refused, and counted")
        let before = try await read(payment)["attempts_left"]?.integer ?? -1
        let answer = try await verify(
            payment,
            code: DemoCode.other(than: code),
            euro(DemoFlow.cents)
        )
        let left = answer.document?["attempts_left"]?.integer ?? -1
        teller.answer(answer, "attempts left: \(left)")
        try teller.check(
            "refused, one attempt less",
            expected: "422 /problems/wrong-code, \(before - 1) attempts left",
            came: "\(answer.status) \(word("type", in: answer)), \(left) attempts left"
        )
    }

    private func approve(
        _ payment: Payment,
        _ code: String
    ) async throws(CommandFailure) -> String {
        teller.step(5, "The right code for the right amount is approved")
        let answer = try await verify(payment, code: code, euro(DemoFlow.cents))
        let receipt = word("receipt", in: answer)
        teller.answer(answer, "\(word("status", in: answer)) · receipt \(receipt.prefix(24))…")
        try teller.check(
            "approved: the shop may charge 49.99 EUR; only this answer is a 2xx",
            holds: answer.status == 200 && word("status", in: answer) == "approved",
            expected: "200 approved",
            came: shown(answer)
        )
        return receipt
    }

    // MARK: - Receipt

    /// Members of a receipt that a newcomer wants to see, in order.
    private static let membersShown = [
        "iss", "outcome", "payee", "amount", "currency", "reference", "recipient", "channel",
        "attempts", "sends", "context_sha256",
    ]
    private static let valueCharactersMax = 24

    /// Checks the receipt with the published keys alone, as anybody can.
    private func prove(_ receipt: String) async throws(CommandFailure) {
        teller.step(6, "The receipt proves it, with the published keys alone")
        let keys = try await demo.checkout.call("GET", "/.well-known/jwks.json")
        let payload: JSONValue
        do throws(JWSFault) {
            payload = try ReceiptSignature.verify(token: receipt, jwks: keys)
        } catch {
            return try teller.check(
                "the receipt verifies",
                expected: "a signature by a key of /.well-known/jwks.json",
                came: ReceiptExplanation.words(error)
            )
        }
        let rows = ReceiptExplanation.rows(payload)
        teller.facts(
            DemoFlow.membersShown.compactMap { name in
                rows.first { $0.0 == name }.map { ($0.0, DemoFlow.inColumns($0.1, $0.2)) }
            }
        )
        try teller.check(
            "the signature verifies, offline",
            expected: "approved \(DemoFlow.cents)",
            came: ["outcome", "amount"].compactMap { payload[$0]?.string }.joined(separator: " ")
        )
        let forged = DemoFlow.forged(receipt)
        let accepted = try? ReceiptSignature.verify(token: forged, jwks: keys)
        try teller.check(
            "with one digit more in its amount it does not",
            holds: forged != receipt && accepted == nil,
            expected: "a refused receipt",
            came: forged == receipt ? "the same receipt" : "an accepted one"
        )
    }

    private static func inColumns(_ value: String, _ meaning: String) -> String {
        let shown =
            value.count > valueCharactersMax
            ? value.prefix(valueCharactersMax - 1) + "…" : value[...]
        return shown + String(repeating: " ", count: valueCharactersMax + 2 - shown.count) + meaning
    }

    /// The receipt with its amount made ten times as much.
    private static func forged(_ receipt: String) -> String {
        var parts = receipt.split(separator: ".").map(String.init)
        guard parts.count == 3, let payload = Base64URL.decode(parts[1]),
            let document = try? JSONReader.read(payload)
        else { return receipt }
        let members = (document.object ?? []).map { member in
            guard member.name == "amount", let amount = member.value.string else { return member }
            return JSONMember("amount", .string(amount + "0"))
        }
        parts[1] = Base64URL.encode(Array(JSONText.text(.object(members)).utf8))
        return parts.joined(separator: ".")
    }
}
