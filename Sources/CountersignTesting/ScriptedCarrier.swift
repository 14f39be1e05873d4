public import CountersignMessaging
import Synchronization

/// A carrier that answers as a test says, and remembers what it was asked to carry.
public final class ScriptedCarrier: Carrier {
    /// What a request gets.
    public typealias Answer =
        @Sendable (OutboundRequest) async -> Result<
            OutboundReply, OutboundFailure
        >

    private struct State {
        var requests: [OutboundRequest] = []
        var answer: Answer
    }

    private let state: Mutex<State>

    /// A carrier whose every request gets the same answer: 200 with an empty object unless told
    /// otherwise.
    public init(
        answer: @escaping Answer = { _ in
            .success(OutboundReply(status: 200, body: Array("{}".utf8)))
        }
    ) {
        self.state = Mutex(State(answer: answer))
    }

    /// Everything that was carried, in order.
    public var requests: [OutboundRequest] { state.withLock { $0.requests } }

    /// Answers differently from now on.
    public func setAnswer(_ answer: @escaping Answer) {
        state.withLock { $0.answer = answer }
    }

    /// Remembers the request and answers as told.
    public func send(
        _ request: OutboundRequest
    ) async -> Result<OutboundReply, OutboundFailure> {
        let answer = state.withLock { state in
            state.requests.append(request)
            return state.answer
        }
        return await answer(request)
    }
}
