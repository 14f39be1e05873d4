/// Merchants, their API keys and their webhook endpoints, as of one moment.
public struct Directory: Equatable, Sendable {
    /// Counts the changes of the directory.
    public let version: Int64
    /// Merchants by id.
    public let merchants: [MerchantID: Merchant]
    /// API keys by hash, revoked ones included.
    public let keys: [[UInt8]: APIKey]
    /// Endpoints by merchant, disabled ones included.
    public let endpoints: [MerchantID: [WebhookEndpoint]]

    /// A directory.
    public init(
        version: Int64,
        merchants: [MerchantID: Merchant],
        keys: [[UInt8]: APIKey],
        endpoints: [MerchantID: [WebhookEndpoint]]
    ) {
        self.version = version
        self.merchants = merchants
        self.keys = keys
        self.endpoints = endpoints
    }
}

/// A change of the directory.
public enum DirectoryChange: Equatable, Sendable {
    /// A merchant, new or changed.
    case merchant(Merchant)
    /// A new API key.
    case key(APIKey)
    /// An API key stops working.
    case revokeKey(APIKeyID, at: Instant)
    /// A new endpoint.
    case endpoint(WebhookEndpoint)
    /// An endpoint gets no more events.
    case disableEndpoint(WebhookEndpointID, at: Instant)
    /// An endpoint is forgotten, with what was still to be posted to it.
    case removeEndpoint(WebhookEndpointID)
}

/// The durable directory.
///
/// Another process may change it while the service runs.
public protocol DirectoryStore: Sendable {
    /// The whole directory.
    func directory() async throws(StoreFailure) -> Directory
    /// The number of the latest change, cheap to ask often.
    func directoryVersion() async throws(StoreFailure) -> Int64
    /// Makes changes durable, all or none.
    func change(_ changes: [DirectoryChange]) async throws(StoreFailure)
}

/// One event that is to be posted to one endpoint.
public struct WebhookDelivery: Equatable, Sendable {
    /// Names the delivery in the store.
    public let number: Int64
    /// Where to.
    public let endpoint: WebhookEndpoint
    /// What.
    public let event: EventRecord
    /// How often it was tried.
    public let attempts: Int

    /// A delivery.
    public init(number: Int64, endpoint: WebhookEndpoint, event: EventRecord, attempts: Int) {
        self.number = number
        self.endpoint = endpoint
        self.event = event
        self.attempts = attempts
    }
}

/// What became of one try to post an event.
public enum WebhookResult: Equatable, Sendable {
    /// The endpoint took it.
    case delivered(at: Instant)
    /// It is to be tried again.
    case retry(at: Instant)
    /// It is given up.
    case failed(at: Instant)
}

/// The durable queue of events that are to be posted.
public protocol WebhookStore: Sendable {
    /// Deliveries whose time has come, oldest first, without those under way, which are told by their
    /// numbers and endpoints.
    ///
    /// With those under way, no endpoint gets more than `ofEachMax`: one that does not answer must not
    /// hold up the others.
    func dueDeliveries(
        at now: Instant,
        underWay: [Int64: WebhookEndpointID],
        ofEachMax: Int,
        limit: Int
    ) async throws(StoreFailure) -> [WebhookDelivery]
    /// When the next delivery is due; nil when none is.
    func nextDelivery() async throws(StoreFailure) -> Instant?
    /// Records what became of deliveries.
    func record(_ results: [Int64: WebhookResult]) async throws(StoreFailure)
}
