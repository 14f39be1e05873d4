import CountersignCore
import CountersignSimulator

/// Everything that the demo runs on: a temporary folder with store and keys, the simulator, and a
/// service whose only providers are the simulator's.
struct DemoInstallation: Sendable {
    /// The URL of the service.
    let url: String
    /// The service.
    let service: Service
    /// The SMS gateway, the WhatsApp platform and the RCS platform.
    let simulator: Simulator
    /// The shop's own server, behind the page.
    let shop: DemoShopServer
    /// A checkout of the merchant with its live key.
    let checkout: ServiceClient
    /// The merchant's keys.
    let keys: Founding.Founded
    /// How the policy has payments confirmed.
    let settings: ConfirmationSettings
    /// The service's clock.
    let clock: DemoClock
    /// The temporary folder.
    let folder: String

    /// The name of the merchant, and of the sender that the simulated phones show.
    static let merchantName = "Acme Shoes"
    /// How often the printed flow skips the wait for the next channel.
    static let skipsMax = 2

    /// Makes and starts everything; nothing is left behind when that fails.
    static func open(
        _ options: DemoOptions,
        in surroundings: Surroundings
    ) async throws(CommandFailure) -> DemoInstallation {
        let folder = try makeFolder(in: surroundings)
        do throws(CommandFailure) {
            return try await furnish(folder, options, in: surroundings)
        } catch {
            removeFolder(folder)
            throw error
        }
    }

    /// Stops everything and removes the folder.
    func close() async {
        await service.stop(graceSeconds: stopGraceSecondsMax)
        DemoInstallation.removeFolder(folder)
    }
}
