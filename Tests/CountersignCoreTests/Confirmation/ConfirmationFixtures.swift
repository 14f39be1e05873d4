import CountersignCore
import Testing

/// A confirmation of EUR 49.99 to Acme Shoes, made at ten o'clock, as tests start from.
struct Opened {
    let now = Instant(seconds: 1_795_428_000)
    var confirmation: CountersignCore.Confirmation
    var amount: Amount

    init(
        bound: Bound = .exact,
        checkout: [UInt8]? = nil,
        outcome: DecisionOutcome = .confirm,
        settings: ConfirmationSettings = ConfirmationSettings()
    ) throws {
        let currency = try #require(Currency("EUR"))
        let amount = try #require(Amount(minorUnits: 4_999, currency: currency))
        self.amount = amount
        let context = Context(
            id: Identifier(at: now, random: [UInt8](repeating: 7, count: 10)),
            generation: 0,
            merchant: try #require(MerchantID("acme-shoes")),
            payee: try Payee("Acme Shoes"),
            payeeLegal: try Payee("Acme Shoes GmbH"),
            purpose: .payment,
            amount: amount,
            bound: bound,
            reference: "order-1234",
            recipient: [UInt8](repeating: 1, count: 32),
            nonce: [UInt8](repeating: 2, count: 32),
            issuedAt: now,
            expiresAt: now.advanced(bySeconds: settings.expiresInSeconds),
            checkout: checkout
        )
        self.confirmation = CountersignCore.Confirmation.opened(
            context: context,
            keys: KeyIDs(code: "c1", context: "x1", index: "i1"),
            mode: .live,
            settings: settings,
            decision: Decision(
                outcome: outcome,
                policy: "Everyday checkout",
                version: "1",
                rule: "otherwise",
                reasons: []
            ),
            locale: "en",
            sealedDetails: [],
            at: now
        )
    }

    /// The whole transaction, as an honest checkout presents it.
    var presented: PresentedTransaction {
        PresentedTransaction(amount: amount, payee: "Acme Shoes", reference: "order-1234")
    }

    func present(_ transaction: PresentedTransaction? = nil) -> ConfirmationEvent {
        .presented(transaction ?? presented, recipientFailures: nil)
    }
}
