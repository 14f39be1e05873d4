import CountersignCheckout
import CountersignCore

extension API {
    /// Longest name of a provider in the configuration.
    static let providerNameBytesMax = 64
    /// When a callback that nothing proves yet is asked for again.
    static let repeatAfterSeconds = 5

    /// `POST` or `GET /v1/callbacks/{provider}`: delivery reports and payers' replies, each authenticated
    /// the provider's own way.
    func callbacksProvider(_ call: Call) async -> HTTPResponse {
        let problem: Problem
        switch await taken(call) {
        case .taken:
            return HTTPResponse(status: 200, headers: [HeaderFields.noStore, HeaderFields.noSniff])
        case .answered(let contentType, let body):
            return HTTPResponse(
                status: 200,
                headers: [
                    HeaderFields.noStore, HeaderFields.noSniff, ("Content-Type", contentType),
                ],
                body: body
            )
        case .unknown:
            problem = Problem(
                .notFound,
                "No provider has this name in the configuration, or the message is none of its own."
            )
        case .forged:
            warn("a provider's callback did not verify", call)
            problem = .unauthorized(
                "The signature is missing, wrong or too old; nothing was changed.",
                challenge: "Signature realm=\"callbacks\""
            )
        case .malformed(let detail): problem = .unreadable(detail)
        case .unproven:
            warn("a provider's callback can't be proved yet", call)
            problem = Problem(
                .overloaded,
                "Nothing proves this callback yet; nothing was changed. Send it again.",
                retryAfterSeconds: API.repeatAfterSeconds
            )
        case .unavailable:
            note(Result<Void, Refusal>.failure(.storageUnavailable), at: call.endpoint)
            problem = Problem(.storageUnavailable, at: dependencies.clock.now())
        }
        return problem.response(trace: call.trace)
    }

    /// The provider has its name in the configuration here: others have no callbacks.
    private func warn(_ message: StaticString, _ call: Call) {
        dependencies.log.write(.warning, message, [("provider", .text(call.parameter))])
    }

    private func taken(_ call: Call) async -> CallbackAnswer {
        guard call.parameter.utf8.count <= API.providerNameBytesMax else { return .unknown }
        return await dependencies.checkout.receive(
            method: call.request.method,
            query: call.request.query,
            headers: call.request.headers,
            body: call.request.body,
            provider: call.parameter
        )
    }
}
