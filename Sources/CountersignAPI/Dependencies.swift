public import CountersignCheckout
public import CountersignCore

/// Looks up a merchant's key.
public protocol DirectoryReader: Sendable {
    /// The key with this hash and its merchant; nil when there is none. A revoked one may be given.
    ///
    /// Called for each request: it answers from memory.
    func key(hash: [UInt8]) async -> (key: APIKey, merchant: Merchant)?
}

extension DirectoryCache: DirectoryReader {}

/// Where test messages arrive.
public enum TestDevice: Hashable, Sendable {
    /// A phone, by its number.
    case phone(PhoneNumber)
    /// An app on a device, by its push token.
    case app(PushAddress)

    /// The end of the number or the token, the rest hidden.
    public var masked: String {
        switch self {
        case .phone(let number): number.masked
        case .app(let address): address.description
        }
    }
}

/// A message that the built-in simulator delivered to a phone, code included.
public struct TestMessage: Equatable, Sendable {
    /// The channel that it came by.
    public let channel: Channel
    /// The text that the phone shows.
    public let text: String
    /// What the channel shows beside the text, such as a card with buttons; nil for plain text.
    public let content: JSONValue?
    /// When it arrived.
    public let at: Instant

    /// A message.
    public init(channel: Channel, text: String, content: JSONValue?, at: Instant) {
        self.channel = channel
        self.text = text
        self.content = content
        self.at = at
    }
}

/// What the phones of the built-in simulator received.
///
/// Only test keys read it.
public protocol TestInbox: Sendable {
    /// A merchant's messages to a device, oldest first.
    func messages(to device: TestDevice, merchant: MerchantID) async -> [TestMessage]
}

/// The state of one thing that the service depends on.
public struct ReadinessCheck: Equatable, Sendable {
    /// A short constant name, such as `store`.
    public let name: String
    /// Whether work can go on.
    public let ok: Bool
    /// What is wrong, for an operator; no secret, and nothing that helps an attacker.
    public let detail: String?

    /// A check.
    public init(name: String, ok: Bool, detail: String? = nil) {
        self.name = name
        self.ok = ok
        self.detail = detail
    }
}

/// One answered request, for counting.
///
/// Both labels come from small closed sets.
public struct Observation: Equatable, Sendable {
    /// The path's template, such as `/v1/confirmations/{id}`; `pages` for a page and `other` for no
    /// path.
    public let route: String
    /// The method in capitals; `other` for an uncommon one.
    public let method: String
    /// The HTTP status.
    public let status: Int
    /// How long the answer took, in nanoseconds.
    public let nanoseconds: UInt64
}

/// Everything that the API needs from the other rooms.
public struct APIDependencies: Sendable {
    /// What carries out the calls.
    public var checkout: any CheckoutService
    /// Merchants and keys.
    public var directory: any DirectoryReader
    /// SHA-256, 32 bytes.
    public var sha256: @Sendable ([UInt8]) -> [UInt8]
    /// The moment.
    public var clock: any Clock
    /// The public keys as a JWK set.
    public var publicKeys: @Sendable () -> JSONValue
    /// What the service depends on.
    public var readiness: @Sendable () async -> [ReadinessCheck]
    /// The metrics in Prometheus' text format, version 0.0.4.
    public var metrics: @Sendable () async -> String
    /// What the simulator's phones received.
    public var testInbox: any TestInbox
    /// Brings a text to Unicode's normalization form C.
    public var nfc: @Sendable (String) -> String
    /// Where log lines go.
    public var log: any Log
    /// The version of the service.
    public var version: String
    /// Verifies a receipt and gives its payload; nil leaves the call out.
    public var receiptPayload: (@Sendable (String) -> Result<JSONValue, JWSFault>)?
    /// Makes delivery reports; nil leaves the call out.
    public var deliveryMonitor: DeliveryMonitor?
    /// Shows templates; nil leaves the calls out.
    public var templates: (any TemplateDesk)?
    /// What a payer of a brand may read about a message, in the language closest to the tag; nil leaves
    /// the call out.
    public var education: (@Sendable (_ brand: String, _ locale: String?) -> EducationTexts?)?
    /// Reads, checks, rehearses and replaces policies; nil leaves these calls out.
    public var policyDesk: (any PolicyDesk)?
    /// Answers paths that no endpoint has, such as pages for people; nil when it has none either.
    public var pages: @Sendable (HTTPRequest) async -> HTTPResponse?
    /// Counts an answered request.
    public var observe: @Sendable (Observation) -> Void
    /// A clock that only ever runs forward, in nanoseconds, to measure how long an answer took.
    public var uptimeNanoseconds: @Sendable () -> UInt64

    /// Dependencies; those with a default are optional.
    public init(
        checkout: any CheckoutService,
        directory: any DirectoryReader,
        sha256: @escaping @Sendable ([UInt8]) -> [UInt8],
        clock: any Clock,
        publicKeys: @escaping @Sendable () -> JSONValue,
        readiness: @escaping @Sendable () async -> [ReadinessCheck],
        metrics: @escaping @Sendable () async -> String,
        testInbox: any TestInbox,
        nfc: @escaping @Sendable (String) -> String,
        log: any Log,
        version: String,
        receiptPayload: (@Sendable (String) -> Result<JSONValue, JWSFault>)? = nil,
        deliveryMonitor: DeliveryMonitor? = nil,
        templates: (any TemplateDesk)? = nil,
        education: (@Sendable (_ brand: String, _ locale: String?) -> EducationTexts?)? = nil,
        policyDesk: (any PolicyDesk)? = nil,
        pages: @escaping @Sendable (HTTPRequest) async -> HTTPResponse? = { _ in nil },
        observe: @escaping @Sendable (Observation) -> Void = { _ in },
        uptimeNanoseconds: @escaping @Sendable () -> UInt64 = { 0 }
    ) {
        self.checkout = checkout
        self.directory = directory
        self.sha256 = sha256
        self.clock = clock
        self.publicKeys = publicKeys
        self.readiness = readiness
        self.metrics = metrics
        self.testInbox = testInbox
        self.nfc = nfc
        self.log = log
        self.version = version
        self.receiptPayload = receiptPayload
        self.deliveryMonitor = deliveryMonitor
        self.templates = templates
        self.education = education
        self.policyDesk = policyDesk
        self.pages = pages
        self.observe = observe
        self.uptimeNanoseconds = uptimeNanoseconds
    }
}
