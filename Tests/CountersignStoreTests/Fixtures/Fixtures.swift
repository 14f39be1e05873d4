@testable import CountersignCore

/// Values for tests: complete, distinct, and made from small numbers.
enum Fixture {
    static let start = Instant(seconds: 1_790_000_000)

    static func merchant(_ text: String = "acme-shoes") throws -> MerchantID {
        try found(MerchantID(text))
    }

    /// An id of any kind; a higher number is a later one.
    static func id<Kind>(_ number: Int) -> Identifier<Kind> {
        var random = [UInt8](repeating: 0, count: 10)
        for place in 0..<8 {
            random[2 + place] = UInt8(truncatingIfNeeded: number >> (56 - 8 * place))
        }
        return Identifier(at: start, random: random)
    }

    static func bytes(_ number: Int, count: Int = 32) -> [UInt8] {
        // The number itself comes first, so that different numbers give different bytes.
        (0..<count).map { place in
            place < 4
                ? UInt8(truncatingIfNeeded: number >> (8 * place))
                : UInt8(truncatingIfNeeded: number &* 31 &+ place &* 7)
        }
    }

    static func context(_ number: Int, merchant: MerchantID) throws -> Context {
        Context(
            id: id(number),
            generation: 0,
            merchant: merchant,
            payee: try Payee("Acme Sch\u{FC}he"),
            payeeLegal: nil,
            purpose: .payment,
            amount: Amount(minorUnits: 4_999, currency: try found(Currency("EUR"))),
            bound: .exact,
            reference: "order-\(number)",
            recipient: bytes(number),
            nonce: bytes(number + 1),
            issuedAt: start,
            expiresAt: start.advanced(bySeconds: 300),
            checkout: nil
        )
    }

    static func confirmation(
        _ number: Int,
        merchant: MerchantID? = nil,
        mode: Mode = .live,
        status: ConfirmationStatus = .pending
    ) throws -> Confirmation {
        Confirmation(
            context: try context(number, merchant: try merchant ?? self.merchant()),
            keys: KeyIDs(code: "code-1", context: "context-1", index: "index-1"),
            mode: mode,
            status: status,
            settings: ConfirmationSettings(),
            decision: Decision(
                outcome: .confirm,
                policy: "default",
                version: "1",
                rule: "otherwise",
                reasons: []
            ),
            attempts: 0,
            sends: 1,
            lastSentAt: start,
            createdAt: start,
            closedAt: nil,
            previousAmount: nil,
            previousPayee: nil,
            locale: "de-DE",
            sealedDetails: bytes(number + 2, count: 300),
            receipt: nil,
            version: 0,
            wakeAt: start.advanced(bySeconds: 20)
        )
    }

    static func message(
        _ number: Int,
        of confirmation: Confirmation,
        status: MessageStatus = .queued
    ) -> Message {
        Message(
            id: id(number),
            confirmation: confirmation.id,
            generation: confirmation.context.generation,
            template: "payment",
            channel: .sms,
            provider: "gateway",
            status: status,
            providerReference: nil,
            failure: nil,
            parts: 1,
            shown: Shown(
                surface: .message,
                sha256: bytes(number + 3),
                template: "default/de/payment.sms",
                templateVersion: "0123456789ab",
                locale: "de"
            ),
            createdAt: start,
            updatedAt: start
        )
    }

    static func event(
        _ number: Int,
        of confirmation: Confirmation,
        type: EventType = .confirmationCreated
    ) -> EventRecord {
        EventRecord(
            id: id(number),
            type: type,
            merchant: confirmation.context.merchant,
            confirmation: confirmation.id,
            at: start,
            data: Array(#"{"confirmation":{"id":"\#(confirmation.id)"}}"#.utf8)
        )
    }

    static func answer(_ number: Int, at moment: Instant = start) -> StoredAnswer {
        StoredAnswer(
            key: bytes(number),
            fingerprint: bytes(number + 4),
            status: 201,
            location: "/v1/confirmations/\(number)",
            contentType: "application/json",
            body: Array(#"{"status":"pending"}"#.utf8),
            at: moment
        )
    }

    /// A whole creation: confirmation, message, event and answer.
    static func creation(_ number: Int, merchant: MerchantID? = nil) throws -> Change {
        let confirmation = try confirmation(number, merchant: merchant)
        var change = Change()
        change.insert = confirmation
        change.messages = [message(number, of: confirmation)]
        change.events = [event(number, of: confirmation)]
        change.answer = answer(number)
        return change
    }

    /// The confirmation one version later.
    static func next(
        _ confirmation: Confirmation,
        _ edit: (inout Confirmation) throws -> Void = { _ in }
    ) throws -> Confirmation {
        var next = confirmation
        next.version += 1
        try edit(&next)
        return next
    }

    static func account(_ id: MerchantID) throws -> Merchant {
        Merchant(
            id: id,
            name: try Payee("Acme"),
            legalName: try Payee("Acme GmbH"),
            createdAt: start
        )
    }

    static func endpoint(_ number: Int, of merchant: MerchantID) -> WebhookEndpoint {
        WebhookEndpoint(
            id: id(number),
            merchant: merchant,
            url: "https://shop.example/hooks/\(number)",
            sealedSecret: bytes(number, count: 60),
            createdAt: start
        )
    }

    static func found<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Missing() }
        return value
    }

    struct Missing: Error {}
}

extension Change {
    /// A change of one confirmation.
    static func updating(_ confirmation: Confirmation) -> Change {
        var change = Change()
        change.update = confirmation
        return change
    }

    /// A change that inserts one confirmation.
    static func inserting(_ confirmation: Confirmation) -> Change {
        var change = Change()
        change.insert = confirmation
        return change
    }
}
