/// One HTTP request to the outside.
public struct OutboundRequest: Sendable {
    /// Which addresses may be connected to.
    public enum Destination: Sendable {
        /// Any address: the operator's own configuration names it.
        case configured
        /// Public addresses only: somebody else chose the URL. Loopback, private, link-local and other
        /// special ranges are refused at the moment of connecting.
        case publicOnly
    }

    /// The method, upper case.
    public var method: String
    /// An absolute http or https URL.
    public var url: String
    /// Header fields in order.
    public var headers: [(name: String, value: String)]
    /// The body; empty for none.
    public var body: [UInt8]
    /// Longest time for the whole exchange in milliseconds.
    public var timeoutMillisecondsMax: Int
    /// Largest answer that is read in bytes; more is cut off and counts as an answer without a body.
    public var answerBytesMax: Int
    /// Which addresses may be connected to.
    public var destination: Destination

    /// A request.
    public init(
        method: String = "POST",
        url: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        timeoutMillisecondsMax: Int = 10_000,
        answerBytesMax: Int = 65_536,
        destination: Destination = .configured
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeoutMillisecondsMax = timeoutMillisecondsMax
        self.answerBytesMax = answerBytesMax
        self.destination = destination
    }
}

/// The answer to a request.
public struct OutboundReply: Sendable, Equatable {
    /// The HTTP status.
    public let status: Int
    /// Value of `Retry-After` in seconds, where given so.
    public let retryAfterSeconds: Int?
    /// The body, at most as long as the request allowed.
    public let body: [UInt8]

    /// An answer.
    public init(status: Int, retryAfterSeconds: Int? = nil, body: [UInt8] = []) {
        self.status = status
        self.retryAfterSeconds = retryAfterSeconds
        self.body = body
    }
}

/// Why there is no answer.
public enum OutboundFailure: Error, Equatable, Sendable {
    /// The request never left: no name, no connection, no TLS, or the transport is stopping. It is safe
    /// to try again.
    case notSent(reason: String)
    /// The address is not one that this request may go to.
    case addressRefused
    /// The request was written and no whole answer came: it may have been processed.
    case unanswered(reason: String)
}

/// Carries requests to the outside; never blocks a thread of Swift's pool.
public protocol Carrier: Sendable {
    /// Sends one request and waits for its answer.
    func send(_ request: OutboundRequest) async -> Result<OutboundReply, OutboundFailure>
}
