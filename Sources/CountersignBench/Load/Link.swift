import CountersignHTTP

/// One keep-alive connection of the client and the request under way on it.
final class Link {
    private static let bufferBytes = 16_384
    /// Longest answer that is taken.
    private static let answerBytesMax = 4_194_304

    /// What a look into the connection came to.
    enum Progress {
        case waiting
        case broken
        case answered(status: Int, body: ArraySlice<UInt8>, isKept: Bool)
    }

    let number: Int
    private(set) var socket: LoopbackSocket
    /// The number of the request under way; nil when the connection is idle.
    private(set) var index: Int?
    private(set) var dueNanoseconds: UInt64 = 0
    /// Whether bytes of the request are still to be sent.
    private(set) var isSending = false
    private var request: [UInt8] = []
    private var sent = 0
    private var buffer = [UInt8](repeating: 0, count: bufferBytes)
    private var filled = 0
    private var head: AnswerHead?

    init(number: Int, socket: LoopbackSocket) {
        self.number = number
        self.socket = socket
    }

    /// Begins a request; false when the connection is broken.
    func begin(_ request: [UInt8], index: Int, dueNanoseconds: UInt64) -> Bool {
        self.request = request
        self.index = index
        self.dueNanoseconds = dueNanoseconds
        sent = 0
        isSending = true
        return send()
    }

    /// Sends what the system takes; false when the connection is broken.
    func send() -> Bool {
        guard let count = socket.send(request, from: sent) else { return false }
        sent += count
        isSending = sent < request.count
        return true
    }

    /// Receives what is there.
    func receive() -> Progress {
        while true {
            if filled == buffer.count {
                guard filled < Link.answerBytesMax else { return .broken }
                buffer.append(contentsOf: repeatElement(0, count: filled))
            }
            switch socket.receive(into: &buffer, from: filled) {
            case .end: return .broken
            case .nothing: return .waiting
            case .bytes(let count): filled += count
            }
            // Bytes that nobody asked for belong to no answer.
            guard index != nil, !isSending else { return .broken }
            if head == nil {
                switch AnswerHead.read(buffer, count: filled) {
                case .incomplete: continue
                case .broken: return .broken
                case .whole(let read): head = read
                }
            }
            guard let head else { continue }
            let end = head.bodyStart + head.bodyLength
            if filled > end { return .broken }
            if filled == end {
                return .answered(
                    status: head.status,
                    body: buffer[head.bodyStart..<end],
                    isKept: head.isKept
                )
            }
        }
    }

    /// Makes the connection idle again.
    func finish() {
        index = nil
        isSending = false
        filled = 0
        head = nil
    }

    /// Puts a new connection in the place of a broken one.
    func replace(with socket: LoopbackSocket) {
        finish()
        self.socket = socket
    }
}
