public import CountersignMessaging
import Synchronization

/// A carrier that answers as a test says, and remembers what it was asked to carry.
public final class ScriptedCarrier: Carrier {
    /// What a request gets.
    public typealias Answer =
        @Sendable (OutboundRequest) async -> Result<
            OutboundReply, OutboundFailure
        >

    private let answer: Answer
    private let carried = Mutex<[OutboundRequest]>([])

    /// A carrier whose every request gets the same answer: 200 with an empty object unless told
    /// otherwise.
    public init(
        answer: @escaping Answer = { _ in
            .success(OutboundReply(status: 200, body: Array("{}".utf8)))
        }
    ) {
        self.answer = answer
    }

    /// Everything that was carried, in order.
    public var requests: [OutboundRequest] { carried.withLock { $0 } }

    /// Remembers the request and answers as told.
    public func send(
        _ request: OutboundRequest
    ) async -> Result<OutboundReply, OutboundFailure> {
        carried.withLock { $0.append(request) }
        return await answer(request)
    }
}
