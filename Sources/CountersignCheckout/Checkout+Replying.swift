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
    /// The same reply came before.
    case repeated
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
    /// How far a provider's clock may be behind ours, in seconds, before its replies look too old.
    private static let replyClockSeconds = 30

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
        // It names no message, so it would deny whatever waits when it comes again.
        let claim = claim(of: reply, provider)
        guard let id = try await newest(of: reply, provider) else {
            return try await remembered(claim) ? .repeated : .unknown
        }
        return try await decide(id, nil, reply, provider, claim: claim)
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
    /// One that has not left, or that was refused, is none that a payer could answer; nor is one that was
    /// made after the reply was sent.
    private func newest(
        of reply: PayerReply,
        _ provider: String
    ) async throws(Refusal) -> ConfirmationID? {
        guard let phone = try? PhoneNumber("+" + reply.from) else { return nil }
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
        let answerable = pending.filter { stored in
            guard let sentAt = reply.sentAt, let first = stored.messages.first else { return true }
            return first.createdAt <= sentAt.advanced(bySeconds: Checkout.replyClockSeconds)
        }
        return answerable.compactMap { stored in
            stored.messages.last { $0.provider == provider && $0.status.mayHaveArrived }
        }
        .max { $0.id < $1.id }?.confirmation
    }

    // MARK: - Once only

    /// The promise that a reply is acted on once, kept like the promise to a caller who repeats a request;
    /// nil where the provider gives replies no id.
    private func claim(of reply: PayerReply, _ provider: String) -> RepeatClaim? {
        guard let id = reply.id else { return nil }
        let key = dependencies.keyring.sha256(Array("reply\0\(provider)\0\(id)".utf8))
        return RepeatClaim(key: key, fingerprint: key) { _ in Checkout.noAnswer }
    }

    /// Nothing is answered to a reply; that it came is all that is kept.
    private static let noAnswer = RenderedAnswer(
        status: 204,
        location: nil,
        contentType: "text/plain",
        body: []
    )

    /// Whether a reply came before; from now on it did.
    private func remembered(_ claim: RepeatClaim?) async throws(Refusal) -> Bool {
        guard let claim else { return false }
        if try await keptAnswer(claim) != nil { return true }
        var change = Change()
        change.answer = sealed(Checkout.noAnswer, for: claim, at: now())
        do {
            return try await dependencies.store.commit(change) != .committed
        } catch {
            throw refusal(error)
        }
    }

    // MARK: - Deciding

    /// Does what a reply says, if it may; without a token it denies.
    private func decide(
        _ id: ConfirmationID,
        _ token: ReplyToken?,
        _ reply: PayerReply,
        _ provider: String,
        claim: RepeatClaim? = nil
    ) async throws(Refusal) -> ReplyOutcome {
        var outcome = ReplyOutcome.unknown
        let changed = try await change(id, claim: claim) {
            (confirmation, situation) throws(Refusal) in
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
        if case .replayed = changed { return .repeated }
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
