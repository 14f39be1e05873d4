internal import CountersignCheckout
public import CountersignCore
public import CountersignKeys
public import CountersignStore

/// Fills a store with decisions of the past, for a rehearsal of a policy to be measured on.
public struct DecisionFill: Sendable {
    /// Commits that are under way at once: the store groups what waits.
    private static let atOnce = 256

    private let merchant: Merchant
    private let store: SQLiteStore
    private let keyring: SystemKeyring
    private let entropy = SystemEntropy()

    /// A fill of one store.
    public init(_ merchant: Merchant, store: SQLiteStore, keyring: SystemKeyring) {
        self.merchant = merchant
        self.store = store
        self.keyring = keyring
    }

    /// Makes decisions, evenly spread over a time.
    ///
    /// Amounts from 1 to 1,000 euros and dollars, numbers of eight countries, three signals; what became
    /// of them as in everyday traffic.
    public func run(
        _ count: Int,
        from since: Instant,
        until: Instant
    ) async throws(BenchFailure) {
        let step = max(1, (until.milliseconds - since.milliseconds) / Int64(max(1, count)))
        let failure = await withTaskGroup(of: BenchFailure?.self) { group -> BenchFailure? in
            let lanes = DecisionFill.atOnce
            for lane in 0..<min(lanes, count) {
                group.addTask {
                    for number in stride(from: lane, to: count, by: lanes) {
                        let at = since.advanced(byMilliseconds: Int64(number) * step)
                        if let failure = await commit(number, at: at) { return failure }
                    }
                    return nil
                }
            }
            for await failure in group where failure != nil {
                group.cancelAll()
                return failure
            }
            return nil
        }
        if let failure { throw failure }
    }

    private func commit(_ number: Int, at moment: Instant) async -> BenchFailure? {
        guard let confirmation = confirmation(number, at: moment) else {
            return .floor(reason: "its own values are not accepted")
        }
        var change = Change()
        change.insert = confirmation
        if confirmation.decision.outcome == .confirm { change.messages = [message(confirmation)] }
        do throws(StoreFailure) {
            guard try await store.commit(change) == .committed else {
                return .floor(reason: "the store does not take a decision")
            }
            return nil
        } catch {
            return .floor(reason: "the store does not take a decision")
        }
    }

    // MARK: - One decision

    /// Beginnings of mobile numbers, with how many digits follow.
    private static let numbers: [(start: String, digits: Int)] = [
        ("+49151", 8), ("+43664", 7), ("+336", 8), ("+447900", 6), ("+39347", 7), ("+346", 8),
        ("+1415555", 4), ("+4179", 7),
    ]

    /// The number decides everything, so that two fills are the same but for ids and times.
    private func confirmation(_ number: Int, at moment: Instant) -> Confirmation? {
        // Knuth's multiplicative hash: neighbours differ in everything.
        let chance = Int(truncatingIfNeeded: (UInt64(number) &* 2_654_435_761) >> 8)
        let (start, digits) = DecisionFill.numbers[chance % DecisionFill.numbers.count]
        let rest = String(String(100_000_000 + chance % 90_000_000).suffix(digits))
        guard let phone = try? PhoneNumber(start + rest),
            let currency = Currency(chance % 10 == 0 ? "USD" : "EUR"),
            let amount = Amount(minorUnits: Int64(100 + chance % 99_900), currency: currency)
        else { return nil }
        let request = ConfirmationRequest(
            amount: amount,
            reference: "order-\(number)",
            recipient: Recipient(
                phone: phone,
                email: nil,
                locale: "en-GB",
                customer: "customer-\(chance % 50_000)"
            ),
            signals: [
                JSONMember("device_known", .bool(chance % 3 != 0)),
                JSONMember("account_age", .integer(chance % 400)),
                JSONMember("ip_country", .string(phone.country)),
            ]
        )
        let (outcome, status) = DecisionFill.fates[chance % DecisionFill.fates.count]
        return PastConfirmation.make(
            request,
            of: merchant,
            mode: .live,
            decision: Decision(
                outcome: outcome,
                policy: "Everyday checkout",
                version: "1",
                rule: outcome == .confirm ? "otherwise" : "low value",
                reasons: ["no rule fits"]
            ),
            status: status,
            keyring: keyring,
            entropy: entropy,
            at: moment
        )
    }

    /// The message with the code, delivered.
    private func message(_ confirmation: Confirmation) -> Message {
        let at = confirmation.createdAt
        return Message(
            id: MessageID(at: at, random: entropy.bytes(10)),
            confirmation: confirmation.id,
            generation: 0,
            template: "payment",
            channel: .sms,
            provider: "bench",
            status: .delivered,
            providerReference: nil,
            failure: nil,
            parts: 1,
            shown: Shown(
                surface: .message,
                sha256: [UInt8](repeating: 0, count: 32),
                template: "default/en/payment.sms",
                templateVersion: "000000000000",
                locale: "en"
            ),
            createdAt: at,
            updatedAt: at.advanced(bySeconds: 4)
        )
    }

    private static let fates: [(DecisionOutcome, ConfirmationStatus)] =
        [(DecisionOutcome, ConfirmationStatus)](repeating: (.confirm, .approved), count: 14) + [
            (.confirm, .denied), (.confirm, .expired), (.confirm, .canceled), (.skip, .skipped),
            (.skip, .skipped), (.block, .blocked),
        ]
}
