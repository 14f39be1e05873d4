import CountersignCore

/// A merchant account as a row.
enum MerchantRow {
    static let select = """
        SELECT id, name, legal_name, brand, origin, currency, created_at FROM merchants
        """

    static let write = """
        INSERT INTO merchants (id, name, legal_name, brand, origin, currency, created_at) \
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, \
        legal_name = excluded.legal_name, brand = excluded.brand, origin = excluded.origin, \
        currency = excluded.currency
        """

    static func bind(_ merchant: Merchant, to row: inout Statement) {
        row.bind(merchant.id.text)
        row.bind(merchant.name.text)
        row.bind(merchant.legalName?.text)
        row.bind(merchant.brand)
        row.bind(merchant.origin)
        row.bind(merchant.currency?.code)
        row.bind(merchant.createdAt)
    }

    static func read(from row: inout Statement) throws(StoreFault) -> Merchant {
        let id = try row.nextMerchant("merchants.id")
        let name = try row.nextPayee("merchants.name")
        let legalName = try row.nextPayeeOrNil("merchants.legal_name")
        let brand = row.nextText()
        let origin = row.nextTextOrNil()
        var currency: Currency?
        if let code = row.nextTextOrNil() {
            guard let known = Currency(code) else { throw .unreadable("merchants.currency") }
            currency = known
        }
        return Merchant(
            id: id,
            name: name,
            legalName: legalName,
            brand: brand,
            origin: origin,
            currency: currency,
            createdAt: row.nextInstant()
        )
    }
}

/// An API key as a row.
enum APIKeyRow {
    static let select = """
        SELECT id, merchant, mode, scopes, hash, created_at, revoked_at FROM api_keys
        """

    static let insert = """
        INSERT INTO api_keys (id, merchant, mode, scopes, hash, created_at, revoked_at) \
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """

    static let revoke = "UPDATE api_keys SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL"

    static func bind(_ key: APIKey, to row: inout Statement) {
        row.bind(key.id.text)
        row.bind(key.merchant.text)
        row.bind(key.mode)
        row.bind(WordList.text(key.scopes))
        row.bind(key.hash)
        row.bind(key.createdAt)
        row.bind(key.revokedAt)
    }

    static func read(from row: inout Statement) throws(StoreFault) -> APIKey {
        let id: APIKeyID = try row.nextIdentifier("api_keys.id")
        let merchant = try row.nextMerchant("api_keys.merchant")
        let mode: Mode = try row.nextWord("api_keys.mode")
        guard let scopes: [Scope] = WordList.words(row.nextText()) else {
            throw .unreadable("api_keys.scopes")
        }
        return APIKey(
            id: id,
            merchant: merchant,
            mode: mode,
            scopes: scopes,
            hash: row.nextBytes(),
            createdAt: row.nextInstant(),
            revokedAt: row.nextInstantOrNil()
        )
    }
}

/// A webhook endpoint as a row.
enum EndpointRow {
    static let columns = "id, merchant, url, sealed_secret, created_at, disabled_at"

    static let select = "SELECT \(columns) FROM webhook_endpoints ORDER BY id"

    static let insert = """
        INSERT INTO webhook_endpoints (\(columns)) VALUES (?, ?, ?, ?, ?, ?)
        """

    static let disable = """
        UPDATE webhook_endpoints SET disabled_at = ?2 WHERE id = ?1 AND disabled_at IS NULL
        """

    static let remove = "DELETE FROM webhook_endpoints WHERE id = ?"

    static func bind(_ endpoint: WebhookEndpoint, to row: inout Statement) {
        row.bind(endpoint.id.text)
        row.bind(endpoint.merchant.text)
        row.bind(endpoint.url)
        row.bind(endpoint.sealedSecret)
        row.bind(endpoint.createdAt)
        row.bind(endpoint.disabledAt)
    }

    static func read(from row: inout Statement) throws(StoreFault) -> WebhookEndpoint {
        WebhookEndpoint(
            id: try row.nextIdentifier("webhook_endpoints.id"),
            merchant: try row.nextMerchant("webhook_endpoints.merchant"),
            url: row.nextText(),
            sealedSecret: row.nextBytes(),
            createdAt: row.nextInstant(),
            disabledAt: row.nextInstantOrNil()
        )
    }
}
