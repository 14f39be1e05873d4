import CountersignCheckout
import CountersignCore

/// Renders what a call of the checkout comes to.
///
/// A kept answer has exactly the bytes of a fresh one.
struct AnswerRenderer: Sendable {
    /// Which answer a success is.
    enum Success: Sendable {
        /// 201 with `Location`.
        case created
        /// 200, and a success only when the confirmation is approved.
        case approved
        /// 200.
        case changed
    }

    let success: Success
    /// The caller's trace id, if it sent a valid one.
    let trace: String?
    let clock: any Clock

    /// The answer as it goes over the wire and, under a key, into the store.
    func render(_ result: Result<ConfirmationView, Refusal>) -> RenderedAnswer {
        switch outcome(of: result) {
        case .success(let view):
            return RenderedAnswer(
                status: success == .created ? 201 : 200,
                location: success == .created
                    ? "/v1/confirmations/" + view.confirmation.id.text : nil,
                contentType: "application/json",
                body: ConfirmationJSON.bytes(of: view)
            )
        case .failure(let refused):
            return RenderedAnswer(
                status: refused.problem.status,
                location: nil,
                contentType: Problem.contentType,
                body: refused.problem.body(trace: trace)
            )
        }
    }

    /// A fresh answer with its header fields.
    func response(_ result: Result<ConfirmationView, Refusal>) -> HTTPResponse {
        if case .failure(let refused) = outcome(of: result) {
            return refused.problem.response(trace: trace)
        }
        return AnswerRenderer.response(render(result))
    }

    /// A kept answer with its header fields.
    static func response(_ answer: RenderedAnswer) -> HTTPResponse {
        var fields =
            sameText(answer.contentType, "application/json")
            ? HeaderFields.json : HeaderFields.uncached(answer.contentType)
        if let location = answer.location { fields.append(("Location", location)) }
        return HTTPResponse(status: answer.status, headers: fields, body: answer.body)
    }

    /// An earlier request's answer, marked as such.
    static func response(replaying answer: StoredAnswer) -> HTTPResponse {
        var response = response(
            RenderedAnswer(
                status: answer.status,
                location: answer.location,
                contentType: answer.contentType,
                body: answer.body
            )
        )
        response.headers.append(("Idempotent-Replayed", "true"))
        return response
    }

    private func outcome(
        of result: Result<ConfirmationView, Refusal>
    ) -> Result<ConfirmationView, Refused> {
        switch result {
        case .success(let view):
            // A checkout that looks at nothing but the status code must still be safe.
            if success == .approved, view.confirmation.status != .approved {
                return .failure(
                    Refused(Problem(notApproved: view.confirmation, at: clock.now()))
                )
            }
            return .success(view)
        case .failure(let refusal):
            return .failure(Refused(Problem(refusal, at: clock.now())))
        }
    }
}
