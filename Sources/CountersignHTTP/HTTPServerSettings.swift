internal import CountersignAPI

/// Where the server listens and what it takes from its clients.
public struct HTTPServerSettings: Sendable {
    /// The certificate and key of a TLS server.
    public struct TLS: Sendable {
        /// The certificate chain as PEM, the server's own first.
        public var certificatePEM: [UInt8]
        /// The private key as PEM.
        public var keyPEM: [UInt8]

        /// A certificate and its key.
        public init(certificatePEM: [UInt8], keyPEM: [UInt8]) {
            self.certificatePEM = certificatePEM
            self.keyPEM = keyPEM
        }
    }

    /// The header fields that a service reads; see ``headers``.
    public static let headersUsuallyRead = [
        "authorization", "content-type", "idempotency-key", "accept", "if-match", "host", "origin",
        "traceparent", "user-agent", "webhook-id", "webhook-timestamp", "webhook-signature",
        "x-hub-signature-256", "x-goog-signature", "retry-after", "prefer",
    ]

    /// Where to listen.
    public var address: ListenAddress
    /// TLS; nil for plain HTTP.
    public var tls: TLS?
    /// The longest body, in bytes.
    public var bodyBytesMax = 65_536
    /// The memory of one connection in bytes: request line and headers must fit, else 414 or 431.
    public var headerBytesMax = 16_384
    /// The most connections at a time; more wait in the system's queue or are turned away.
    public var connectionsMax = 4_096
    /// The most connections of one client address; nil for no such limit.
    public var connectionsPerAddressMax: Int?
    /// The most requests between their headers and the end of their answer; more are refused.
    public var requestsUnderWayMax = 10_000
    /// How long a silent connection is kept, in whole seconds as the library counts.
    public var idleSecondsMax = 30
    /// How long a whole request may take to come in.
    ///
    /// A connection's first counts from the connect.
    public var requestMillisecondsMax = 10_000
    /// How long an answer may take to be made, long polls included; then the client gets a refusal.
    ///
    /// Longer than the longest wait that a client may ask for, which ends with an answer of its own.
    public var waitMillisecondsMax = (API.waitSecondsMax + 15) * 1_000
    /// How long a client may take to receive its answer.
    public var answerMillisecondsMax = 60_000
    /// The threads that serve connections.
    public var threads = 2
    /// The header fields that are copied into requests, in lower case.
    ///
    /// Others are not worth their time.
    public var headers = HTTPServerSettings.headersUsuallyRead
    /// Whether every header field is copied, whatever ``headers`` says.
    public var allHeaders = false
    /// Takes the library's own messages; they hold no bytes of bodies.
    ///
    /// nil drops them.
    public var log: (@Sendable (String) -> Void)?

    /// Settings that fit a service on the internet.
    public init(address: ListenAddress, tls: TLS? = nil) {
        self.address = address
        self.tls = tls
    }
}
