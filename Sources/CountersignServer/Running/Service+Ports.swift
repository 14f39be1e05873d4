import CountersignAPI
import CountersignCheckout
import CountersignCore
import CountersignMessaging
import CountersignHTTP
import CountersignStore

/// The inbox of a service without a simulator: no phone received anything.
struct EmptyInbox: TestInbox {
    /// Nothing.
    func messages(to phone: PhoneNumber, merchant: MerchantID) async -> [TestMessage] { [] }
}

extension ReadinessCheck {
    /// What a service depends on: it is ready when the store answers and takes changes.
    ///
    /// With templates and policies that could not be reloaded it goes on, and says so.
    static func all(store: SQLiteStore, shelf: AssetShelf) async -> [ReadinessCheck] {
        let assets = ReadinessCheck(
            name: "templates and policies",
            ok: true,
            detail: shelf.failure.map(\.detail)
        )
        return [await store.readiness(), assets]
    }
}

extension SQLiteStore {
    /// Whether payments can be read and stored.
    fileprivate func readiness() async -> ReadinessCheck {
        guard (try? await directoryVersion()) != nil else {
            return ReadinessCheck(name: "store", ok: false, detail: "the store can't be read")
        }
        do {
            try await checkIsWritable()
            return ReadinessCheck(name: "store", ok: true)
        } catch {
            let fault = "the store can't be written; free some disk space, or see the log"
            return ReadinessCheck(name: "store", ok: false, detail: fault)
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

extension AssetShelf.Failure {
    /// What an operator reads at `/readyz`: where to look, and none of the file's own words.
    var detail: String {
        guard let first = findings.first else {
            return "the last reload failed: \(reason ?? "no reason"); the old ones are in force"
        }
        let count = findings.count
        let place = first.line > 0 ? "\(first.file), line \(first.line)" : first.file
        return
            "the last reload failed: \(count == 1 ? "a fault" : "\(count) faults, the first") in "
            + "\(place); the old ones are in force"
    }
}

extension AssetKeeper {
    /// Keeps the assets of a service in step.
    convenience init(
        _ parts: Service.Parts,
        _ shelf: AssetShelf,
        _ ledger: PolicyLedger,
        _ checkout: Checkout
    ) {
        let (route, hasProviders) = (parts.route, !parts.providers.isEmpty)
        self.init(
            shelf: shelf,
            ledger: ledger,
            source: parts.watched?.source,
            log: parts.log,
            clock: parts.clock,
            served: { hasProviders ? Set(route($0).steps.map(\.channel)) : nil },
            count: { policies throws(StoreFailure) in
                try await checkout.prepareCounters(for: policies)
            }
        )
    }
}
