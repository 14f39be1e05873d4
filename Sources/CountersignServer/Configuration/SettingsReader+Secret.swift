import CountersignCore
import Foundation

/// Where secrets and files come from while a configuration is read.
struct SettingsWorld: Sendable {
    /// Environment variables.
    let environment: [String: String]
    /// Absolute path of the configuration's folder.
    let folder: String
    /// Whether providers are made, with their secrets; else what is known without them is enough.
    var readsSecrets = true

    /// The absolute path of a path in the configuration.
    func path(_ path: String) -> String { Path.resolve(path, against: folder) }
}

extension SettingsReader {
    /// Largest secret that is read in bytes.
    static let secretBytesMax = 4_096

    /// A secret: `{"env": "NAME"}` or `{"file": "path"}`, never the secret itself.
    mutating func secret(_ name: String, in section: Section, from world: SettingsWorld) -> Secret?
    {
        let pointer = section.pointer(to: name)
        let form = "{ env: \"NAME\" } or { file: \"secrets/\(name)\" }"
        guard let value = section.value(name) else {
            fault(section.pointer, "'\(name)' is missing here: \(form)")
            return nil
        }
        if value.string != nil {
            fault(
                pointer,
                "a secret never stands in the configuration, which is copied, diffed and mailed; "
                    + "write \(form), and replace this one, for it has been seen"
            )
            return nil
        }
        guard let place = self.section(value, at: pointer, known: ["env", "file"]) else {
            return nil
        }
        guard place.members.count == 1 else {
            fault(pointer, "'\(name)' takes exactly one of both: \(form)")
            return nil
        }
        if let variable = text("env", in: place) {
            let value = world.environment[variable] ?? ""
            guard let secret = usable(value) else {
                fault(
                    place.pointer(to: "env"),
                    value.utf8.count > SettingsReader.secretBytesMax
                        ? "the environment variable \(variable) is too long for a secret"
                        : "the environment variable \(variable) is not set; "
                            + "set it before the service starts"
                )
                return nil
            }
            return secret
        }
        guard let path = text("file", in: place) else { return nil }
        return secret(file: path, at: place.pointer(to: "file"), from: world)
    }

    private mutating func secret(
        file path: String,
        at pointer: String,
        from world: SettingsWorld
    ) -> Secret? {
        let file = world.path(path)
        guard let data = FileManager.default.contents(atPath: file),
            let text = String(validating: data, as: UTF8.self)
        else {
            fault(pointer, "the file \(path) can't be read; write the secret into it, mode 0600")
            return nil
        }
        guard let secret = usable(text) else {
            fault(pointer, "the file \(path) holds no usable secret: it is empty or very long")
            return nil
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        if let mode = attributes?[.posixPermissions] as? Int, mode & 0o077 != 0 {
            warn(pointer, "others may read the file \(path); take that away: chmod 600 \(path)")
        }
        return secret
    }

    /// The secret in a text: without the line end that editors and mounted secrets leave behind.
    private func usable(_ text: String) -> Secret? {
        let bare = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard (1...SettingsReader.secretBytesMax).contains(bare.utf8.count) else { return nil }
        return Secret(bare)
    }
}
