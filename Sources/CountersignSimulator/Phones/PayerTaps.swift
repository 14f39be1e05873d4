import CountersignCore

/// Payers of the simulator who tap buttons, as a scenario says.
struct PayerTaps: Sendable {
    /// The buttons by the meaning that their payload names.
    private static let words: [(PayerModel.Intent, [String])] = [
        (.deny, ["deny", "did_not_request_code"]), (.confirm, ["approve", "confirm"]),
    ]

    let scenario: Scenario
    let phones: SimulatedPhones
    /// Lets a payer answer a message after some milliseconds.
    let answer: @Sendable (PayerAnswer, SimulatedMessage, _ afterMilliseconds: Int) -> Void

    /// Answers messages as they arrive, until the phones end.
    func run() async {
        var payers = 0
        for await message in phones.arrivals() where !message.taps.isEmpty {
            let (intent, milliseconds) = scenario.intent(ofPayer: payers)
            payers += 1
            guard let tap = PayerTaps.tap(for: intent, of: message.taps) else { continue }
            answer(.tap(tap), message, milliseconds)
        }
    }

    /// The button for an intent; nil when there is none, or nothing is to be done.
    static func tap(
        for intent: PayerModel.Intent,
        of taps: [SimulatedMessage.Tap]
    ) -> SimulatedMessage.Tap? {
        guard let words = words.first(where: { $0.0 == intent })?.1 else { return nil }
        return taps.first { tap in
            let parts = tap.payload.lowercased().split { !$0.isLetter && $0 != "_" }
            return parts.contains { words.contains(String($0)) }
        }
    }
}
