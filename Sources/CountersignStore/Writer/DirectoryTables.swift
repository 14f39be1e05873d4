import CountersignCore

/// The statements behind the directory and the webhooks, and the endpoints that events go to.
final class DirectoryTables {
    private var writeMerchant: Statement
    private var insertKey: Statement
    private var revokeKey: Statement
    private var insertEndpoint: Statement
    private var disableEndpoint: Statement
    private var removeEndpoint: Statement
    private var abandonDeliveries: Statement
    private var removeDeliveries: Statement
    private var endDelivery: Statement
    private var retryDelivery: Statement
    private var findVersion: Statement
    private var countVersion: Statement
    private var listEndpoints: Statement

    /// Endpoints that get events, by merchant, as of `endpointsVersion` of the directory.
    private var endpoints: [String: [String]] = [:]
    private var endpointsVersion: Int64?

    init(_ connection: borrowing Connection) throws(StoreFault) {
        writeMerchant = try connection.prepare(MerchantRow.write)
        insertKey = try connection.prepare(APIKeyRow.insert)
        revokeKey = try connection.prepare(APIKeyRow.revoke)
        insertEndpoint = try connection.prepare(EndpointRow.insert)
        disableEndpoint = try connection.prepare(EndpointRow.disable)
        removeEndpoint = try connection.prepare(EndpointRow.remove)
        abandonDeliveries = try connection.prepare(DeliveryRow.abandon)
        removeDeliveries = try connection.prepare(DeliveryRow.remove)
        endDelivery = try connection.prepare(DeliveryRow.end)
        retryDelivery = try connection.prepare(DeliveryRow.retry)
        findVersion = try connection.prepare(
            "SELECT value FROM meta WHERE name = 'directory_version'"
        )
        countVersion = try connection.prepare(
            "UPDATE meta SET value = value + 1 WHERE name = 'directory_version'"
        )
        listEndpoints = try connection.prepare(
            "SELECT merchant, id FROM webhook_endpoints WHERE disabled_at IS NULL ORDER BY id"
        )
    }

    // MARK: - Endpoints

    func endpoints(of merchant: MerchantID) -> [String] {
        // Most services have none; then not even the merchant's id is hashed.
        endpoints.isEmpty ? [] : endpoints[merchant.text] ?? []
    }

    /// Reads the endpoints again if the directory has changed.
    func refreshEndpoints() throws(StoreFault) {
        guard try findVersion.step() else { throw .unreadable("meta.directory_version") }
        let version = findVersion.nextInteger()
        findVersion.reset()
        guard version != endpointsVersion else { return }
        endpoints = [:]
        endpointsVersion = nil
        while try listEndpoints.step() {
            let merchant = listEndpoints.nextText()
            endpoints[merchant, default: []].append(listEndpoints.nextText())
        }
        endpointsVersion = version
    }

    /// What was read may have been rolled back.
    func forgetEndpoints() { endpointsVersion = nil }

    // MARK: - Changes

    func apply(_ change: DirectoryChange) throws(StoreFault) {
        switch change {
        case .merchant(let merchant):
            MerchantRow.bind(merchant, to: &writeMerchant)
            try writeMerchant.run()
        case .key(let key):
            APIKeyRow.bind(key, to: &insertKey)
            try insertKey.run()
        case .revokeKey(let id, let now):
            revokeKey.bind(id.text)
            revokeKey.bind(now)
            try revokeKey.run()
        case .endpoint(let endpoint):
            EndpointRow.bind(endpoint, to: &insertEndpoint)
            try insertEndpoint.run()
        case .disableEndpoint(let id, let now):
            disableEndpoint.bind(id.text)
            disableEndpoint.bind(now)
            try disableEndpoint.run()
            abandonDeliveries.bind(id.text)
            abandonDeliveries.bind(now)
            try abandonDeliveries.run()
        case .removeEndpoint(let id):
            removeEndpoint.bind(id.text)
            try removeEndpoint.run()
            removeDeliveries.bind(id.text)
            try removeDeliveries.run()
        }
        try countVersion.run()
    }

    func record(_ result: WebhookResult, of number: Int64) throws(StoreFault) {
        switch result {
        case .delivered(let now): try end(number, as: "delivered", at: now)
        case .failed(let now): try end(number, as: "failed", at: now)
        case .retry(let later):
            retryDelivery.bind(number)
            retryDelivery.bind(later)
            try retryDelivery.run()
        }
    }

    private func end(_ number: Int64, as state: String, at now: Instant) throws(StoreFault) {
        endDelivery.bind(number)
        endDelivery.bind(state)
        endDelivery.bind(now)
        try endDelivery.run()
    }
}
