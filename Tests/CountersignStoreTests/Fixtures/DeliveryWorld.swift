@testable import CountersignCore
@testable import CountersignStore

/// Random payments with their messages, kept beside the store so that they can be counted by hand.
struct DeliveryWorld {
    static let now = Fixture.start.advanced(bySeconds: 100_000)
    static let merchants = ["acme-shoes", "blue"]

    /// One payment as it was put into the store.
    struct Payment {
        struct Sent {
            var message: Message
            /// The statuses that it goes through after `queued`, with their moments.
            var steps: [(status: MessageStatus, at: Instant)]
            var hasAcceptedAttempt: Bool

            var status: MessageStatus { steps.last?.status ?? message.status }
            var firstDelivery: Instant? {
                steps.first { $0.status == .delivered || $0.status == .read }?.at
            }
        }

        let confirmation: Confirmation
        let messages: [Sent]

        var createdAt: Instant { confirmation.createdAt }
        var mode: Mode { confirmation.mode }
        var merchant: MerchantID { confirmation.context.merchant }

        func put(into store: SQLiteStore) async throws {
            var change = Change.inserting(confirmation)
            change.messages = messages.map(\.message)
            for sent in messages where sent.hasAcceptedAttempt {
                // One that failed came first.
                for (number, outcome) in [(1, "retry"), (2, "accepted")] {
                    change.attempts.append(
                        DeliveryAttempt(
                            message: sent.message.id,
                            number: number,
                            provider: sent.message.provider,
                            startedAt: sent.message.createdAt,
                            finishedAt: sent.message.createdAt,
                            outcome: outcome,
                            httpStatus: 200
                        )
                    )
                }
            }
            guard try await store.commit(change) == .committed else { throw Fixture.Missing() }
            for sent in messages {
                var message = sent.message
                for step in sent.steps {
                    let before = message.status
                    message.status = step.status
                    message.updatedAt = step.at
                    var change = Change()
                    change.messageUpdates = [MessageUpdate(message, from: before)]
                    guard try await store.commit(change) == .committed else {
                        throw Fixture.Missing()
                    }
                }
            }
        }
    }

    private var random: SplitMix
    private var messageNumber = 0

    init(seed: UInt64) {
        random = SplitMix(state: seed)
    }

    static func confirmation(
        _ number: Int,
        createdAt: Instant,
        merchant: MerchantID,
        mode: Mode,
        status: ConfirmationStatus,
        generation: Int,
        closedAt: Instant? = nil
    ) throws -> Confirmation {
        let base = try Fixture.confirmation(number, merchant: merchant)
        var bytes = Fixture.bytes(number, count: 10)
        bytes[9] = 1
        let context = Context(
            id: ConfirmationID(at: createdAt, random: bytes),
            generation: generation,
            merchant: merchant,
            payee: base.context.payee,
            payeeLegal: nil,
            purpose: .payment,
            amount: base.context.amount,
            bound: .exact,
            reference: base.context.reference,
            recipient: base.context.recipient,
            nonce: base.context.nonce,
            issuedAt: createdAt,
            expiresAt: createdAt.advanced(bySeconds: 300),
            checkout: nil
        )
        return Confirmation(
            context: context,
            keys: base.keys,
            mode: mode,
            status: status,
            settings: base.settings,
            decision: base.decision,
            attempts: 0,
            sends: 1,
            lastSentAt: createdAt,
            createdAt: createdAt,
            closedAt: closedAt,
            previousAmount: nil,
            previousPayee: nil,
            locale: "de",
            sealedDetails: base.sealedDetails,
            receipt: nil,
            version: 0,
            wakeAt: status == .pending ? createdAt.advanced(bySeconds: 20) : nil
        )
    }

