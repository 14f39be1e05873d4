import CountersignCheckout
import CountersignCore
import Synchronization

/// The idempotency keys whose requests are under way in this process.
final class RunningKeys: Sendable {
    private let keys = Mutex<Set<[UInt8]>>([])

    /// Takes a key; false when another request holds it.
    func take(_ key: [UInt8]) -> Bool { keys.withLock { $0.insert(key).inserted } }
    /// Gives a key back.
    func release(_ key: [UInt8]) { keys.withLock { _ = $0.remove(key) } }
}

extension API {
    /// Runs a call that changes something, at most once for each idempotency key.
    ///
    /// The request is already found valid: faults are answered before a key is taken, and are not kept,
    /// so that a repaired request may use its key.
    func answerOnce(
        _ call: Call,
        by caller: Caller,
        _ success: AnswerRenderer.Success,
        _ run: (RepeatClaim?) async -> CheckoutAnswer
    ) async -> HTTPResponse {
        let renderer = AnswerRenderer(
            success: success,
            trace: call.trace,
            clock: dependencies.clock
        )
        guard let header = call.request.headers["idempotency-key"] else {
            return response(await run(nil), renderer, claim: nil, call)
        }
        guard let key = IdempotencyKey.read(header) else {
            return Problem.unreadable(
                "The Idempotency-Key header takes 1 to 255 printable ASCII characters, bare or in double quotes, e.g. \"8e03978e-40d5-43e8-bc93-6894a57f9324\"."
            ).response(trace: call.trace)
        }
        let claim = RepeatClaim(
            key: dependencies.sha256(
                IdempotencyKey.digestInput(
                    of: key,
                    merchant: caller.merchant.id,
                    mode: caller.mode,
                    path: call.request.path
                )
            ),
            fingerprint: dependencies.sha256(call.request.body),
            render: { renderer.render($0) }
        )
        guard running.take(claim.key) else {
            return Problem(
                .idempotencyKeyInUse,
                "A request with this Idempotency-Key is still under way; repeat yours when it has ended."
            ).response(trace: call.trace)
        }
        defer { running.release(claim.key) }
        return response(await run(claim), renderer, claim: claim, call)
    }

    private func response(
        _ answer: CheckoutAnswer,
        _ renderer: AnswerRenderer,
        claim: RepeatClaim?,
        _ call: Call
    ) -> HTTPResponse {
        switch answer {
        case .fresh(let result):
            note(result, at: call.endpoint)
            return renderer.response(result)
        case .kept(let rendered): return AnswerRenderer.response(rendered)
        case .replayed(let stored):
            guard stored.fingerprint == claim?.fingerprint else {
                return Problem.idempotencyKeyReused.response(trace: call.trace)
            }
            return AnswerRenderer.response(replaying: stored)
        }
    }
}
