import CountersignAPI
import CountersignCore
import CountersignHTTP
import CountersignStore

/// The inbox of a service without a simulator: no phone received anything.
struct EmptyInbox: TestInbox {
    /// Nothing.
    func messages(to phone: PhoneNumber, merchant: MerchantID) async -> [TestMessage] { [] }
}

extension ReadinessCheck {
    /// What a service depends on: it is ready when the store answers.
    static func all(store: SQLiteStore) async -> [ReadinessCheck] {
        do {
            _ = try await store.directoryVersion()
            return [ReadinessCheck(name: "store", ok: true)]
        } catch {
            return [ReadinessCheck(name: "store", ok: false, detail: "the store can't be read")]
        }
    }
}

extension ListenAddress {
    /// The address as this machine itself reaches it: a wildcard becomes loopback.
    var reachable: String {
        switch host {
        case "0.0.0.0": "127.0.0.1:\(port)"
        case "::": "[::1]:\(port)"
        default: description
        }
    }
}
