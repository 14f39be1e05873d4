import CountersignCheckout
import CountersignCore

/// Values that the tests share.
enum Sample {
    static let now = Instant(seconds: 1_795_428_000)
    static let id = ConfirmationID(at: now, random: Array(1...10))
    static let messageID = MessageID(at: now, random: Array(11...20))
    static let merchant = merchant("acme-shoes")
    static let euro = currency("EUR")

    static func currency(_ code: String) -> Currency {
        guard let currency = Currency(code) else { preconditionFailure("\(code) is a currency.") }
        return currency
    }

    static func amount(_ minorUnits: Int64) -> Amount {
        guard let amount = Amount(minorUnits: minorUnits, currency: euro) else {
            preconditionFailure("The tests' amounts are within bounds.")
        }
        return amount
    }

    static func payee(_ name: String) -> Payee {
        guard let payee = try? Payee(name) else {
            preconditionFailure("The tests' names are payees.")
        }
        return payee
    }

    static func merchant(_ text: String) -> Merchant {
        guard let id = MerchantID(text) else { preconditionFailure("The tests' ids are valid.") }
        return Merchant(id: id, name: payee("Acme Shoes"), createdAt: now)
    }

    static let message = Message(
        id: messageID,
        confirmation: id,
        generation: 0,
        template: "payment",
        channel: .rcs,
        provider: "rbm",
        status: .queued,
        providerReference: nil,
        failure: nil,
        parts: 1,
        shown: Shown(
            surface: .message,
            sha256: Array(repeating: 0, count: 32),
            template: "default/de/payment.rcs",
            templateVersion: "0123456789ab",
            locale: "de"
        ),
        createdAt: now,
        updatedAt: now
    )

    static func context(amount: Amount? = amount(4_999)) -> Context {
        Context(
            id: id,
            generation: 0,
            merchant: merchant.id,
            payee: payee("Acme Shoes"),
            payeeLegal: nil,
            purpose: amount == nil ? .login : .payment,
            amount: amount,
            bound: .exact,
            reference: "order-1234",
            recipient: Array(repeating: 7, count: 32),
            nonce: Array(repeating: 9, count: 32),
            issuedAt: now,
            expiresAt: now.advanced(bySeconds: 300),
            checkout: nil
        )
    }

    static func confirmation(
        _ status: ConfirmationStatus = .pending,
        amount: Amount? = amount(4_999),
        previousAmount: Amount? = nil,
        attempts: Int = 0
    ) -> Confirmation {
        Confirmation(
            context: context(amount: amount),
            keys: KeyIDs(code: "c", context: "x", index: "i"),
            mode: .test,
            status: status,
            settings: ConfirmationSettings(),
            decision: Decision(
                outcome: .confirm,
                policy: "everyday-checkout",
                version: "3",
                rule: "large amount",
                reasons: ["amount >= 500 EUR"]
            ),
            attempts: attempts,
            sends: 1,
            lastSentAt: now,
            createdAt: now,
            closedAt: status == .pending ? nil : now.advanced(bySeconds: 9),
            previousAmount: previousAmount,
            previousPayee: nil,
            locale: "de",
            sealedDetails: [],
            receipt: status == .approved ? "eyJyY3A" : nil,
            version: 1,
            wakeAt: nil
        )
    }

    static func view(
        _ status: ConfirmationStatus = .pending,
        confirmation: Confirmation? = nil,
        isFull: Bool = true
    ) -> ConfirmationView {
        ConfirmationView(
            confirmation: confirmation ?? self.confirmation(status),
            messages: isFull ? [message] : [],
            contextToken: isFull ? "eyJhbGciOi" : "",
            maskedPhone: isFull ? "+49•••••••678" : nil,
            maskedEmail: isFull ? nil : "k••@example.com",
            recipientLocale: isFull ? "de-DE" : nil,
            customer: isFull ? "customer-77" : nil,
            matchWord: isFull ? "MAPLE" : nil,
            resendAfter: isFull && status == .pending ? now.advanced(bySeconds: 30) : nil,
            metadata: isFull ? [JSONMember("cart", .string("c-99"))] : []
        )
    }
}
