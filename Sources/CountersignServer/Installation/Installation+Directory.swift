import CountersignCore
import CountersignStore

extension Installation {
    /// Merchants, API keys and endpoints.
    func directory() async throws(CommandFailure) -> Directory {
        do { return try await store.directory() } catch { throw .store(error) }
    }

    /// Makes changes of the directory durable.
    func change(_ changes: DirectoryChange...) async throws(CommandFailure) {
        do { try await store.change(changes) } catch { throw .store(error) }
    }

    /// A merchant by id.
    func merchant(_ id: MerchantID) async throws(CommandFailure) -> Merchant {
        let merchants = try await directory().merchants
        guard let merchant = merchants[id] else {
            let nearest = NearestWord.suggestion(for: id.text, among: merchants.keys.map(\.text))
            throw .unusable(
                "there is no merchant '\(id)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""),
                hint: "'countersign merchants list' shows them"
            )
        }
        return merchant
    }

    /// An API key by id.
    func apiKey(_ id: APIKeyID) async throws(CommandFailure) -> APIKey {
        guard let key = try await directory().keys.values.first(where: { $0.id == id }) else {
            throw .unusable(
                "there is no API key \(id)",
                hint: "'countersign keys api list' shows them"
            )
        }
        return key
    }

    /// A webhook endpoint by id.
    func endpoint(_ id: WebhookEndpointID) async throws(CommandFailure) -> WebhookEndpoint {
        let endpoints = try await directory().endpoints.values.joined()
        guard let endpoint = endpoints.first(where: { $0.id == id }) else {
            throw .unusable(
                "there is no webhook endpoint \(id)",
                hint: "'countersign webhooks list' shows them"
            )
        }
        return endpoint
    }
}
