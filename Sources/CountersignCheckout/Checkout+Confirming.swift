import CountersignCore
import CountersignMessaging
import CountersignPolicy

extension Checkout {
    /// Decides by policy and, if it says confirm, sends the code.
    public func confirm(
        _ request: ConfirmationRequest,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer {
        do throws(Refusal) {
            let active = dependencies.policy(caller.merchant.id)
            try await prepareCounters(of: active.policy)
            let now = now()
            let draft = try opening(request, by: caller, active, at: now)
            var isCounted = false
            // A payment that does not come to be was never counted.
            defer { if !isCounted { counters.takeBack(draft.counted) } }
            switch try await commit(draft, claim: claim, at: now) {
            case .repeated(let answer): return .replayed(answer)
            case .stale:
                // A new confirmation replaces nothing: only a broken store can call it stale.
                throw .storageUnavailable
            case .committed(let answer):
                isCounted = true
                // Before anybody hears of it, and so before it can change.
                fresh.add(draft.stored, draft.details, at: now)
                act(on: draft, before: nil)
                if let answer { return .kept(answer) }
                let stored = draft.stored
                let view = try view(stored.confirmation, stored.messages, draft.details, at: now)
                return .fresh(.success(view))
            }
        } catch {
            // A request that was answered once gets that answer, whatever has become impossible since.
            if let claim, let kept = try? await keptAnswer(claim) { return .replayed(kept) }
            return refused(error)
        }
    }

    /// Counts what a policy looks at, where it came into force without anybody having seen to it.
    private func prepareCounters(of policy: Policy) async throws(Refusal) {
        guard !policy.counters.allSatisfy(counters.plan.has) else { return }
        do {
            try await prepareCounters(for: [policy])
        } catch {
            throw refusal(error)
        }
    }

    /// Decides by policy, counts the payment, and prepares everything that becomes true together.
    private func opening(
        _ request: ConfirmationRequest,
        by caller: Caller,
        _ active: ActivePolicy,
        at now: Instant
    ) throws(Refusal) -> Draft {
        let keys = dependencies.keyring.current
        let recipient = try recipientIndex(of: request, keys)
        let decided = try decide(request, recipient, by: caller, active.policy, at: now)
        do throws(Refusal) {
            var draft = try opening(
                request,
                decided.verdict,
                recipient,
                keys,
                by: caller,
                active,
                at: now
            )
            draft.counted = decided.events
            return draft
        } catch {
            counters.takeBack(decided.events)
            throw error
        }
    }

    private func opening(
        _ request: ConfirmationRequest,
        _ verdict: Verdict,
        _ recipient: [UInt8],
        _ keys: KeyIDs,
        by caller: Caller,
        _ active: ActivePolicy,
        at now: Instant
    ) throws(Refusal) -> Draft {
        var settings = verdict.action.settings
        if verdict.action.outcome == .confirm, let wanted = request.channels {
            settings.channels = settings.channels.filter { wanted.contains($0) }
            guard !settings.channels.isEmpty else {
                throw .noRoute(reason: "the policy allows none of the channels asked for")
            }
        }
        let details = Details(
            recipient: request.recipient,
            origin: request.origin,
            signals: request.signals,
            metadata: request.metadata,
            channels: request.channels
        )
        let context = makeContext(of: request, recipient, settings, by: caller, at: now)
        var confirmation = Confirmation.opened(
            context: context,
            keys: keys,
            mode: caller.mode,
            settings: settings,
            decision: Decision(verdict, by: active),
            locale: request.recipient.locale ?? "",
            sealedDetails: details.sealed(for: context.id, keyring: dependencies.keyring),
            at: now
        )
        var messages: [PreparedMessage] = []
        switch confirmation.status {
        case .pending: messages = [try first(&confirmation, details, by: caller, at: now)]
        case .skipped:
            confirmation.attach(receipt: try receipt(.skipped, confirmation, [], at: now))
        default: break
        }
        let stored = StoredConfirmation(
            confirmation: confirmation,
            messages: messages.map(\.message),
            recipientFailures: nil
        )
        var draft = Draft(change: Change(), stored: stored, details: details)
        draft.outgoing = messages.first
        draft.change.insert = confirmation
        draft.change.messages = stored.messages
        let data = EventData.confirmation(
            confirmation,
            to: details.masked,
            decision: confirmation.decision,
            shadows: verdict.shadows
        )
        draft.change.events = [event(.confirmationCreated, confirmation, data, at: now)]
        return draft
    }

    /// What the policy says of a payment, counted at once.
    private func decide(
        _ request: ConfirmationRequest,
        _ recipient: [UInt8],
        by caller: Caller,
        _ policy: Policy,
        at now: Instant
    ) throws(Refusal) -> Counters.Decided {
        if let fault = policy.fault(in: request.signals) {
            throw .invalid(
                pointer: "/signals/" + JSONPointer.escape(fault.name),
                detail: fault.advice
            )
        }
        let offset = policy.timeZone.map { dependencies.zoneOffsetSeconds($0, now) } ?? 0
        let subjects: CountedSubjects
        do {
            subjects = try self.subjects.find(
                merchant: caller.merchant.id,
                mode: caller.mode,
                recipient: recipient,
                payer: request.recipient,
                signals: request.signals,
                counters.planAhead
            )
        } catch {
            throw composer.missingKey(error)
        }
        let facts = PaymentFacts(
            request,
            payee: caller.merchant.name,
            time: CivilTime(now, offsetSeconds: offset)
        )
        return counters.decide(policy, facts, subjects, at: now)
    }

    private func recipientIndex(
        of request: ConfirmationRequest,
        _ keys: KeyIDs
    ) throws(Refusal) -> [UInt8] {
        do {
            return try dependencies.keyring.recipientIndex(
                of: request.recipient.canonicalDestination,
                key: keys.index
            )
        } catch {
            throw composer.missingKey(error)
        }
    }

    private func makeContext(
        of request: ConfirmationRequest,
        _ recipient: [UInt8],
        _ settings: ConfirmationSettings,
        by caller: Caller,
        at now: Instant
    ) -> Context {
        let issuedAt = Instant(seconds: now.seconds)
        return Context(
            id: newID(ConfirmationKind.self, at: now),
            generation: 0,
            merchant: caller.merchant.id,
            payee: request.payee ?? caller.merchant.name,
            payeeLegal: caller.merchant.legalName,
            purpose: request.purpose,
            amount: request.amount,
            bound: request.bound,
            reference: request.reference,
            recipient: recipient,
            nonce: dependencies.entropy.bytes(32),
            issuedAt: issuedAt,
            expiresAt: issuedAt.advanced(bySeconds: settings.expiresInSeconds),
            checkout: request.checkout
        )
    }

    private func first(
        _ confirmation: inout Confirmation,
        _ details: Details,
        by caller: Caller,
        at now: Instant
    ) throws(Refusal) -> PreparedMessage {
        let candidates = steps(
            of: confirmation,
            details,
            brand: caller.merchant.brand,
            messages: []
        )
        guard let candidate = candidates.first else {
            throw .noRoute(
                reason: "no provider and template serve a \(confirmation.context.purpose.rawValue) "
                    + "on the channels allowed: "
                    + confirmation.settings.channels.map(\.rawValue).joined(separator: ", ")
            )
        }
        if let seconds = candidate.nextAfterSeconds {
            confirmation.expectConfirmation(withinSeconds: seconds)
        }
        return try composer.compose(
            confirmation,
            details,
            merchant: caller.merchant,
            candidate: candidate,
            after: [],
            id: newID(at: now),
            at: now
        )
    }
}

extension Decision {
    /// A verdict with the policy that it comes from.
    fileprivate init(_ verdict: Verdict, by active: ActivePolicy) {
        self.init(
            outcome: verdict.action.outcome,
            policy: active.policy.name,
            version: String(active.version),
            rule: verdict.rule ?? "otherwise",
            reasons: verdict.rule == nil ? ["no rule fits"] : verdict.reasons
        )
    }
}
