import CountersignCheckout
import CountersignCore
import CountersignMessaging
import Synchronization

/// One call that reached the checkout.
enum Reached {
    case confirm(ConfirmationRequest)
    case verify(ConfirmationID, Presentation)
    case resend(ConfirmationID, Channel?)
    case amend(ConfirmationID, Amount?, Payee?)
    case deny(ConfirmationID)
    case cancel(ConfirmationID)
    case read(ConfirmationID, waitSeconds: Int)
    case list(ConfirmationQuery)
    case events(after: Int64, limit: Int)
    case receive(Callback, provider: String)
}

/// A checkout that records what reaches it and answers as it is told.
final class FakeCheckout: CheckoutService {
    struct Record {
        var reached: [Reached] = []
        var callers: [Caller] = []
        var claims: [RepeatClaim?] = []
    }

    /// Answers every call that changes something.
    let answer: @Sendable (RepeatClaim?) async -> CheckoutAnswer
    /// Answers a single read, and each entry of a list.
    let reading: Result<ConfirmationView, Refusal>
    let storedEvents: [EventRecord]
    let callbackAnswer: CallbackAnswer
    private let record = Mutex(Record())

    init(
        reading: Result<ConfirmationView, Refusal> = .success(Sample.view()),
        events: [EventRecord] = [],
        callback: CallbackAnswer = .taken,
        answer: @escaping @Sendable (RepeatClaim?) async -> CheckoutAnswer = { _ in
            .fresh(.success(Sample.view(.approved)))
        }
    ) {
        self.reading = reading
        self.storedEvents = events
        self.callbackAnswer = callback
        self.answer = answer
    }

    var reached: [Reached] { record.withLock { $0.reached } }
    var callers: [Caller] { record.withLock { $0.callers } }
    var claims: [RepeatClaim?] { record.withLock { $0.claims } }

    private func note(_ call: Reached, _ caller: Caller?, _ claim: RepeatClaim? = nil) {
        record.withLock {
            $0.reached.append(call)
            if let caller { $0.callers.append(caller) }
            $0.claims.append(claim)
        }
    }

    func confirm(
        _ request: ConfirmationRequest,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer {
        note(.confirm(request), caller, claim)
        return await answer(claim)
    }

    func verify(
        _ id: ConfirmationID,
        _ presentation: Presentation,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer {
        note(.verify(id, presentation), caller, claim)
        return await answer(claim)
    }

    func resend(
        _ id: ConfirmationID,
        channel: Channel?,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer {
        note(.resend(id, channel), caller, claim)
        return await answer(claim)
    }

    func amend(
        _ id: ConfirmationID,
        amount: Amount?,
        payee: Payee?,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer {
        note(.amend(id, amount, payee), caller, claim)
        return await answer(claim)
    }

    func deny(
        _ id: ConfirmationID,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer {
        note(.deny(id), caller, claim)
        return await answer(claim)
    }

    func cancel(
        _ id: ConfirmationID,
        by caller: Caller,
        claim: RepeatClaim?
    ) async -> CheckoutAnswer {
        note(.cancel(id), caller, claim)
        return await answer(claim)
    }

    func read(
        _ id: ConfirmationID,
        waitSeconds: Int,
        by caller: Caller
    ) async -> Result<ConfirmationView, Refusal> {
        note(.read(id, waitSeconds: waitSeconds), caller)
        return reading
    }

    func list(_ query: ConfirmationQuery) async -> Result<[ConfirmationView], Refusal> {
        note(.list(query), nil)
        return reading.map { Array(repeating: $0, count: min(2, query.limit)) }
    }

    func events(
        by caller: Caller,
        after sequence: Int64,
        limit: Int
    ) async -> Result<[EventRecord], Refusal> {
        note(.events(after: sequence, limit: limit), caller)
        return .success(
            Array(storedEvents.filter { $0.sequence > sequence }.prefix(limit))
        )
    }

    func receive(_ callback: Callback, provider: String) async -> CallbackAnswer {
        note(.receive(callback, provider: provider), nil)
        return callbackAnswer
    }
}
