import CountersignCore
import CountersignMessaging

extension SettingsReader {
    /// What a provider takes at once: its usual limits, with those that its object gives in their place.
    ///
    /// Nil where it gives none.
    mutating func limits(
        of provider: any Provider,
        _ object: JSONValue,
        at pointer: String
    ) -> ProviderLimits? {
        guard let value = object["limits"],
            let section = section(
                value,
                at: pointer + "/limits",
                known: [
                    "concurrent", "per_second", "recipient_interval_seconds", "recipient_burst",
                ]
            )
        else { return nil }
        var limits = provider.usualLimits
        if let number = integer("concurrent", in: section, bounds: 1...1_024) {
            limits.concurrentMax = number
        }
        if let number = integer("per_second", in: section, bounds: 1...100_000) {
            limits.perSecondMax = number
        }
        if let number = integer("recipient_interval_seconds", in: section, bounds: 1...3_600) {
            limits.recipientIntervalSeconds = number
        }
        if let number = integer("recipient_burst", in: section, bounds: 1...1_000) {
            limits.recipientBurstMax = number
        }
        return limits
    }
}
