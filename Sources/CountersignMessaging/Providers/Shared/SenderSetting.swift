import CountersignCore

/// Who messages come from, where the brand has no sender of its own.
enum SenderSetting: Sendable {
    /// A number, a short code or a name.
    case from(String)
    /// A pool at the provider, which chooses among its senders.
    case pool(id: String)
}

extension ProviderSettingsReader {
    /// `from`, or the setting that names a pool.
    ///
    /// - Parameter id: the pool's id as it was read; nil where there is none or it has a fault.
    mutating func sender(
        orPool name: String,
        _ id: String?,
        in settings: ProviderSettings
    ) -> SenderSetting? {
        let from = text(settings.members["from"], at: "/from")
        switch (settings.members["from"], settings.members[name]) {
        case (nil, nil):
            fault("/from", "from or \(name) is missing, such as \"+15550100000\"")
            return nil
        case (.some, .some):
            fault("/from", "write either from or \(name), not both")
            return nil
        default: return from.map { .from($0) } ?? id.map { .pool(id: $0) }
        }
    }
}
