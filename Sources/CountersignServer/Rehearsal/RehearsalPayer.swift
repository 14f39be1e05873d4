import CountersignCore
import CountersignSimulator

/// A checkout and its payer for one payment of a rehearsal: the payer reads the code on the simulated
/// phone and the checkout presents it through the API.
struct RehearsalPayer: Sendable {
    /// Pause between two looks at the phone, or two tries to reach the service, in milliseconds.
    private static let pauseMilliseconds = 100
    private static let cents: Int64 = 4_999

    let number: Int
    let run: String
    let scenario: Scenario
    let phones: SimulatedPhones
    let service: ServiceClient

    /// The phone of a payment; +49 151 has eight digits behind it.
    private var phone: String { "+49151\(10_000_000 + number)" }

    private var amount: JSONValue {
        .object([
            JSONMember("value", .integer(RehearsalPayer.cents)),
            JSONMember("currency", .string("EUR")),
        ])
    }

    /// Asks, waits for the message, and answers as the scenario wants, all within the payer's patience.
    func pay() async -> RehearsedPayment {
        let began = ContinuousClock.now
        let deadline = began + .seconds(scenario.rehearsal.patienceSeconds)
        var payment = RehearsedPayment()
        guard let asked = await ask(until: deadline), asked.status == 201,
            let id = asked.document?["id"]?.string
        else { return payment }
        payment.id = id
        guard let message = await message(until: deadline) else {
            payment.ending = .noMessage
            return payment
        }
        let (intent, milliseconds) = scenario.intent(ofPayer: number)
        guard ContinuousClock.now + .milliseconds(milliseconds) < deadline else {
            payment.ending = .late
            return payment
        }
        try? await Task.sleep(for: .milliseconds(milliseconds))
        switch intent {
        case .ignore: payment.ending = .ignored
        case .deny: payment.ending = await deny(id, until: deadline)
        case .confirm:
            payment.ending = await verify(id, message, until: deadline)
            if payment.ending == .confirmed {
                payment.milliseconds = Int((ContinuousClock.now - began) / .milliseconds(1))
            }
        }
        return payment
    }

    // MARK: - Steps

    /// The same key makes a repeat of the request harmless.
    private func ask(until deadline: ContinuousClock.Instant) async -> ServiceClient.Answer? {
        let body = JSONValue.object([
            JSONMember("amount", amount),
            JSONMember("reference", .string("rehearsal-\(run)-\(number)")),
            JSONMember("recipient", .object([JSONMember("phone", .string(phone))])),
            JSONMember("channels", .array([.string("sms")])),
        ])
        return await answer("/v1/confirmations", body, key: "\(run)-\(number)", until: deadline)
    }

    private func message(until deadline: ContinuousClock.Instant) async -> SimulatedMessage? {
        guard let phone = try? PhoneNumber(phone) else { return nil }
        while ContinuousClock.now < deadline, !Task.isCancelled {
            if let message = phones.messages(to: phone).last { return message }
            await RehearsalPayer.pause()
        }
        return nil
    }

    private func verify(
        _ id: String,
        _ message: SimulatedMessage,
        until deadline: ContinuousClock.Instant
    ) async -> RehearsedPayment.Ending {
        guard let code = RehearsalPayer.code(in: message.text) else { return .refused }
        let body = JSONValue.object([
            JSONMember("code", .string(code)), JSONMember("amount", amount),
        ])
        let answer = await answer("/v1/confirmations/\(id)/verify", body, until: deadline)
        guard let answer else { return .unanswered }
        if answer.status == 200 { return .confirmed }
        // A repeat of a verification whose first answer was lost is told that it is decided.
        return await isApproved(id) ? .confirmed : .refused
    }

    private func deny(
        _ id: String,
        until deadline: ContinuousClock.Instant
    ) async -> RehearsedPayment.Ending {
        let path = "/v1/confirmations/\(id)/deny"
        let key = "\(run)-\(number)-deny"
        let answer = await answer(path, .object([]), key: key, until: deadline)
        guard let answer else { return .unanswered }
        return answer.status == 200 ? .denied : .refused
    }

    private func isApproved(_ id: String) async -> Bool {
        let answer = try? await service.answer("GET", "/v1/confirmations/\(id)")
        return answer?.document?["status"]?.string == "approved"
    }

    // MARK: - Calls

    /// Posts until the service answers, as a checkout does while its payer waits.
    private func answer(
        _ path: String,
        _ body: JSONValue,
        key: String? = nil,
        until deadline: ContinuousClock.Instant
    ) async -> ServiceClient.Answer? {
        while !Task.isCancelled {
            let answer = try? await service.answer("POST", path, body: body, idempotencyKey: key)
            // A busy service says so with 503, and a repeat that overtook its first with 409.
            let isBusy = answer?.status == 503 || answer?.status == 409 && key != nil
            if let answer, !isBusy { return answer }
            guard ContinuousClock.now < deadline else { return answer }
            await RehearsalPayer.pause()
        }
        return nil
    }

    private static func pause() async {
        try? await Task.sleep(for: .milliseconds(pauseMilliseconds))
    }

    /// The first run of 6 to 8 digits that is no part of a longer one.
    private static func code(in text: String) -> String? {
        text.split { !("0"..."9").contains($0) }.first { (6...8).contains($0.utf8.count) }
            .map(String.init)
    }
}
