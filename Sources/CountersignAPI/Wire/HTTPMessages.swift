/// One HTTP request, whole, as the door hands it over.
public struct HTTPRequest: Sendable {
    /// The method as sent, such as `GET`.
    public let method: String
    /// The path as sent, still percent-encoded, without the query.
    public let path: String
    /// The query as sent, still percent-encoded, without the question mark; empty for none.
    public let query: String
    /// Header fields; names in lower case.
    ///
    /// A field that came more than once is in ``repeatedHeaders`` too.
    public let headers: [String: String]
    /// Names of fields that came more than once, in lower case.
    public let repeatedHeaders: [String]
    /// The body, at most as long as the door allows.
    public let body: [UInt8]
    /// The peer's address without port.
    public let remoteAddress: String

    /// A request.
    public init(
        method: String,
        path: String,
        query: String = "",
        headers: [String: String] = [:],
        repeatedHeaders: [String] = [],
        body: [UInt8] = [],
        remoteAddress: String = "127.0.0.1"
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.repeatedHeaders = repeatedHeaders
        self.body = body
        self.remoteAddress = remoteAddress
    }
}

/// One HTTP answer.
public struct HTTPResponse: Sendable {
    /// The status.
    public var status: Int
    /// Header fields in order; `Content-Length` and `Date` are the door's.
    public var headers: [(name: String, value: String)]
    /// The body.
    public var body: [UInt8]
    /// Over how many milliseconds the body is sent, a little at a time; 0 for at once.
    ///
    /// For what plays a slow server; the service's own answers never are.
    public var dripMilliseconds = 0

    /// An answer.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Why the door itself turns a request away, before it is whole.
public enum DoorRefusal: Sendable, Equatable {
    /// The body is larger than the limit in bytes.
    case bodyTooLarge(limit: Int)
    /// The request can't be framed safely, e.g. two lengths; `detail` says why.
    case malformed(detail: String)
    /// The service is stopping or has too many requests under way.
    case overloaded
}

/// Answers requests.
///
/// The door to the network calls this and nothing else.
public protocol Responder: Sendable {
    /// Answers one request; never blocks a thread of Swift's pool.
    func respond(to request: HTTPRequest) async -> HTTPResponse
    /// The answer to a request that the door turned away.
    func response(to refusal: DoorRefusal) -> HTTPResponse
}
