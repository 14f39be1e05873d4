internal import CMicrohttpd
internal import CountersignAPI
internal import Synchronization

/// One request and its answer, from the request line to the library's notice of the end.
///
/// The library's thread owns every field but the answer. The answer belongs to whoever claims it
/// first: the responder's task, or the keeper when time is up.
// The answer is handed over by `isClaimed` and `mark`, all else stays with the library's thread.
@safe final class Exchange: @unchecked Sendable {
    /// How far the request has come.
    enum Phase {
        /// The request line is in.
        case begun
        /// The headers are in and were taken; body pieces come.
        case collecting
        /// The body is too large; so many bytes of it were dropped already.
        case discarding(bytes: Int)
        /// The responder has the request.
        case asked
        /// The answer is with the library.
        case answered
    }

    let state: ServerState
    let connection: Connection
    let target: RequestTarget
    var phase = Phase.begun
    var method = ""
    var head = RequestHead()
    var body: [UInt8] = []
    /// Whether it counts as under way.
    var isCounted = false
    /// Whether it stands in the table of waiting exchanges.
    var isWaiting = false

    private var response: HTTPResponse?
    private let handle: OpaquePointer
    private let isClaimed = Atomic(false)
    private let mark = Atomic(Mark.none.rawValue)

    private enum Mark: UInt8 { case none, suspended, answered }

    init(state: ServerState, connection: Connection, handle: OpaquePointer, target: RequestTarget) {
        self.state = state
        self.connection = connection
        unsafe self.handle = unsafe handle
        self.target = target
    }

    /// The answer, once there is one.
    ///
    /// Only on the library's thread.
    var answer: HTTPResponse? {
        mark.load(ordering: .acquiring) == Mark.answered.rawValue ? response : nil
    }

    /// Gives the answer; the first one counts.
    ///
    /// From any thread, never blocks.
    func deliver(_ response: HTTPResponse) {
        guard !isClaimed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        self.response = response
        let before = mark.exchange(Mark.answered.rawValue, ordering: .acquiringAndReleasing)
        if before == Mark.suspended.rawValue { resume() }
    }

    /// Suspends the connection until the answer is there.
    ///
    /// Only on the library's thread.
    ///
    /// Suspending comes first, then the mark: a connection must not be resumed before it is
    /// suspended. If the answer came in between, nobody has resumed it yet, and we do.
    func suspend() {
        unsafe MHD_suspend_connection(handle)
        let (isFirst, _) = mark.compareExchange(
            expected: Mark.none.rawValue,
            desired: Mark.suspended.rawValue,
            ordering: .acquiringAndReleasing
        )
        if !isFirst { resume() }
    }

    private func resume() {
        // Afterwards the exchange may be over at any moment.
        let bell = connection.bell
        unsafe MHD_resume_connection(handle)
        bell?.ring()
    }
}
