import CountersignAPI
import CountersignHTTP

/// The servers of a simulator: one for everything, and perhaps one for each platform.
struct SimulatorDoors: Sendable {
    let main: PlatformDoor
    private let own: [SimulatedPlatform: PlatformDoor]

    /// Opens them, the platforms' on the ports behind the first one's.
    init(
        _ settings: HTTPServerSettings,
        responder: any Responder,
        hasOwnServers: Bool
    ) throws(HTTPServerFailure) {
        main = try PlatformDoor(settings, responder: responder)
        var own: [SimulatedPlatform: PlatformDoor] = [:]
        if hasOwnServers {
            var settings = settings
            for platform in SimulatedPlatform.allCases {
                let port = settings.address.port
                settings.address = ListenAddress(
                    host: settings.address.host,
                    port: port == 0 ? 0 : port + 1
                )
                own[platform] = try PlatformDoor(settings, responder: responder)
            }
        }
        self.own = own
    }

    /// The server that a platform is reached at.
    func door(of platform: SimulatedPlatform) -> PlatformDoor { own[platform] ?? main }

    /// Whether a platform can refuse connections alone.
    func hasOwn(_ platform: SimulatedPlatform) -> Bool { own[platform] != nil }

    func stop(graceSeconds: Int) async {
        await withTaskGroup(of: Void.self) { group in
            for door in [main] + own.values {
                group.addTask { await door.stop(graceSeconds: graceSeconds) }
            }
        }
    }
}
