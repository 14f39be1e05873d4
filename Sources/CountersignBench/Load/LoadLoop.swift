import CountersignHTTP

/// One run of the client, on one thread.
final class LoadLoop {
    /// Longest sleep, so that a silent server is noticed.
    private static let sleepNanosecondsMax: UInt64 = 100_000_000

    private let server: ListenAddress
    private let plan: LoadPlan
    private let next: (Int) -> [UInt8]?
    private let answered: (LoadAnswer) -> Void
    private let watch: SocketWatch
    private var links: [Link] = []
    /// Numbers of links without a request.
    private var idle: [Int] = []
    private var start: UInt64 = 0
    private var latestAnswer: UInt64 = 0
    private var lostInARow = 0
    private var isExhausted = false
    private var result = LoadResult()

    init(
        server: ListenAddress,
        connections: Int,
        plan: LoadPlan,
        next: @escaping (Int) -> [UInt8]?,
        answered: @escaping (LoadAnswer) -> Void
    ) throws(LoopbackFailure) {
        self.server = server
        self.plan = plan
        self.next = next
        self.answered = answered
        watch = try SocketWatch()
        for number in 0..<connections {
            let socket = try LoopbackSocket.connect(to: server)
            try watch.add(socket, number: number)
            links.append(Link(number: number, socket: socket))
        }
        idle = Array((0..<connections).reversed())
    }

    /// Runs to the end of the plan.
    /// - Throws: ``LoopbackFailure/system(call:code:)`` only; a server that goes away is a result.
    func run() throws(LoopbackFailure) -> LoadResult {
        start = Stopwatch.nanoseconds()
        latestAnswer = start
        while result.ending == .complete {
            try issue()
            if isExhausted, idle.count == links.count { break }
            watch.wait(nanosecondsMax: Int64(sleepNanoseconds))
            if watch.ready.isEmpty { noteSilence() }
            for number in watch.ready where result.ending == .complete {
                try serve(links[number])
            }
        }
        result.seconds = Double(latestAnswer - start) / 1_000_000_000
        return result
    }

    // MARK: - Requests

    /// Begins every request that is due and finds a connection.
    private func issue() throws(LoopbackFailure) {
        while !isExhausted, result.ending == .complete, let number = idle.last {
            let now = Stopwatch.nanoseconds()
            let due = dueNanoseconds ?? now
            // In a paced run the requests that were due in time are still sent when it is late.
            if result.requests >= plan.requestsMax
                || Double(due - start) >= plan.secondsMax * 1_000_000_000
            {
                isExhausted = true
                return
            }
            guard due <= now else { return }
            guard let bytes = next(result.requests) else {
                isExhausted = true
                return
            }
            idle.removeLast()
            let link = links[number]
            let isOpen = link.begin(bytes, index: result.requests, dueNanoseconds: due)
            result.requests += 1
            if !isOpen {
                try lose(link)
            } else if link.isSending {
                try watch.change(link.socket, number: number, isSending: true)
            }
        }
    }

    /// When the next request of a paced run is due; nil when requests follow answers.
    private var dueNanoseconds: UInt64? {
        guard case .perSecond(let rate) = plan.pace else { return nil }
        return start + UInt64(Double(result.requests) * 1_000_000_000 / max(rate, 0.001))
    }

    private var sleepNanoseconds: UInt64 {
        guard !isExhausted, !idle.isEmpty, let due = dueNanoseconds else {
            return LoadLoop.sleepNanosecondsMax
        }
        let now = Stopwatch.nanoseconds()
        return min(due > now ? due - now : 0, LoadLoop.sleepNanosecondsMax)
    }

    // MARK: - Answers

    private func serve(_ link: Link) throws(LoopbackFailure) {
        if link.isSending {
            guard link.send() else { return try lose(link) }
            if link.isSending { return }
            try watch.change(link.socket, number: link.number, isSending: false)
        }
        switch link.receive() {
        case .waiting: return
        case .broken: try lose(link)
        case .answered(let status, let body, let isKept):
            take(status, body, of: link)
            link.finish()
            idle.append(link.number)
            if !isKept { try reconnect(link) }
            // At once, so that the server has work while the other answers are looked at.
            try issue()
        }
    }

    private func take(_ status: Int, _ body: ArraySlice<UInt8>, of link: Link) {
        latestAnswer = Stopwatch.nanoseconds()
        lostInARow = 0
        result.statuses[status, default: 0] += 1
        result.latencies.record(nanoseconds: latestAnswer - link.dueNanoseconds)
        answered(
            LoadAnswer(
                index: link.index ?? 0,
                status: status,
                body: body,
                dueNanoseconds: link.dueNanoseconds
            )
        )
    }

    private func lose(_ link: Link) throws(LoopbackFailure) {
        // A server may close a connection that is idle; that loses nothing.
        if link.index != nil {
            result.lost += 1
            lostInARow += 1
            idle.append(link.number)
        }
        link.finish()
        if lostInARow > 4 * links.count {
            result.ending = .unreachable
        } else {
            try reconnect(link)
        }
    }

    private func reconnect(_ link: Link) throws(LoopbackFailure) {
        do {
            let socket = try LoopbackSocket.connect(to: server)
            link.replace(with: socket)
            try watch.add(socket, number: link.number)
            result.reconnects += 1
        } catch .unreachable {
            result.ending = .unreachable
        }
    }

    private func noteSilence() {
        guard idle.count < links.count else { return }
        let oldest = links.lazy.filter { $0.index != nil }.map(\.dueNanoseconds).min() ?? start
        if Stopwatch.seconds(since: max(latestAnswer, oldest)) > plan.silentSecondsMax {
            result.ending = .silent
        }
    }
}
