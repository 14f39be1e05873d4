import CountersignCore
import CountersignMessaging

/// Providers as far as they could be read.
struct ReadProviders {
    /// Those without a fault.
    var usable: [any Provider] = []
    /// Limits that the file gives.
    var limits: [String: ProviderLimits] = [:]
    /// Every name in the file; the channel where it could be read.
    var channels: [(name: String, channel: Channel?)] = []
    /// What they take, by name, where they say it.
    var prices: [String: ProviderPrices] = [:]

    func channel(of name: String) -> Channel?? {
        // A kind that serves one channel need not be told.
        usable.first { $0.name == name }.map { .some($0.channel) }
            ?? channels.first { $0.name == name }.map(\.channel)
    }
}

extension SettingsReader {
    /// Settings that every kind of provider has.
    static let common = ["limits", "prices"]

    mutating func providers(
        in top: Section,
        publicURL: String,
        from world: SettingsWorld
    ) -> ReadProviders {
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
            read.prices[member.name] = prices(of: member.value, at: pointer)
            if let provider = provider(member, at: pointer, publicURL: publicURL, from: world) {
                read.usable.append(provider)
                read.limits[member.name] = limits(of: provider, member.value, at: pointer)
            }
        }
        return read
    }

    private mutating func provider(
        _ member: JSONMember,
        at pointer: String,
        publicURL: String,
        from world: SettingsWorld
    ) -> (any Provider)? {
        // Another kind has other settings: nothing more can be said about them.
        guard let section = object(member.value, at: pointer), let kind = kind(in: section),
            // A command that sends nothing runs where the secrets are not.
            world.readsSecrets
        else { return nil }
        let settings = ProviderSettings(
            name: member.name,
            members: .object(section.members.filter { !SettingsReader.common.contains($0.name) }),
            secrets: secrets(of: kind, in: section, from: world),
            callbackURL: "\(publicURL)/v1/callbacks/\(member.name)",
            crypto: .libcrypto
        )
        switch kind.configured(settings) {
        case .success(let provider): return provider
        case .failure(let faults):
            note(faults, at: pointer)
            return nil
        }
    }

    /// Every secret of a provider, by its place below the provider's object.
    ///
    /// A mapping's own objects may look like one; there only the two known places count.
    private mutating func secrets(
        of kind: ProviderKind,
        in section: Section,
        from world: SettingsWorld
    ) -> [String: [UInt8]] {
        var secrets: [String: [UInt8]] = [:]
        for member in section.members {
            let place = "/" + JSONPointer.escape(member.name)
            if kind == .webhook ? member.name == "secret" : member.value.namesSecret {
                let secret = secret(member.name, in: section, from: world)
                secrets[place] = secret?.withText { Array($0.utf8) }
            } else if kind != .webhook || member.name == "receipts",
                let inner = member.value.object
            {
                let below = Section(pointer: section.pointer + place, members: inner)
                for member in inner
                where kind == .webhook ? member.name == "secret" : member.value.namesSecret {
                    let secret = secret(member.name, in: below, from: world)
                    secrets[place + "/" + JSONPointer.escape(member.name)] = secret?.withText {
                        Array($0.utf8)
                    }
                }
            }
        }
        return secrets
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
