/// Names of settings whose values are secrets, whatever the kind of provider.
enum SecretName {
    private static let suffixes = ["secret", "token", "password", "key", "keys", "service_account"]

    /// Whether a setting's value must not be shown: `auth_token`, `signing_keys`, `key`; not `key_id`.
    static func isOne(_ name: String) -> Bool {
        let name = name.lowercased()
        return suffixes.contains { name.hasSuffix($0) }
    }

    /// Whether a line of text that can't be read further may hold the value of such a setting.
    static func mayStand(in line: String) -> Bool {
        let line = line.lowercased()
        return ["secret", "token", "password", "_key", "key:", "key\"", "service_account"]
            .contains { line.contains($0) }
    }
}
