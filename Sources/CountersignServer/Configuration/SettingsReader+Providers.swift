import CountersignCore
import CountersignMessaging

/// Providers as far as they could be read.
struct ReadProviders {
    /// Those without a fault.
    var usable: [any Provider] = []
    /// Every name in the file; the channel where it could be read.
    var channels: [(name: String, channel: Channel?)] = []

    func channel(of name: String) -> Channel?? {
        channels.first { $0.name == name }.map(\.channel)
    }
}

/// The kinds of providers that there are.
enum ProviderKind: String, CaseIterable {
    /// A signed JSON POST to any URL, or what a mapping makes of it.
    case webhook
}

extension SettingsReader {
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
            let channel = member.value["channel"]?.string.flatMap(Channel.init(rawValue:))
            read.channels.append((member.name, channel))
            let pointer = all.pointer(to: member.name)
            if let provider = provider(member, at: pointer, from: world) {
                read.usable.append(provider)
            }
        }
        return read
    }

    private mutating func provider(
        _ member: JSONMember,
        at pointer: String,
        from world: SettingsWorld
    ) -> (any Provider)? {
        // Another kind has other settings: nothing more can be said about them.
        guard let section = object(member.value, at: pointer), kind(in: section) != nil else {
            return nil
        }
        var secret: Secret?
        if section.value("secret") != nil {
            secret = self.secret("secret", in: section, from: world)
        }
        var reportSecret: Secret?
        if let receipts = section.value("receipts"), receipts["secret"] != nil,
            let inner = object(receipts, at: section.pointer(to: "receipts"))
        {
            reportSecret = self.secret("secret", in: inner, from: world)
        }
        let result = WebhookProvider.configured(
            name: member.name,
            settings: member.value,
            secret: secret?.withText { Array($0.utf8) },
            receiptSecret: reportSecret?.withText { Array($0.utf8) },
            crypto: .libcrypto
        )
        switch result {
        case .success(let provider): return provider
        case .failure(let faults):
            note(faults, at: pointer)
            return nil
        }
    }

    /// The provider's own faults at their places in this file.
    private mutating func note(_ found: ProviderSettingsFaults, at pointer: String) {
        for fault in found.faults {
            let place = pointer + fault.pointer
            // A secret that could not be read has its finding already.
            if fault.pointer.hasSuffix("/secret"), hasFault(in: place) { continue }
            self.fault(place, fault.detail)
        }
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
