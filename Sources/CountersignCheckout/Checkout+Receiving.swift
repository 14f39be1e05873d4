import CountersignCore
public import CountersignMessaging

/// What providers call back with.
extension Checkout {
    /// Things that one callback may need to be fetched before it can be judged.
    static let fetchesMax = 2

    /// Takes a provider's callback: authenticates it, then advances the messages that it speaks of and
    /// does what payers answered.
    public func receive(_ callback: Callback, provider name: String) async -> CallbackAnswer {
        guard let provider = dependencies.providers[name] else { return .unknown }
        let content: CallbackContent
        switch await read(callback, by: provider) {
        case .success(let read): content = read
        case .failure(let refused): return refused.answer
        }
        var answer = CallbackAnswer.taken
        for report in content.reports {
            let taken = await take(report, from: name)
            if taken != .taken { answer = taken }
        }
        for reply in content.replies {
            let taken = await take(reply, from: name)
            if taken != .taken { answer = taken }
        }
        for request in content.followUps { _ = await dependencies.carrier.send(request) }
        guard answer == .taken, let text = content.answer else { return answer }
        return .answered(contentType: text.contentType, body: text.body)
    }

    /// Reads a callback, with what must be fetched first.
    private func read(
        _ callback: Callback,
        by provider: any Provider
    ) async -> Result<CallbackContent, CallbackRefused> {
        var callback = callback
        var fetches = 0
        while true {
            do {
                return .success(try provider.content(of: callback, at: now()))
            } catch {
                switch error {
                case .needs(let url):
                    fetches += 1
                    let request = OutboundRequest(method: "GET", url: url)
                    guard fetches <= Checkout.fetchesMax,
                        case .success(let reply) = await dependencies.carrier.send(request),
                        reply.status == 200
                    else {
                        count(report: "unproven", from: provider.name)
                        return .failure(CallbackRefused(answer: .unproven))
                    }
                    callback = callback.fetching(reply.body, from: url)
                case .forged:
                    count(report: "forged", from: provider.name)
                    return .failure(CallbackRefused(answer: .forged))
                case .unproven:
                    count(report: "unproven", from: provider.name)
                    return .failure(CallbackRefused(answer: .unproven))
                case .malformed(let detail):
                    count(report: "malformed", from: provider.name)
                    return .failure(CallbackRefused(answer: .malformed(detail: detail)))
                }
            }
        }
    }

    /// Advances the message of one report.
    private func take(_ report: DeliveryReport, from name: String) async -> CallbackAnswer {
        guard let message = await message(of: report, provider: name) else {
            count(report: "unknown", from: name)
            return .unknown
        }
        let taken = await advance(
            message: message,
            to: report.status,
            provider: name,
            recipient: report.recipient,
            reference: report.reference,
            failure: report.asFailure,
            attempts: []
        )
        switch taken {
        case .taken:
            count(report: report.status.rawValue, from: name)
            if report.failureClass == .stop { noteStop(reported: report, by: name) }
            return .taken
        case .unknown, .void:
            count(report: taken == .void ? "void" : "unknown", from: name)
            return .unknown
        case .unavailable:
            count(report: "unavailable", from: name)
            return .unavailable
        }
    }

    /// The message that a report speaks of, by our id or by the provider's own.
    private func message(of report: DeliveryReport, provider: String) async -> MessageID? {
        if let message = report.message { return message }
        guard let reference = report.reference else { return nil }
        return try? await dependencies.store.message(ofReference: reference, provider: provider)
    }

    private func count(report outcome: String, from provider: String) {
        dependencies.metrics.count(.reports, .init("provider", provider), .init("outcome", outcome))
    }
}

/// Why a callback is not read, as its provider learns it.
private struct CallbackRefused: Error {
    let answer: CallbackAnswer
}

extension DeliveryReport {
    /// Why the message failed; nil where nothing is said.
    fileprivate var asFailure: Failure? {
        guard failure != nil || failureClass != nil else { return nil }
        return Failure(failure ?? failureClass?.rawValue ?? "", failureClass)
    }
}
