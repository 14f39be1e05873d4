import CountersignCore
import CountersignMessaging

/// The requests of one try: the access token, what goes before the message, the message.
extension Outbox {
    /// What a try came to.
    struct Tried: Sendable {
        /// Nil when there was no time left for the message itself.
        var outcome: DispatchOutcome?
        /// All attempts so far.
        var attempts: [DeliveryAttempt]
        var isPreparationDone: Bool
    }

    func tried(
        _ prepared: PreparedMessage,
        _ provider: any Provider,
        _ parcel: Parcel
    ) async -> Tried {
        var tried = Tried(
            attempts: parcel.attempts,
            isPreparationDone: parcel.isPreparationDone
        )
        var isTokenNew = false
        while true {
            let startedAt = dependencies.clock.now()
            let token: AccessToken?
            switch await tokens.token(for: provider) {
            case .success(let found): token = found
            case .failure(let refusal):
                let outcome = DispatchOutcome(refusal.failureClass, reason: refusal.reason)
                learn(outcome, nil, of: provider, since: startedAt)
                add("token-\(outcome.label)", nil, parcel, since: startedAt, to: &tried)
                tried.outcome = outcome
                return tried
            }
            let now = dependencies.clock.now()
            guard Deadline.leavesTime(prepared.expiresAt, at: now) else { return tried }
            let dispatch = Dispatch(
                message: prepared.message,
                to: prepared.to,
                rendered: prepared.rendered,
                expiresAt: prepared.expiresAt,
                now: now,
                accessToken: token,
                platform: prepared.message.channel == .push
                    ? prepared.details.recipient.push?.platform : nil
            )
            let step = await next(dispatch, provider, isPrepared: tried.isPreparationDone)
            if let token, !isTokenNew, provider.refusesToken(step.result),
                tokens.drop(token, of: provider.name)
            {
                // It certainly was not processed: once more, with a token that is not refused yet.
                isTokenNew = true
                add("token-refused", step.result, parcel, since: startedAt, to: &tried)
                continue
            }
            guard let outcome = step.outcome else {
                tried.isPreparationDone = true
                continue
            }
            learn(outcome, step.result, of: provider, since: startedAt)
            let isAccepted = outcome.failureClass == nil
            let word = step.isPreparation && !isAccepted ? "preparation-" : ""
            add(word + outcome.label, step.result, parcel, since: startedAt, to: &tried)
            tried.outcome = outcome
            return tried
        }
    }

    /// Adds an attempt, with its number.
    func note(_ attempt: Attempt, in attempts: inout [DeliveryAttempt]) {
        attempts.append(attempt.numbered(attempts.count + 1))
        dependencies.metrics.count(
            .handovers,
            .init("provider", attempt.provider),
            .init("outcome", attempt.outcome)
        )
    }

    // MARK: - Requests

    private struct Step {
        let result: Result<OutboundReply, OutboundFailure>
        /// Nil to go on with the message itself.
        let outcome: DispatchOutcome?
        let isPreparation: Bool
    }

    private func next(
        _ dispatch: Dispatch,
        _ provider: any Provider,
        isPrepared: Bool
    ) async -> Step {
        if !isPrepared, let request = provider.preparation(for: dispatch) {
            let result = await dependencies.carrier.send(request.ending(by: dispatch))
            let outcome = provider.verdict(onPreparation: result)
            return Step(result: result, outcome: outcome, isPreparation: true)
        }
        let request = provider.request(for: dispatch).ending(by: dispatch)
        let result = await dependencies.carrier.send(request)
        let outcome = provider.outcome(of: result)
        return Step(result: result, outcome: outcome, isPreparation: false)
    }

    private func add(
        _ outcome: String,
        _ result: Result<OutboundReply, OutboundFailure>?,
        _ parcel: Parcel,
        since startedAt: Instant,
        to tried: inout Tried
    ) {
        let attempt = Attempt(
            parcel,
            outcome,
            since: startedAt,
            until: dependencies.clock.now(),
            httpStatus: (try? result?.get())?.status
        )
        note(attempt, in: &tried.attempts)
    }

    // MARK: - What it says about the provider

    private func learn(
        _ outcome: DispatchOutcome,
        _ result: Result<OutboundReply, OutboundFailure>?,
        of provider: any Provider,
        since startedAt: Instant
    ) {
        if case .stop(let reason) = outcome {
            dependencies.log.write(
                .error,
                "a provider refuses our account or configuration",
                [("provider", .text(provider.name)), ("reason", .text(reason))]
            )
        }
        let now = dependencies.clock.now()
        let change = switchboard.note(
            CircuitBreaker.Sign(outcome, result),
            of: provider.name,
            begunAt: startedAt,
            milliseconds: max(0, now.milliseconds - startedAt.milliseconds),
            at: now
        )
        if let change { aside { await $0.announce(change) } }
    }
}

/// A hand-over that ended, before it has its number.
struct Attempt: Sendable {
    let message: MessageID
    let provider: String
    let outcome: String
    let startedAt: Instant
    let finishedAt: Instant
    let httpStatus: Int?

    init(
        _ parcel: Parcel,
        _ outcome: String,
        since startedAt: Instant,
        until finishedAt: Instant,
        httpStatus: Int? = nil
    ) {
        self.message = parcel.id
        self.provider = parcel.provider
        self.outcome = outcome
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.httpStatus = httpStatus
    }

    func numbered(_ number: Int) -> DeliveryAttempt {
        DeliveryAttempt(
            message: message,
            number: number,
            provider: provider,
            startedAt: startedAt,
            finishedAt: finishedAt,
            outcome: outcome,
            httpStatus: httpStatus
        )
    }
}

extension OutboundRequest {
    /// The same request, given up when the code dies.
    fileprivate func ending(by dispatch: Dispatch) -> OutboundRequest {
        let left = dispatch.expiresAt.milliseconds - dispatch.now.milliseconds
        guard left < Int64(timeoutMillisecondsMax) else { return self }
        var request = self
        request.timeoutMillisecondsMax = Int(max(left, 1))
        return request
    }
}

extension CircuitBreaker.Sign {
    /// What a try says about its provider.
    ///
    /// A request that is refused as wrong may be so for its recipient alone: one such payer must not stop
    /// the provider for everybody, so it counts as a failure among others. A refused account stops it.
    init(_ outcome: DispatchOutcome, _ result: Result<OutboundReply, OutboundFailure>?) {
        let status: Int?
        switch result {
        case .success(let reply)?: status = reply.status
        case .failure?: status = 0
        case nil: status = nil
        }
        switch outcome {
        case .accepted, .drop, .risk: self = .works
        case .stop:
            self = [0, 400, 404, 413, 422].contains(status) ? .fails : .refuses
        case .unknown: self = .fails
        case .retrySame: self = status == 0 || (status ?? 0) >= 500 ? .fails : .neutral
        case .fallback: self = status == 0 || (status ?? 0) >= 500 ? .fails : .works
        }
    }
}
