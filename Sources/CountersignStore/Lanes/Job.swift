import CountersignCore

/// A piece of work that a lane's thread does with the state it owns.
// The poster lets go of it when it posts it; from then on only the lane's thread touches it.
class Job<State>: @unchecked Sendable {
    /// Does the work and keeps the result.
    ///
    /// It may be called again if the work was rolled back.
    func run(_ state: State) throws(StoreFault) {
        preconditionFailure("A job says what it does.")
    }

    /// Keeps a fault as the result.
    func fail(_ fault: StoreFault) {
        preconditionFailure("A job says how it fails.")
    }

    /// Answers the caller with the result.
    func answer() {
        preconditionFailure("A job says how it answers.")
    }
}

/// A job whose caller waits for a value.
// As for the class above: one thread at a time.
final class Work<State, Value: Sendable>: Job<State>, @unchecked Sendable {
    typealias Body = @Sendable (State) throws(StoreFault) -> Value

    private let body: Body
    private let missed: Value?
    private let caller: CheckedContinuation<Result<Value, StoreFailure>, Never>
    private var result: Result<Value, StoreFailure> = .failure(.unavailable(reason: "not run"))

    init(
        _ body: @escaping Body,
        ifGuardMissed missed: Value?,
        for caller: CheckedContinuation<Result<Value, StoreFailure>, Never>
    ) {
        self.body = body
        self.missed = missed
        self.caller = caller
    }

    override func run(_ state: State) throws(StoreFault) {
        result = .success(try body(state))
    }

    override func fail(_ fault: StoreFault) {
        if case .guardMissed = fault, let missed {
            result = .success(missed)
        } else {
            result = .failure(fault.failure)
        }
    }

    /// Keeps a failure that came before the work.
    func refuse(_ failure: StoreFailure) { result = .failure(failure) }

    override func answer() { caller.resume(returning: result) }
}
