import CountersignCore

extension Reader {
    func directoryVersion() throws(StoreFault) -> Int64 {
        guard try findDirectoryVersion.step() else { throw .unreadable("meta.directory_version") }
        defer { findDirectoryVersion.reset() }
        return findDirectoryVersion.nextInteger()
    }

    /// Read seldom, so its statements are not kept.
    func directory() throws(StoreFault) -> Directory {
        var merchants: [MerchantID: Merchant] = [:]
        var rows = try connection.prepare(MerchantRow.select)
        while try rows.step() {
            let merchant = try MerchantRow.read(from: &rows)
            merchants[merchant.id] = merchant
        }
        var keys: [[UInt8]: APIKey] = [:]
        rows = try connection.prepare(APIKeyRow.select)
        while try rows.step() {
            let key = try APIKeyRow.read(from: &rows)
            keys[key.hash] = key
        }
        var endpoints: [MerchantID: [WebhookEndpoint]] = [:]
        rows = try connection.prepare(EndpointRow.select)
        while try rows.step() {
            let endpoint = try EndpointRow.read(from: &rows)
            endpoints[endpoint.merchant, default: []].append(endpoint)
        }
        return Directory(
            version: try directoryVersion(),
            merchants: merchants,
            keys: keys,
            endpoints: endpoints
        )
    }

    func dueDeliveries(
        at now: Instant,
        underWay: [Int64: WebhookEndpointID],
        ofEachMax: Int,
        limit: Int
    ) throws(StoreFault) -> [WebhookDelivery] {
        listDeliveries.bind(now)
        defer { listDeliveries.reset() }
        var deliveries: [WebhookDelivery] = []
        var counts = underWay.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        while deliveries.count < limit, try listDeliveries.step() {
            let number = listDeliveries.nextInteger()
            if underWay[number] != nil { continue }
            let attempts = listDeliveries.nextCount()
            let endpoint = try EndpointRow.read(from: &listDeliveries)
            guard counts[endpoint.id, default: 0] < ofEachMax else { continue }
            counts[endpoint.id, default: 0] += 1
            let event = try EventRow.read(from: &listDeliveries)
            deliveries.append(
                WebhookDelivery(
                    number: number,
                    endpoint: endpoint,
                    event: event,
                    attempts: attempts
                )
            )
        }
        return deliveries
    }

    func nextDelivery() throws(StoreFault) -> Instant? {
        guard try findNextDelivery.step() else { return nil }
        defer { findNextDelivery.reset() }
        return findNextDelivery.nextInstantOrNil()
    }
}
