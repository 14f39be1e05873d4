internal import CountersignAPI
internal import Glibc
internal import Synchronization

/// What the library's callbacks, the answering tasks and the keeper share.
final class ServerState: Sendable {
    /// Who is there, under one lock that is never held across a call into the library.
    struct Tables {
        var connections: [ObjectIdentifier: Connection] = [:]
        /// Those whose answer is still being made while their connection is suspended.
        var waiting: [ObjectIdentifier: Waiting] = [:]
        /// How many connections each address has, where that is bounded.
        private var addresses: [String: Int] = [:]
        /// Answers that come in pieces; each may be suspended.
        var drips: [ObjectIdentifier: Drip] = [:]
        /// Set once, when nothing may be suspended any more because the library is about to stop.
        var isClosed = false

        /// Takes a connection on, or cuts it where its address has enough of them.
        mutating func enter(_ connection: Connection, perAddressMax: Int?) {
            connections[ObjectIdentifier(connection)] = connection
            guard let perAddressMax else { return }
            addresses[connection.remoteAddress, default: 0] += 1
            if addresses[connection.remoteAddress, default: 0] > perAddressMax { connection.cut() }
        }

        mutating func leave(_ connection: Connection) {
            connections[ObjectIdentifier(connection)] = nil
            guard let count = addresses[connection.remoteAddress] else { return }
            addresses[connection.remoteAddress] = count > 1 ? count - 1 : nil
        }
    }

    /// One suspended exchange.
    struct Waiting {
        let exchange: Exchange
        /// Makes the answer.
        let task: Task<Void, Never>
        /// When the keeper answers in its place, in milliseconds of ``Monotonic``.
        let deadline: Int64

        /// Refuses in the responder's place and tells it to stop; in this order, because a
        /// responder that minds cancellation would answer something else at once.
        func giveUp() {
            exchange.deliver(exchange.state.responder.response(to: .overloaded))
            task.cancel()
        }
    }

    let settings: HTTPServerSettings
    let responder: any Responder
    let headerNames: HeaderNames
    let tables = Mutex(Tables())
    /// What wakes each serving thread.
    let bells = Mutex<[pthread_t: Bell]>([:])
    let requestsUnderWay = Atomic(0)
    let isStopping = Atomic(false)
    /// The library's latest complaint, for the failure of a start.
    let lastMessage = Mutex("")

    init(settings: HTTPServerSettings, responder: any Responder) {
        self.settings = settings
        self.responder = responder
        headerNames = HeaderNames(settings.headers, all: settings.allHeaders)
    }

    /// Enters an exchange that is about to be suspended; false when it is too late for that.
    func enter(_ waiting: Waiting) -> Bool {
        tables.withLock { tables in
            guard !tables.isClosed else { return false }
            tables.waiting[ObjectIdentifier(waiting.exchange)] = waiting
            return true
        }
    }

    /// Strikes an exchange that was resumed or ended.
    func forget(_ exchange: Exchange) {
        _ = tables.withLock { $0.waiting.removeValue(forKey: ObjectIdentifier(exchange)) }
    }
}
