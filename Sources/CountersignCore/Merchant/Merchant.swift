/// A merchant account.
public struct Merchant: Equatable, Sendable {
    /// The account's short name.
    public let id: MerchantID
    /// The trade name, the default payee.
    public var name: Payee
    /// The legal name, where set.
    public var legalName: Payee?
    /// The brand whose templates are used.
    public var brand: String
    /// The host of the merchant's checkout, e.g.
    ///
    /// `shop.example`, for the origin line of an SMS.
    public var origin: String?
    /// The merchant's own currency, where set.
    public var currency: Currency?
    /// When the account was made.
    public let createdAt: Instant

    /// A merchant.
    public init(
        id: MerchantID,
        name: Payee,
        legalName: Payee? = nil,
        brand: String = "default",
        origin: String? = nil,
        currency: Currency? = nil,
        createdAt: Instant
    ) {
        self.id = id
        self.name = name
        self.legalName = legalName
        self.brand = brand
        self.origin = origin
        self.currency = currency
        self.createdAt = createdAt
    }
}

/// What an API key may do.
public enum Scope: String, CaseIterable, Hashable, Sendable {
    /// Create, verify and read confirmations.
    case checkout
    /// Policies, templates and reports.
    case manage
    /// Policies only.
    case policy
    /// Read only.
    case read
}

/// A merchant's API key.
///
/// The secret itself is never stored.
///
/// The secret is `csk_live_` or `csk_test_` and 43 characters of base64url (32 random bytes).
public struct APIKey: Equatable, Sendable {
    /// Names the key without revealing it.
    public let id: APIKeyID
    /// Whose key it is.
    public let merchant: MerchantID
    /// Live or test.
    public let mode: Mode
    /// What it may do; a set in the order of ``Scope``.
    public let scopes: [Scope]
    /// SHA-256 of the whole secret, 32 bytes.
    public let hash: [UInt8]
    /// When it was made.
    public let createdAt: Instant
    /// When it was revoked, if it was.
    public var revokedAt: Instant?

    /// A key.
    public init(
        id: APIKeyID,
        merchant: MerchantID,
        mode: Mode,
        scopes: [Scope],
        hash: [UInt8],
        createdAt: Instant,
        revokedAt: Instant? = nil
    ) {
        self.id = id
        self.merchant = merchant
        self.mode = mode
        self.scopes = scopes
        self.hash = hash
        self.createdAt = createdAt
        self.revokedAt = revokedAt
    }
}

/// Where a merchant's events are posted.
public struct WebhookEndpoint: Equatable, Sendable {
    /// The endpoint's id.
    public let id: WebhookEndpointID
    /// Whose endpoint it is.
    public let merchant: MerchantID
    /// An absolute http or https URL without credentials.
    public let url: String
    /// The signing secret, sealed under the data key.
    public let sealedSecret: [UInt8]
    /// When it was made.
    public let createdAt: Instant
    /// When it was switched off after answering 410.
    public var disabledAt: Instant?

    /// An endpoint.
    public init(
        id: WebhookEndpointID,
        merchant: MerchantID,
        url: String,
        sealedSecret: [UInt8],
        createdAt: Instant,
        disabledAt: Instant? = nil
    ) {
        self.id = id
        self.merchant = merchant
        self.url = url
        self.sealedSecret = sealedSecret
        self.createdAt = createdAt
        self.disabledAt = disabledAt
    }
}
