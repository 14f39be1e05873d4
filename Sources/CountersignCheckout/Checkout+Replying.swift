import CountersignCore
import CountersignMessaging

/// What became of a payer's reply; the word in the metrics.
enum ReplyOutcome: String, Sendable {
    /// It denied a payment.
    case denied
    /// It confirmed a payment.
    case approved
    /// A text that is no denial.
    case ignored
    /// A button's data that is no token.
    case malformed
    /// No confirmation that it could be about.
    case unknown
    /// Another provider, or another phone, than the confirmation's own.
    case foreign
    /// Its token was forged, or the payment has changed since.
    case void
    /// The confirmation is decided already.
    case closed
    /// It would confirm where the policy wants the code.
    case notAllowed = "not-allowed"
    /// It could not be recorded; the provider should repeat it.
    case unavailable
}

/// What payers answer.
///
/// A denial needs no proof beyond the provider's own: it can only stop a payment. A confirmation needs the
/// token, whose MAC covers the payment as it stands.
extension Checkout {
    /// Pending confirmations of one payer that are looked at for a text.
    private static let pendingOfPayerMax = 10

    /// Takes one reply that came through a provider.
    func take(_ reply: PayerReply, from provider: String) async -> CallbackAnswer {
        let outcome: ReplyOutcome
        do throws(Refusal) {
            switch reply.meaning {
            case .tapped(let text): outcome = try await takeTap(text, reply, provider)
            case .notRequested:
                outcome = try await denyMessage(of: reply, provider) ?? .unknown
            case .text(let text): outcome = try await takeText(text, reply, provider)
            }
        } catch {
            outcome = ReplyOutcome(error)
        }
        dependencies.metrics.count(
            .replies,
            .init("provider", provider),
            .init("outcome", outcome.rawValue)
        )
        return outcome == .unavailable ? .unavailable : .taken
    }

    private func takeTap(
        _ text: String,
        _ reply: PayerReply,
        _ provider: String
    ) async throws(Refusal) -> ReplyOutcome {
        guard let token = ReplyToken(text) else { return .malformed }
        return try await decide(token.confirmation, token, reply, provider)
    }

    private func takeText(
        _ text: String,
        _ reply: PayerReply,
        _ provider: String
    ) async throws(Refusal) -> ReplyOutcome {
        guard DenialWords.isDenial(text) else { return .ignored }
        if let outcome = try await denyMessage(of: reply, provider) { return outcome }
        guard let id = try await newest(of: reply.from, provider) else { return .unknown }
        return try await decide(id, nil, reply, provider)
    }

    /// Denies by the message that a reply answers; nil when it names none that is known.
    private func denyMessage(
        of reply: PayerReply,
        _ provider: String
    ) async throws(Refusal) -> ReplyOutcome? {
        guard let reference = reply.reference else { return nil }
        let id: ConfirmationID?
        do {
            let store = dependencies.store
            let message = try await store.message(ofReference: reference, provider: provider)
            guard let message else { return nil }
            id = try await store.confirmation(ofMessage: message)?.confirmation.id
        } catch {
            throw refusal(error)
        }
        guard let id else { return nil }
        return try await decide(id, nil, reply, provider)
    }

    /// The pending confirmation whose message a phone got last from a provider.
    ///
    /// One that has not left, or that was refused, is none that a payer could answer.
    private func newest(
        of digits: String,
        _ provider: String
    ) async throws(Refusal) -> ConfirmationID? {
        guard let phone = try? PhoneNumber("+" + digits) else { return nil }
        let keyring = dependencies.keyring
        let recipient: [UInt8]
        do {
            recipient = try keyring.recipientIndex(
                of: phone.withDigits { Array($0.utf8) },
                key: keyring.current.index
            )
        } catch {
            throw composer.missingKey(error)
        }
        let pending: [StoredConfirmation]
        do {
            pending = try await dependencies.store.pending(
                ofRecipient: recipient,
                at: now(),
                limit: Checkout.pendingOfPayerMax
            )
        } catch {
            throw refusal(error)
        }
        // Ids of messages sort by time.
        return pending.compactMap { stored in
            stored.messages.last { $0.provider == provider && $0.status.mayHaveArrived }
        }
        .max { $0.id < $1.id }?.confirmation
    }

    // MARK: - Deciding

    /// Does what a reply says, if it may; without a token it denies.
    private func decide(
        _ id: ConfirmationID,
        _ token: ReplyToken?,
        _ reply: PayerReply,
        _ provider: String
    ) async throws(Refusal) -> ReplyOutcome {
        var outcome = ReplyOutcome.unknown
        _ = try await change(
            id,
            merchant: nil,
            claim: nil,
            load: { () async throws(Refusal) in try await self.load(id) },
            decide: { (confirmation, situation) throws(Refusal) in
                if let obstacle = try self.obstacle(to: reply, token, provider, situation) {
                    outcome = obstacle
                    return Decided(effects: [])
                }
                let isApproval = token?.action == .approve
                let effects = try confirmation.handle(
                    isApproval ? .approvedByButton : .denied,
                    at: situation.now
                )
                outcome = isApproval ? .approved : .denied
                return Decided(effects: effects, confirmedBy: .button, deniedBy: .payer)
            }
        )
        return outcome
    }

    /// Why a reply can't be about a confirmation as it stands.
    private func obstacle(
        to reply: PayerReply,
        _ token: ReplyToken?,
        _ provider: String,
        _ situation: Situation
    ) throws(Refusal) -> ReplyOutcome? {
        guard situation.stored.messages.contains(where: { $0.provider == provider }) else {
            return .foreign
        }
        // Some platforms hide the number of a payer who has a user name.
        if !reply.from.isEmpty {
            let own = situation.details?.recipient.phone?.withDigits { String($0.dropFirst()) }
            guard own == reply.from else { return .foreign }
        }
        guard let token else { return nil }
        let expected = try composer.replyToken(
            token.action,
            of: situation.stored.confirmation
        )
        return dependencies.keyring.constantTimeEqual(token.mac, expected.mac) ? nil : .void
    }
}

extension MessageStatus {
    /// Whether a payer may have read the message.
    fileprivate var mayHaveArrived: Bool {
        switch self {
        case .queued, .failed, .canceled: false
        case .accepted, .sent, .delivered, .read, .undelivered, .expired, .unknown: true
        }
    }
}

extension ReplyOutcome {
    /// What a refusal means for a reply.
    fileprivate init(_ refusal: Refusal) {
        switch refusal {
        case .notFound: self = .unknown
        case .overloaded, .storageUnavailable: self = .unavailable
        case .invalid: self = .notAllowed
        default: self = .closed
        }
    }
}
