internal import CMicrohttpd
internal import CountersignAPI
internal import Synchronization

extension Exchange {
    /// Bytes of a too large chunked body that are read before the connection is cut: sixteen times
    /// the usual limit, so that an honest client gets its refusal.
    private static let discardedBytesMax = 1_048_576

    /// The headers are in: takes the request on, or turns it away before its body.
    func begin(method: String, head: RequestHead, on handle: OpaquePointer) -> MHD_Result {
        self.method = method
        self.head = head
        isCounted = true
        let count = state.requestsUnderWay.wrappingAdd(1, ordering: .relaxed).newValue
        if let fault = lineFault ?? head.fault {
            return unsafe refuse(.malformed(detail: fault), on: handle)
        }
        if count > state.settings.requestsUnderWayMax || state.isStopping.load(ordering: .relaxed) {
            return unsafe refuse(.overloaded, on: handle)
        }
        if let length = head.contentLength {
            guard length <= state.settings.bodyBytesMax else {
                return unsafe refuse(
                    .bodyTooLarge(limit: state.settings.bodyBytesMax),
                    on: handle
                )
            }
            body.reserveCapacity(length)
        }
        phase = .collecting
        return .YES
    }

    /// Why the request line is refused; nil when it is not.
    ///
    /// The library takes almost any bytes as a method or a target.
    private var lineFault: String? {
        if !HeaderNames.isToken(method) { return "the method is malformed" }
        if !target.isWellFormed { return "the target holds a character that must be escaped" }
        return nil
    }

    /// A piece of the body.
    func take(_ piece: UnsafeRawBufferPointer) -> MHD_Result {
        switch phase {
        case .collecting where body.count + piece.count <= state.settings.bodyBytesMax:
            unsafe body.append(contentsOf: piece)
        case .collecting:
            phase = .discarding(bytes: body.count + piece.count)
            body = []
        case .discarding(let bytes):
            guard bytes + piece.count <= Exchange.discardedBytesMax else { return .NO }
            phase = .discarding(bytes: bytes + piece.count)
        case .begun, .asked, .answered:
            break
        }
        return .YES
    }

    /// The request is whole, or its connection was resumed: asks, waits or answers.
    func proceed(on handle: OpaquePointer) -> MHD_Result {
        switch phase {
        case .discarding:
            return unsafe refuse(.bodyTooLarge(limit: state.settings.bodyBytesMax), on: handle)
        case .collecting:
            phase = .asked
            connection.deadline.store(.max, ordering: .relaxed)
            if wait(for: ask()) { return .YES }
        case .asked:
            leaveTable()
        case .begun, .answered:
            return .NO
        }
        guard let answer else { return .NO }
        let isStopping = state.isStopping.load(ordering: .relaxed)
        return unsafe queue(answer, closing: isStopping, on: handle)
    }

    /// The library is done with the request, however it ended.
    func end() {
        leaveTable()
        if isCounted { state.requestsUnderWay.wrappingSubtract(1, ordering: .relaxed) }
        connection.deadline.store(
            Monotonic.milliseconds() + Int64(state.settings.idleSecondsMax) * 1_000
                + Int64(state.settings.requestMillisecondsMax),
            ordering: .relaxed
        )
    }

    /// Hands the request to the responder.
    ///
    /// The task begins on this very thread and leaves it at its first real suspension, so that an
    /// answer that is ready at once needs no other thread and no suspended connection.
    private func ask() -> Task<Void, Never> {
        let request = HTTPRequest(
            // A HEAD is answered as its GET would be; the library leaves the body out.
            method: method == "HEAD" ? "GET" : method,
            path: target.path,
            query: target.query,
            headers: head.headers,
            repeatedHeaders: head.repeatedHeaders,
            body: body,
            remoteAddress: connection.remoteAddress
        )
        body = []
        return Task.immediate {
            self.deliver(await self.state.responder.respond(to: request))
        }
    }

    /// Suspends the connection until the task has answered; false when the answer is there.
    private func wait(for task: Task<Void, Never>) -> Bool {
        guard answer == nil else { return false }
        let deadline = Monotonic.milliseconds() + Int64(state.settings.waitMillisecondsMax)
        let waiting = ServerState.Waiting(exchange: self, task: task, deadline: deadline)
        isWaiting = state.enter(waiting)
        if !isWaiting {
            // Too late to wait for the responder. Should it be giving its answer this very moment,
            // the answer is a few instructions away and resumes the connection.
            waiting.giveUp()
            if answer != nil { return false }
        }
        suspend()
        return true
    }

    private func leaveTable() {
        guard isWaiting else { return }
        state.forget(self)
        isWaiting = false
    }

    private func refuse(_ refusal: DoorRefusal, on handle: OpaquePointer) -> MHD_Result {
        connection.hasUnreadBody.store(true, ordering: .relaxed)
        return unsafe queue(state.responder.response(to: refusal), closing: true, on: handle)
    }

    private func queue(
        _ response: HTTPResponse,
        closing: Bool,
        on handle: OpaquePointer
    ) -> MHD_Result {
        phase = .answered
        connection.deadline.store(
            Monotonic.milliseconds() + Int64(state.settings.answerMillisecondsMax),
            ordering: .relaxed
        )
        if unsafe Answer.queue(response, closing: closing, on: handle, connection.bell, of: state) {
            return .YES
        }
        state.settings.log?("an answer could not be put into HTTP; status 500 is sent instead")
        let failure = HTTPResponse(status: 500)
        return unsafe Answer.queue(failure, closing: true, on: handle, connection.bell, of: state)
            ? .YES : .NO
    }
}
