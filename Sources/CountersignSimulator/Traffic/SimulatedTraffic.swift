import CountersignCore

/// The traffic of every simulated platform.
struct SimulatedTraffic: Sendable {
    let clock = ScenarioClock()
    private let all: [SimulatedPlatform: Traffic]

    init(_ scenario: Scenario) {
        let clock = clock
        all = Dictionary(
            uniqueKeysWithValues: SimulatedPlatform.allCases.map { platform in
                (platform, Traffic(platform, in: scenario, clock: clock))
            }
        )
    }

    subscript(platform: SimulatedPlatform) -> Traffic {
        guard let traffic = all[platform] else {
            preconditionFailure("Every platform has its traffic from the start.")
        }
        return traffic
    }

    var counts: [SimulatedPlatform: PlatformCounts] { all.mapValues(\.counts) }

    /// The counts by the platforms' names.
    var json: JSONValue {
        .object(
            [JSONMember("simulator", .bool(true))]
                + SimulatedPlatform.allCases.map { JSONMember($0.rawValue, self[$0].counts.json) }
        )
    }

    /// Lets a payer answer a message; false when its platform passes no such answer on.
    @discardableResult
    func answer(
        _ answer: PayerAnswer,
        _ message: SimulatedMessage,
        _ platforms: Platforms,
        _ courier: Courier,
        afterMilliseconds: Int = 0
    ) -> Bool {
        guard let (report, traffic) = platforms.reply(answer, to: message) else { return false }
        courier.take(reply: report, afterMilliseconds: afterMilliseconds, of: traffic)
        return true
    }
}
