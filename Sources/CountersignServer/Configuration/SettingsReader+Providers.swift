import CountersignCore

/// Providers as far as they could be read.
struct ReadProviders {
    /// Those without a fault.
    var usable: [Configuration.ProviderSettings] = []
    /// Every name in the file; the channel where it could be read.
    var channels: [(name: String, channel: Channel?)] = []

    func channel(of name: String) -> Channel?? {
        channels.first { $0.name == name }.map(\.channel)
    }
}

/// The kinds of providers that there are.
enum ProviderKind: String, CaseIterable {
    /// A signed JSON POST to any URL.
    case webhook
}

extension SettingsReader {
    static let providerSettings = ["kind", "channel", "url", "secret", "headers", "body", "reply"]

    mutating func providers(in top: Section, from world: SettingsWorld) -> ReadProviders {
        var read = ReadProviders()
        guard let value = top.value("providers"), let all = object(value, at: "/providers") else {
            return read
        }
        for member in all.members {
            if MerchantID(member.name) == nil {
                fault(
                    name: member.name,
                    in: all,
                    "a provider's name is part of its callback URL; use lower-case letters, digits "
                        + "and hyphens, at most \(MerchantID.lengthMax)"
                )
            }
            let settings = provider(member, at: all.pointer(to: member.name), from: world)
            read.channels.append((member.name, settings.channel))
            if let usable = settings.usable { read.usable.append(usable) }
        }
        return read
    }

    private mutating func provider(
        _ member: JSONMember,
        at pointer: String,
        from world: SettingsWorld
    ) -> (channel: Channel?, usable: Configuration.ProviderSettings?) {
        guard let section = object(member.value, at: pointer) else { return (nil, nil) }
        guard kind(in: section) != nil else {
            // Another kind has other settings: nothing more can be said about them.
            let channel = section.value("channel")?.string.flatMap(Channel.init(rawValue:))
            return (channel, nil)
        }
        _ = self.section(member.value, at: pointer, known: SettingsReader.providerSettings)
        let channel = requiredText("channel", in: section, example: "\"sms\"").flatMap {
            word($0, at: section.pointer(to: "channel"), as: Channel.self, called: "channel")
        }
        let url = url("url", in: section, example: "https://sms.example/send")
        let secret = secret("secret", in: section, from: world)
        guard let channel, let url, let secret else { return (channel, nil) }
        let mapping = section.members.filter { ["headers", "body", "reply"].contains($0.name) }
        let settings = Configuration.ProviderSettings(
            name: member.name,
            channel: channel,
            url: url,
            secret: secret,
            mapping: mapping.isEmpty ? nil : .object(mapping)
        )
        return (channel, settings)
    }

    private mutating func kind(in section: Section) -> ProviderKind? {
        guard let text = requiredText("kind", in: section, example: "\"webhook\"") else {
            return nil
        }
        return word(
            text,
            at: section.pointer(to: "kind"),
            as: ProviderKind.self,
            called: "kind of provider"
        )
    }
}
