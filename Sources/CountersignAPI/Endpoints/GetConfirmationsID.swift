import CountersignCheckout
import CountersignCore

extension API {
    /// Longest time in seconds that a read is held.
    public static let waitSecondsMax = 60

    /// `GET /v1/confirmations/{id}`: reads; `?wait=30` holds the answer until the status changes.
    func getConfirmationsID(_ call: Call, by caller: Caller) async -> HTTPResponse {
        guard let id = ConfirmationID(call.parameter) else {
            return Problem.noSuchConfirmation.response(trace: call.trace)
        }
        var faults = Faults()
        let query = QueryReader(call.request.query, knowing: ["wait"], &faults)
        let wait = query.integer("wait", in: 0...API.waitSecondsMax, &faults) ?? 0
        guard faults.isEmpty else { return Problem.invalid(faults).response(trace: call.trace) }
        switch await dependencies.checkout.read(id, waitSeconds: wait, by: caller) {
        case .success(let view):
            return HTTPResponse(
                status: 200,
                headers: HeaderFields.json,
                body: ConfirmationJSON.bytes(of: view)
            )
        case .failure(let refusal): return response(refusal, to: call)
        }
    }
}
