import CountersignCore
import CountersignStore

/// Four live payments and one of a test key, all of the hour after ten.
enum ReportedPayments {
    private static let start = Instant(seconds: 1_795_428_000)

    private struct Missing: Error {}

    static func put(into path: String) async throws {
        let store = try SQLiteStore.open(path: path)
        let approved = try confirmation(1, .approved)
        try await put(
            approved,
            [message(1, of: approved, .delivered, country: "DE", parts: 2)],
            into: store
        )
        let moved = try confirmation(2, .approved)
        try await put(
            moved,
            [
                message(2, of: moved, .failed, country: "DE", parts: 1),
                message(3, of: moved, .accepted, provider: "other", country: "DE", parts: 1),
            ],
            into: store
        )
        let denied = try confirmation(3, .denied)
        try await put(
            denied,
            [message(4, of: denied, .delivered, country: "AT", parts: 1)],
            into: store
        )
        let test = try confirmation(4, .approved, mode: .test)
        try await put(test, [message(5, of: test, .sent, country: nil, parts: 1)], into: store)
        // A second before the range.
        let early = try confirmation(-1, .approved)
        try await put(early, [message(6, of: early, .sent, country: nil, parts: 1)], into: store)
        await store.close()
    }

    private static func put(
        _ confirmation: Confirmation,
        _ messages: [(Message, MessageStatus)],
        into store: SQLiteStore
    ) async throws {
        var change = Change()
        change.insert = confirmation
        change.messages = messages.map(\.0)
        guard try await store.commit(change) == .committed else { throw Missing() }
        for (message, status) in messages {
            var message = message
            message.status = status
            message.updatedAt = message.createdAt.advanced(bySeconds: 4)
            var change = Change()
            change.messageUpdates = [MessageUpdate(message, from: .queued)]
            guard try await store.commit(change) == .committed else { throw Missing() }
        }
    }

    private static func confirmation(
        _ second: Int,
        _ status: ConfirmationStatus,
        mode: Mode = .live
    ) throws -> Confirmation {
        let createdAt = start.advanced(bySeconds: second)
        guard let merchant = MerchantID("acme-shoes") else { throw Missing() }
        return Confirmation(
            context: Context(
                id: ConfirmationID(at: createdAt, random: [UInt8](repeating: 1, count: 10)),
                generation: 0,
                merchant: merchant,
                payee: try Payee("Acme Shoes"),
                payeeLegal: nil,
                purpose: .payment,
                amount: Currency("EUR").flatMap { Amount(minorUnits: 4_999, currency: $0) },
                bound: .exact,
                reference: "order-\(second)",
                recipient: [UInt8](repeating: 2, count: 32),
                nonce: [UInt8](repeating: 3, count: 32),
                issuedAt: createdAt,
                expiresAt: createdAt.advanced(bySeconds: 300),
                checkout: nil
            ),
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
            attempts: 1,
            sends: 1,
            lastSentAt: createdAt,
            createdAt: createdAt,
            closedAt: createdAt.advanced(bySeconds: 20),
            previousAmount: nil,
            previousPayee: nil,
            locale: "de",
            sealedDetails: [UInt8](repeating: 4, count: 100),
            receipt: nil,
            version: 0,
            wakeAt: nil
        )
    }

    private static func message(
        _ number: UInt8,
        of confirmation: Confirmation,
        _ status: MessageStatus,
        provider: String = "gateway",
        country: String?,
        parts: Int
    ) -> (Message, MessageStatus) {
        let message = Message(
            id: MessageID(
                at: confirmation.createdAt,
                random: [UInt8](repeating: number, count: 10)
            ),
            confirmation: confirmation.id,
            generation: 0,
            template: "payment",
            channel: .sms,
            provider: provider,
            status: .queued,
            providerReference: nil,
            failure: nil,
            parts: parts,
            shown: Shown(
                surface: .message,
                sha256: [UInt8](repeating: 5, count: 32),
                template: "default/de/payment.sms",
                templateVersion: "0123456789ab",
                locale: "de"
            ),
            createdAt: confirmation.createdAt,
            updatedAt: confirmation.createdAt,
            country: country
        )
        return (message, status)
    }
}
