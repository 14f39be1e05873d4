import CountersignCore
import CountersignMessaging

/// What a use case decided about a confirmation.
struct Decided: Sendable {
    /// What has to be done.
    var effects: [ConfirmationEffect]
    /// Which step of the route a new message takes.
    var choice: RouteChoice = .first
    /// Whether the payer asked for the same code once more: a new message says so.
    var isResend = false
    /// Messages that change together with it.
    var messageUpdates: [MessageUpdate] = []
    /// Hand-overs that ended.
    var attempts: [DeliveryAttempt] = []
    /// Events about messages.
    var messageEvents: [(type: EventType, message: Message)] = []
    /// What confirmed it, where it is approved.
    var confirmedBy = ConfirmedBy.code
    /// Who denied it, where it is denied.
    var deniedBy = DeniedBy.merchant
}

/// What confirmed a payment, as its receipt says it.
enum ConfirmedBy: String, Sendable {
    case code
    case button
}

/// Who denied a payment, as its event and its receipt say it.
enum DeniedBy: String, Sendable {
    /// The payer, by a button or a text.
    case payer
    /// The merchant's support desk.
    case merchant
}

/// Which step of the route a new message takes.
enum RouteChoice: Sendable {
    /// The first that can carry it.
    case first
    /// The one that the last message took, if it can, else the first.
    case sameAsLast
    /// The first of this channel.
    case channel(Channel)
    /// Exactly this one.
    case exactly(Route.Candidate)
}

/// What a use case decides on: the confirmation as stored, with everything that is known beside it.
struct Situation: Sendable {
    let stored: StoredConfirmation
    let details: Details?
    let merchant: Merchant?
    let now: Instant

    var brand: String { merchant?.brand ?? "default" }
}

/// What came of trying to change a confirmation.
enum Changed: Sendable {
    /// It is durable; the refusal, if any, is the answer all the same.
    case done(StoredConfirmation, details: Details?, Refusal?, answer: RenderedAnswer?)
    /// The same request was answered before.
    case replayed(StoredAnswer)
}

extension Checkout {
    /// Reads, decides, commits and acts, again and again until nobody else was first.
    ///
    /// - Parameters:
    ///   - id: which confirmation; nil while it is not known.
    ///   - caller: whose confirmation it must be to be changed as it is remembered, without a read; nil
    ///     where it is always read.
    ///   - merchant: the confirmation's merchant, where the caller has it.
    ///   - load: reads the confirmation.
    ///   - decide: changes the confirmation and says what has to be done; called once for each try.
    func change(
        _ id: ConfirmationID,
        remembered caller: Caller? = nil,
        merchant: Merchant?,
        claim: RepeatClaim?,
        load: () async throws(Refusal) -> StoredConfirmation,
        decide: (inout Confirmation, Situation) throws(Refusal) -> Decided
    ) async throws(Refusal) -> Changed {
        if let claim, let answer = try await keptAnswer(claim) { return .replayed(answer) }
        for number in 0..<Checkout.triesMax {
            let loan = fresh.borrow(id)
            let remembered = number == 0 ? loan.remembered?.ofCaller(caller) : nil
            let changed = try await change(
                loan,
                remembered,
                merchant: merchant,
                claim: claim,
                load: load,
                decide: decide
            )
            if let changed { return changed }
        }
        throw .overloaded
    }

    /// One try; nil when somebody else was first, or when what is remembered decides nothing.
    private func change(
        _ loan: FreshConfirmations.Loan,
        _ remembered: FreshConfirmations.Remembered?,
        merchant: Merchant?,
        claim: RepeatClaim?,
        load: () async throws(Refusal) -> StoredConfirmation,
        decide: (inout Confirmation, Situation) throws(Refusal) -> Decided
    ) async throws(Refusal) -> Changed? {
        var isKnown = false
        defer { if !isKnown { fresh.drop(loan) } }
        let situation: Situation
        let draft: Draft
        if let remembered {
            situation = Situation(
                stored: remembered.stored,
                details: remembered.details,
                merchant: merchant,
                now: now()
            )
            // A refusal, or a change that no guard covers, must not come from what is remembered.
            guard let guarded = try? drafted(situation, by: decide), guarded.change.update != nil
            else { return nil }
            draft = guarded
        } else {
            situation = try await self.situation(load(), merchant: merchant)
            draft = try drafted(situation, by: decide)
        }
        switch try await commit(draft, claim: claim, at: situation.now) {
        case .committed(let answer):
            // What the wrong codes in a row came to, the store knows.
            if draft.change.recipientFailures == nil {
                isKnown = true
                fresh.giveBack(loan, draft.stored, draft.details)
            }
            act(on: draft, before: situation.stored.confirmation)
            return .done(draft.stored, details: draft.details, draft.refusal, answer: answer)
        case .stale: return nil
        case .repeated(let answer): return .replayed(answer)
        }
    }

