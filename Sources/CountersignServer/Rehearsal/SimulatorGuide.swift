import CountersignCore
import CountersignSimulator

/// What `countersign simulate` tells the person who started it.
enum SimulatorGuide {
    /// Where everything listens, and what to paste into a service's configuration and environment.
    static func text(
        of simulator: Simulator,
        _ secrets: SimulatorSecrets,
        _ settings: SimulatorSettings,
        service: String
    ) -> String {
        let rows = SimulatedPlatform.allCases.map { [$0.rawValue, simulator.url(of: $0)] }
        let variables = secrets.environment(
            tokenURL: simulator.tokenURL,
            pushTokenURL: simulator.pushTokenURL
        )
        let exports = variables.sorted { $0.key < $1.key }.map { "export \($0.key)='\($0.value)'" }
        let providers = SimulatorConfiguration.providers(of: simulator, settings)
        let members = (providers.object ?? []).map { member in
            "    \(JSONWriter.quoted(member.name)): \(JSONText.text(member.value)),"
        }
        let quoted = { (platform: SimulatedPlatform) in
            JSONWriter.quoted(settings.provider(of: platform))
        }
        return """
            SIMULATOR of messaging platforms: no message leaves this computer, no phone is real.

            \(Table.text(["platform", "listens at"], rows))
            What phones show, what was counted, what payers tap: \(simulator.url)/simulator
            Reports go to \(service)

            In the environment of the service:

            \(exports.joined(separator: "\n"))

            In its countersign.json5:

              providers: {
            \(members.joined(separator: "\n"))
              },
              routes: { default: [
                { channel: "push", providers: [\(quoted(.fcm)), \(quoted(.apns))] },
                { channel: "rcs", providers: [\(quoted(.rcs))] },
                { channel: "whatsapp", providers: [\(quoted(.whatsapp))] },
                { channel: "sms", providers: [\(quoted(.twilio)), \(quoted(.twilioBackup)), \(quoted(.sms))] },
              ] },


            """
    }

    /// What was counted, as a table.
    static func text(_ counts: [SimulatedPlatform: PlatformCounts]) -> String {
        let rows = SimulatedPlatform.allCases.map { platform in
            let counts = counts[platform] ?? PlatformCounts()
            return [
                platform.rawValue, "\(counts.requests)", "\(counts.accepted)",
                "\(counts.delivered)", "\(counts.lost)", "\(counts.refused + counts.limited)",
                "\(counts.forgedReports)", "\(counts.forgedReportsTaken)",
            ]
        }
        let titles = [
            "platform", "requests", "accepted", "delivered", "lost", "refused", "forged",
            "forged taken",
        ]
        return Table.text(titles, rows)
    }
}