    mutating func payment(_ number: Int) throws -> Payment {
        let createdAt = Fixture.start.advanced(
            byMilliseconds: Int64.random(in: 0..<20_000_000, using: &random)
        )
        let generation = Int.random(in: 0...3, using: &random) / 3
        let status = pick(ConfirmationStatus.allCases + [.approved, .approved, .approved])
        let isOpen = status == .pending
        let confirmation = try DeliveryWorld.confirmation(
            number,
            createdAt: createdAt,
            merchant: try Fixture.merchant(pick(DeliveryWorld.merchants)),
            mode: pick([.live, .live, .test]),
            status: status,
            generation: generation,
            closedAt: isOpen
                ? nil
                : createdAt.advanced(byMilliseconds: Int64.random(in: 1...299_000, using: &random))
        )
        var messages: [Payment.Sent] = []
        for old in 0...generation {
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                messages.append(message(of: confirmation, generation: old))
            }
        }
        return Payment(confirmation: confirmation, messages: messages)
    }

    private mutating func message(of confirmation: Confirmation, generation: Int) -> Payment.Sent {
        messageNumber += 1
        let createdAt = confirmation.createdAt.advanced(byMilliseconds: Int64(messageNumber % 9))
        let channel: Channel = pick([.sms, .sms, .rcs, .whatsapp])
        let model = Fixture.message(messageNumber, of: confirmation)
        let message = Message(
            id: model.id,
            confirmation: confirmation.id,
            generation: generation,
            template: "payment",
            channel: channel,
            provider: pick(["gateway", "other"]),
            status: .queued,
            providerReference: nil,
            failure: nil,
            parts: channel == .sms ? Int.random(in: 1...3, using: &random) : 1,
            shown: model.shown,
            createdAt: createdAt,
            updatedAt: createdAt,
            country: pick(["DE", "AT", nil])
        )
        var steps: [(status: MessageStatus, at: Instant)] = []
        var at = createdAt
        var status = MessageStatus.queued
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let next = pick(MessageStatus.allCases)
            guard status.mayBecome(next) else { continue }
            at = at.advanced(byMilliseconds: Int64.random(in: 1...40_000, using: &random))
            steps.append((next, at))
            status = next
        }
        return Payment.Sent(
            message: message,
            steps: steps,
            hasAcceptedAttempt: pick([true, false])
        )
    }

    mutating func queries() throws -> [DeliveryStatisticsQuery] {
        try (0..<8).map { round in
            let since = Fixture.start.advanced(
                byMilliseconds: Int64.random(in: -1_000...10_000_000, using: &random)
            )
            return try Fixture.found(
                DeliveryStatisticsQuery(
                    since: since,
                    until: since.advanced(
                        byMilliseconds: Int64.random(in: 1...15_000_000, using: &random)
                    ),
                    mode: pick([.live, .test]),
                    merchant: round % 2 == 0
                        ? nil : try Fixture.merchant(pick(DeliveryWorld.merchants)),
                    dimensions: pick([true, false]) ? [.merchant, .channel] : [.channel]
                )
            )
        }
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }
}

/// A small seeded generator.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}

// MARK: - Counting by hand

extension DeliveryWorld {
    /// What counting by hand gives for one key.
    struct Group {
        var ends: [MessageStatus] = []
        var accepted = 0
        var units = 0
        var fallbacks = 0
        var denied = 0
        var judged = 0
        var unconfirmed = 0
        /// Milliseconds until the first claim of delivery, of messages that are delivered.
        var delivered: [Int64] = []
        /// Milliseconds until the approval.
        var approved: [Int64] = []

        var messages: Int { ends.count }

        func statuses(_ wanted: [MessageStatus]) -> Int { ends.filter(wanted.contains).count }
    }

    static func count(_ payments: [Payment], byMerchant: Bool) -> [DeliveryKey: Group] {
        var groups: [DeliveryKey: Group] = [:]
        for payment in payments {
            let current = payment.messages.indices.filter {
                payment.messages[$0].message.generation == payment.confirmation.context.generation
            }
            let alive = current.filter { !payment.messages[$0].status.hasFailed }
            let answered = alive.last ?? payment.messages.indices.last
            for (place, sent) in payment.messages.enumerated() {
                let key = DeliveryKey(
                    merchant: byMerchant ? payment.merchant : nil,
                    channel: sent.message.channel,
                    provider: sent.message.provider,
                    country: sent.message.country ?? "ZZ"
                )
                let earlier = payment.messages.prefix(place).filter {
                    $0.message.generation == sent.message.generation
                }
                var group = groups[key] ?? Group()
                group.count(
                    sent,
                    of: payment,
                    isAnswered: place == answered,
                    isCurrent: current.contains(place)
                )
                let step = "\(sent.message.channel) \(sent.message.provider)"
                if earlier.contains(where: {
                    "\($0.message.channel) \($0.message.provider)" != step
                }) {
                    group.fallbacks += 1
                }
                groups[key] = group
            }
        }
        return groups
    }
}

extension DeliveryWorld.Group {
    mutating func count(
        _ sent: DeliveryWorld.Payment.Sent,
        of payment: DeliveryWorld.Payment,
        isAnswered: Bool,
        isCurrent: Bool
    ) {
        ends.append(sent.status)
        let mustHaveBeenTaken: [MessageStatus] = [
            .accepted, .sent, .delivered, .read, .undelivered,
        ]
        if mustHaveBeenTaken.contains(sent.status)
            || sent.status != .queued && sent.hasAcceptedAttempt
        {
            accepted += 1
            units += sent.message.parts
        }
        let isDelivered = sent.status == .delivered || sent.status == .read
        let made = sent.message.createdAt.milliseconds
        if isDelivered, let first = sent.firstDelivery {
            delivered.append(first.milliseconds - made)
        }
        var status = payment.confirmation.status
        if status == .pending, payment.confirmation.context.expiresAt <= DeliveryWorld.now {
            status = .expired
        }
        if isAnswered, status == .approved, let closedAt = payment.confirmation.closedAt {
            approved.append(closedAt.milliseconds - made)
        }
        if isAnswered, status == .denied { denied += 1 }
        guard isDelivered, isCurrent else { return }
        let isDecided = status == .approved || status == .denied
        if isDecided || status == .expired || status == .exhausted {
            judged += 1
            if !(isDecided && isAnswered) { unconfirmed += 1 }
        }
    }
}