    private func situation(_ stored: StoredConfirmation, merchant: Merchant?) async -> Situation {
        let owner: Merchant?
        if let merchant {
            owner = merchant
        } else {
            owner = await dependencies.directory.merchant(stored.confirmation.context.merchant)
        }
        return Situation(
            stored: stored,
            details: details(of: stored.confirmation),
            merchant: owner,
            now: now()
        )
    }

    private func drafted(
        _ situation: Situation,
        by decide: (inout Confirmation, Situation) throws(Refusal) -> Decided
    ) throws(Refusal) -> Draft {
        var confirmation = situation.stored.confirmation
        let decided = try decide(&confirmation, situation)
        return try draft(decided, confirmation, situation)
    }

    /// The whole way for a caller: a view or a refusal comes back.
    ///
    /// - Parameter mayRemember: whether the confirmation is changed as it is remembered, if it is.
    func answer(
        _ id: ConfirmationID,
        by caller: Caller,
        claim: RepeatClaim?,
        mayRemember: Bool = false,
        decide: (inout Confirmation, Situation) throws(Refusal) -> Decided
    ) async -> CheckoutAnswer {
        do throws(Refusal) {
            let changed = try await change(
                id,
                remembered: mayRemember ? caller : nil,
                merchant: caller.merchant,
                claim: claim,
                load: { () async throws(Refusal) in try await self.load(id, for: caller) },
                decide: decide
            )
            switch changed {
            case .replayed(let answer): return .replayed(answer)
            case .done(_, _, _, let answer?): return .kept(answer)
            case .done(_, _, let refusal?, nil): return refused(refusal)
            case .done(let stored, let details, nil, nil):
                let view = try view(
                    stored.confirmation,
                    stored.messages,
                    details,
                    at: now()
                )
                return .fresh(.success(view))
            }
        } catch {
            return refused(error)
        }
    }

    func refused(_ refusal: Refusal) -> CheckoutAnswer {
        dependencies.metrics.count(.refusals, .init("reason", refusal.label))
        return .fresh(.failure(refusal))
    }

    /// The answer that the same request got before, if it did.
    func keptAnswer(_ claim: RepeatClaim) async throws(Refusal) -> StoredAnswer? {
        let stored: StoredAnswer?
        do {
            stored = try await dependencies.store.answer(claim.key, at: now())
        } catch {
            throw refusal(error)
        }
        guard let stored else { return nil }
        return try opened(stored)
    }

    /// An answer whose body is sealed: it repeats what the merchant said about the payer.
    func sealed(_ answer: RenderedAnswer, for claim: RepeatClaim, at now: Instant) -> StoredAnswer {
        StoredAnswer(
            key: claim.key,
            fingerprint: claim.fingerprint,
            status: answer.status,
            location: answer.location,
            contentType: answer.contentType,
            body: dependencies.keyring.seal(answer.body, for: claim.key),
            at: now
        )
    }

    /// The same with its body in clear.
    func opened(_ stored: StoredAnswer) throws(Refusal) -> StoredAnswer {
        let body: [UInt8]
        do {
            body = try dependencies.keyring.open(stored.body, for: stored.key)
        } catch {
            throw composer.missingKey(error)
        }
        return StoredAnswer(
            key: stored.key,
            fingerprint: stored.fingerprint,
            status: stored.status,
            location: stored.location,
            contentType: stored.contentType,
            body: body,
            at: stored.at
        )
    }
}

extension FreshConfirmations.Remembered {
    /// The same if it is the caller's; nil where there is no caller.
    fileprivate func ofCaller(_ caller: Caller?) -> FreshConfirmations.Remembered? {
        guard let caller, stored.isVisible(to: caller) else { return nil }
        return self
    }
}

extension StoredConfirmation {
    /// Whether a caller may know of it: its merchant, in its mode.
    func isVisible(to caller: Caller) -> Bool {
        confirmation.context.merchant == caller.merchant.id && confirmation.mode == caller.mode
    }
}
