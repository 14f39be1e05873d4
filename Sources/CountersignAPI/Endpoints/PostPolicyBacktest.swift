import CountersignCheckout
import CountersignCore

extension API {
    /// `POST /v1/policy/backtest`: what a text would have decided; changes nothing.
    func postPolicyBacktest(_ call: Call, by caller: Caller) async -> HTTPResponse {
        let now = dependencies.clock.now()
        let read = read(call) { json, faults in
            PolicyBodies.backtest(
                json,
                mode: caller.mode,
                merchant: caller.merchant.id,
                now: now,
                &faults
            )
        }
        switch read {
        case .failure(let refused): return refused.problem.response(trace: call.trace)
        case .success(let body):
            let result = await policyDesk.backtest(
                body.text,
                body.range,
                for: caller.merchant.id
            )
            switch result {
            case .failure(let refusal): return response(refusal, to: call)
            case .success(let report):
                var json = JSONWriter(capacity: 4_096)
                BacktestJSON.write(report, to: &json)
                return HTTPResponse(status: 200, headers: HeaderFields.json, body: json.bytes)
            }
        }
    }
}
