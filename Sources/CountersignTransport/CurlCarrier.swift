public import CountersignMessaging

/// Carries requests over HTTP and mail over SMTP with libcurl: one thread, one multi handle, connections kept and shared.
///
/// TLS certificates are always verified. Redirects, cookies, `.netrc` and the environment's proxy
/// are never followed or used. Ending the surrounding task does not end a transfer: what was handed
/// over is carried to its end, so that its outcome is known.
///
///     let carrier = try CurlCarrier()
///     let result = await carrier.send(OutboundRequest(url: "https://sms.example/send", body: json))
///     await carrier.stop(withinMilliseconds: 5_000)
public final class CurlCarrier: Carrier {
    /// What an operator may set.
    public struct Settings: Sendable {
        /// Longest time to look a name up, connect and agree on TLS, in milliseconds.
        public var connectTimeoutMillisecondsMax = 5_000
        /// Most connections at once; further transfers wait for one within their own time.
        public var connectionsMax = 2_048
        /// Most idle connections that are kept for reuse.
        public var idleConnectionsMax = 256
        /// Most transfers that run or wait at once; past it a request is not sent.
        ///
        /// Each holds its body and its answer in memory.
        public var transfersMax = 20_000
        /// A PEM file of certificate authorities in place of the system's, for a private authority.
        public var authorityFile: String?
        /// An http or https proxy's URL.
        ///
        /// It carries `publicOnly` requests too, and then has to filter those itself.
        public var proxy: String?
        /// Whether mail to a loopback address may go without TLS; to every other it never does.
        public var allowsPlainMailToLoopback = true
        /// The `User-Agent` of every request.
        public var userAgent = "Countersign/1"

        /// The settings that suit most installations.
        public init() {}
    }

    private let mailbox: Mailbox

    /// Starts the transport's thread.
    /// - Throws: ``CurlFault`` when libcurl can't be set up, which means memory or threads are short.
    public init(_ settings: Settings = Settings()) throws(CurlFault) {
        let mailbox = Mailbox(transfersMax: settings.transfersMax)
        try CurlLoop.start(settings, mailbox: mailbox)
        self.mailbox = mailbox
    }

    deinit {
        // Nobody can be waiting for an answer here: `send` holds the carrier.
        mailbox.stop(withinMilliseconds: 0, then: nil)
    }

    /// Sends one request and waits for its answer.
    public func send(_ request: OutboundRequest) async -> Result<OutboundReply, OutboundFailure> {
        await withCheckedContinuation { continuation in
            mailbox.post(Arrival(request: request, continuation: continuation))
        }
    }

    /// Refuses new requests, lets the running ones finish for so long, then ends those that are left.
    ///
    /// Returns when the thread has let go of every connection. May be called again, and with a
    /// shorter time.
    public func stop(withinMilliseconds patience: Int) async {
        await withCheckedContinuation { continuation in
            mailbox.stop(withinMilliseconds: patience, then: continuation)
        }
    }
}

/// Why libcurl could not be set up.
public struct CurlFault: Error, Equatable, Sendable {
    /// The call that failed: `curl_multi_init`.
    public let step: String
    /// The library's or the system's own number for the cause.
    public let code: Int

    init(_ step: StaticString, code: Int) {
        self.step = String(describing: step)
        self.code = code
    }
}
