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
    ///
    /// With templates and policies that could not be reloaded it goes on, and says so.
    static func all(store: SQLiteStore, shelf: AssetShelf) async -> [ReadinessCheck] {
        let assets = ReadinessCheck(
            name: "templates and policies",
            ok: true,
            detail: shelf.isOutdated ? "the last reload failed; the old ones are in force" : nil
        )
        do {
            _ = try await store.directoryVersion()
            return [ReadinessCheck(name: "store", ok: true), assets]
        } catch {
            let fault = "the store can't be read"
            return [ReadinessCheck(name: "store", ok: false, detail: fault), assets]
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
