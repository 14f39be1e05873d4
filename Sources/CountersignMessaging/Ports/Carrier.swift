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

    /// The method, upper case; without meaning for mail.
    public var method: String
    /// An absolute http or https URL; smtp or smtps where there is a ``mail`` envelope.
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
    /// A signature that the transport adds; nil for none.
    public var signature: AWSSignature?
    /// The envelope that makes this a mail: the body is its text, from the header fields on.
    public var mail: MailEnvelope?

    /// A request.
    public init(
        method: String = "POST",
        url: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        timeoutMillisecondsMax: Int = 10_000,
        answerBytesMax: Int = 65_536,
        destination: Destination = .configured,
        signature: AWSSignature? = nil,
        mail: MailEnvelope? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeoutMillisecondsMax = timeoutMillisecondsMax
        self.answerBytesMax = answerBytesMax
        self.destination = destination
        self.signature = signature
        self.mail = mail
    }
}

/// What AWS Signature Version 4 needs; prints without its secrets.
public struct AWSSignature: Sendable, CustomStringConvertible, CustomReflectable {
    /// The region, such as `eu-west-1`.
    public let region: String
    /// The service, such as `sms-voice`.
    public let service: String
    /// The access key's id.
    public let accessKeyID: String
    /// The secret access key.
    public let secretAccessKey: String
    /// The token of temporary credentials.
    public let sessionToken: String?

    /// What a signature needs.
    public init(
        region: String,
        service: String,
        accessKeyID: String,
        secretAccessKey: String,
        sessionToken: String? = nil
    ) {
        self.region = region
        self.service = service
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
    }

    /// Region and service.
    public var description: String { "AWSSignature(\(region)/\(service))" }
    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The envelope of a mail; prints without addresses and secrets.
public struct MailEnvelope: Sendable, CustomStringConvertible, CustomReflectable {
    /// The envelope sender, where bounces go; no angle brackets.
    public let sender: String
    /// The one recipient; no angle brackets.
    public let recipient: String
    /// The user name; nil for no authentication.
    public let user: String?
    /// The password of the user.
    public let password: String?

    /// An envelope.
    public init(
        sender: String,
        recipient: String,
        user: String? = nil,
        password: String? = nil
    ) {
        self.sender = sender
        self.recipient = recipient
        self.user = user
        self.password = password
    }

    /// The type's name.
    public var description: String { "MailEnvelope" }
    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The answer to a request.
public struct OutboundReply: Sendable, Equatable {
    /// The HTTP status; for mail the last code of the SMTP server.
    public let status: Int
    /// Value of `Retry-After` in seconds, where given so.
    public let retryAfterSeconds: Int?
    /// The body, at most as long as the request allowed; for mail the server's last line.
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

extension OutboundFailure {
    /// The words among the reasons that say more than when to try again.
    public enum Word {
        /// No TLS was agreed on: a certificate that does not hold, or a server without TLS.
        public static let tls = "tls"
        /// A mail server takes no login of ours.
        public static let login = "login"
        /// An address of a mail's envelope that can't be written into a command.
        public static let address = "address"
    }
}

/// Carries requests to the outside; never blocks a thread of Swift's pool.
public protocol Carrier: Sendable {
    /// Sends one request and waits for its answer.
    func send(_ request: OutboundRequest) async -> Result<OutboundReply, OutboundFailure>
}
