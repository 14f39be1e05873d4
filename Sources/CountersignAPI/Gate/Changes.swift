import CountersignCheckout
import CountersignCore

extension API {
    /// Reads query and body of a POST: all faults at once.
    func read<Value>(
        _ call: Call,
        bodyIsOptional: Bool = false,
        _ parse: (JSONValue, inout Faults) -> Value?
    ) -> Result<Value, Refused> {
        let json: JSONValue
        switch RequestBody.read(call.request, isOptional: bodyIsOptional) {
        case .success(let value): json = value
        case .failure(let refused): return .failure(refused)
        }
        var faults = Faults()
        _ = QueryReader(call.request.query, knowing: [], &faults)
        let value = parse(json, &faults)
        guard faults.isEmpty, let value else { return .failure(Refused(.invalid(faults))) }
        return .success(value)
    }

    /// Changes the confirmation that the path names, once the body is read.
    func change<Value>(
        _ call: Call,
        by caller: Caller,
        _ success: AnswerRenderer.Success,
        bodyIsOptional: Bool = false,
        reading parse: (JSONValue, inout Faults) -> Value?,
        _ run: (ConfirmationID, Value, RepeatClaim?) async -> CheckoutAnswer
    ) async -> HTTPResponse {
        // An id of the wrong shape gets the answer of an unknown one.
        guard let id = ConfirmationID(call.parameter) else {
            return Problem.noSuchConfirmation.response(trace: call.trace)
        }
        switch read(call, bodyIsOptional: bodyIsOptional, parse) {
        case .failure(let refused): return refused.problem.response(trace: call.trace)
        case .success(let value):
            return await answerOnce(call, by: caller, success) { claim in
                await run(id, value, claim)
            }
        }
    }

    /// The answer to a refusal of a call that only reads.
    func response(_ refusal: Refusal, to call: Call) -> HTTPResponse {
        note(Result<Void, Refusal>.failure(refusal), at: call.endpoint)
        return Problem(refusal, at: dependencies.clock.now()).response(trace: call.trace)
    }

    /// Logs what an operator should know of.
    func note<Value>(_ result: Result<Value, Refusal>, at endpoint: Endpoint) {
        guard case .failure(let refusal) = result else { return }
        switch refusal {
        case .storageUnavailable:
            dependencies.log.write(
                .error,
                "the store can't be used; a request was refused",
                [("route", .text(endpoint.template))]
            )
        case .overloaded:
            dependencies.log.write(
                .warning,
                "too much work is waiting; a request was refused",
                [("route", .text(endpoint.template))]
            )
        default: break
        }
    }
}
