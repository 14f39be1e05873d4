public import CountersignCore

/// What a provider is made from: its object of the configuration, with its secrets already read.
public struct ProviderSettings: Sendable {
    /// Its name in the configuration.
    public let name: String
    /// Its object, without the settings that all kinds share (`limits`, `prices`).
    public let members: JSONValue
    /// Secrets by their JSON Pointer below the object, such as `/auth_token`.
    ///
    /// Where a secret stands, the object holds `{env: …}` or `{file: …}`.
    public let secrets: [String: [UInt8]]
    /// Where the provider's callbacks reach the service, without a query.
    public let callbackURL: String
    /// The cryptographic steps.
    public let crypto: ProviderCrypto

    /// Settings of a provider.
    public init(
        name: String,
        members: JSONValue,
        secrets: [String: [UInt8]],
        callbackURL: String,
        crypto: ProviderCrypto
    ) {
        self.name = name
        self.members = members
        self.secrets = secrets
        self.callbackURL = callbackURL
        self.crypto = crypto
    }
}

extension ProviderSettingsReader {
    /// A text that must be there.
    mutating func requiredText(
        _ name: String,
        in settings: ProviderSettings,
        example: String
    ) -> String? {
        guard let value = settings.members[name] else {
            fault("/" + name, "\(name) is missing, such as \"\(example)\"")
            return nil
        }
        return text(value, at: "/" + name)
    }

    /// A secret; nil, with a fault where it is required, when there is none.
    mutating func secret(
        _ name: String,
        in settings: ProviderSettings,
        isRequired: Bool = true
    ) -> ProviderSecret? {
        let pointer = "/" + name
        if let bytes = settings.secrets[pointer] { return ProviderSecret(bytes) }
        guard let value = settings.members[name] else {
            if isRequired {
                fault(pointer, "\(name) is missing: {env: \"NAME\"} or {file: \"secrets/\(name)\"}")
            }
            return nil
        }
        refuseLiteral(value, name, at: pointer)
        return nil
    }

    /// A secret of printable ASCII, as it stands in header fields and queries.
    ///
    /// One that is empty would be matched by anybody who sends nothing.
    mutating func headerSecret(_ name: String, in settings: ProviderSettings) -> ProviderSecret? {
        guard let secret = secret(name, in: settings) else { return nil }
        let isPrintable = secret.withBytes { bytes in
            !bytes.isEmpty && bytes.allSatisfy { (0x21...0x7E).contains($0) }
        }
        guard isPrintable else {
            fault("/" + name, "the secret is empty, or has a blank or a character beyond ASCII")
            return nil
        }
        return secret
    }

    /// Secrets by the names that the provider gave them, in an object of their own.
    mutating func namedSecrets(
        _ name: String,
        in settings: ProviderSettings
    ) -> [String: ProviderSecret] {
        var secrets: [String: ProviderSecret] = [:]
        for member in object(settings.members[name], at: "/" + name) ?? [] {
            let pointer = "/" + name + "/" + JSONPointer.escape(member.name)
            if let bytes = settings.secrets[pointer] {
                secrets[member.name] = ProviderSecret(bytes)
            } else {
                refuseLiteral(member.value, member.name, at: pointer)
            }
        }
        return secrets
    }

    /// What names a secret that could not be read has its finding already.
    private mutating func refuseLiteral(_ value: JSONValue, _ name: String, at pointer: String) {
        guard !value.namesSecret else { return }
        let form = "{env: \"NAME\"} or {file: \"secrets/\(name)\"}"
        fault(
            pointer,
            value.object != nil
                ? "\(name) takes exactly one of both: \(form)"
                : "a secret never stands in the configuration; write \(form), "
                    + "and replace this one, for it has been seen"
        )
    }

    /// The channel, one of those that the kind serves.
    mutating func channel(
        in settings: ProviderSettings,
        among channels: [Channel]
    ) -> Channel? {
        let words = channels.map(\.rawValue).joined(separator: ", ")
        guard let value = settings.members["channel"] else {
            if channels.count == 1 { return channels[0] }
            fault("/channel", "the channel is missing: one of \(words)")
            return nil
        }
        guard let channel = word(value, as: Channel.self, at: "/channel") else { return nil }
        guard channels.contains(channel) else {
            fault("/channel", "this kind of provider serves \(words)")
            return nil
        }
        return channel
    }

    /// An absolute http or https URL without a slash at its end; `standard` where none is given.
    mutating func baseURL(
        _ name: String,
        in settings: ProviderSettings,
        standard: String
    ) -> String {
        guard let text = text(settings.members[name], at: "/" + name) else { return standard }
        guard isURL(text) else {
            fault("/" + name, "an absolute URL belongs here, such as \"\(standard)\"")
            return standard
        }
        if authority(of: text).contains("@") {
            fault("/" + name, "credentials don't belong in a URL; leave them out")
            return standard
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// Whether a text is an absolute http or https URL with a host and without a blank.
    func isURL(_ text: String) -> Bool {
        (text.hasPrefix("https://") || text.hasPrefix("http://"))
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && !authority(of: text).isEmpty
    }

    /// What stands between the two slashes of a URL's scheme and its path.
    private func authority(of url: String) -> Substring {
        guard let scheme = url.firstRange(of: "://") else { return "" }
        return url[scheme.upperBound...].prefix { !"/?#".contains($0) }
    }

    /// The provider, or every fault that was found.
    func finished<Made>(_ made: Made?) -> Result<Made, ProviderSettingsFaults> {
        guard faults.isEmpty, let made else {
            return .failure(ProviderSettingsFaults(faults: faults))
        }
        return .success(made)
    }
}

extension JSONValue {
    /// Whether it points to a secret: `{env: …}` or `{file: …}`.
    public var namesSecret: Bool {
        guard let members = object, members.count == 1 else { return false }
        return ["env", "file"].contains(members[0].name) && members[0].value.string != nil
    }
}
