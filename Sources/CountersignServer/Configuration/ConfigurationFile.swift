import CountersignCore
import CountersignMessaging

/// Reads `countersign.json5`.
///
/// Source: cli.md, "Configuration".
enum ConfigurationFile {
    /// The name that commands look for.
    static let defaultName = "countersign.json5"
    /// Largest file that is read in bytes.
    static let bytesMax = 1_048_576

    /// What reading came to.
    struct Report: Sendable {
        /// The configuration; nil when a finding stands in the way.
        let configuration: Configuration?
        /// What stands in the way, in the order of the file.
        let findings: [Finding]
        /// What works but is probably not meant, in the order of the file.
        let warnings: [Finding]
    }

    /// Reads a file.
    /// - Parameter readsSecrets: whether providers are made, with their secrets.
    /// - Throws: when there is no such file or it can't be read.
    static func load(
        _ name: String,
        readsSecrets: Bool = true,
        in surroundings: Surroundings
    ) throws(CommandFailure) -> Report {
        let path = surroundings.path(name)
        guard Files.exists(path) else {
            throw .unusable(
                "there is no configuration file \(name)",
                hint: "write one with 'countersign init', or name it: --config FILE"
            )
        }
        guard let text = Files.text(path, bytesMax: bytesMax) else {
            throw .unusable(
                "the configuration file \(name) can't be read",
                hint: "it must be UTF-8 text, readable by this user, at most \(bytesMax) bytes"
            )
        }
        let world = SettingsWorld(
            environment: surroundings.environment,
            folder: Path.folder(of: path),
            readsSecrets: readsSecrets
        )
        return read(SourceText(file: name, text: text), from: world)
    }

    /// Reads a text.
    static func read(_ source: SourceText, from world: SettingsWorld) -> Report {
        do {
            let document = try JSONReader.readWithPlaces(source.bytes)
            let masked = source.masking(
                stringsAt: literalSecrets(in: document.value).compactMap { document.offsets[$0] }
            )
            var reader = SettingsReader(masked, offsets: document.offsets)
            let configuration = reader.configuration(document.value, from: world)
            return Report(
                configuration: reader.findings.isEmpty ? configuration : nil,
                findings: inOrder(reader.findings),
                warnings: inOrder(reader.warnings)
            )
        } catch {
            return Report(
                configuration: nil,
                findings: [syntaxFinding(error, in: source)],
                warnings: []
            )
        }
    }

    private static func syntaxFinding(_ fault: JSONFault, in source: SourceText) -> Finding {
        let finding = source.finding(at: fault.offset, fault.reason)
        // What is not JSON can't be masked: a line that speaks of a secret is not shown.
        guard SecretName.mayStand(in: finding.text) else { return finding }
        return Finding(
            file: finding.file,
            line: finding.line,
            column: finding.column,
            message: finding.message,
            text: String(repeating: "*", count: finding.text.count)
        )
    }

    /// Places of secrets that stand in the file as they are.
    private static func literalSecrets(in document: JSONValue) -> [String] {
        (document["providers"]?.object ?? []).flatMap { provider in
            literals(in: provider.value, at: "/providers/\(JSONPointer.escape(provider.name))")
        }
    }

    /// Texts of one object, and of the objects in it, that have the name of a secret, or whose object
    /// has.
    private static func literals(
        in object: JSONValue,
        at place: String,
        isBelowSecrets: Bool = false
    ) -> [String] {
        (object.object ?? []).flatMap { member -> [String] in
            let below = "\(place)/\(JSONPointer.escape(member.name))"
            let isSecret = isBelowSecrets || SecretName.isOne(member.name)
            if let text = member.value.string {
                return isSecret || holdsCredentials(text) ? [below] : []
            }
            // Where a secret is read from may be shown.
            if member.value.namesSecret { return [] }
            return literals(in: member.value, at: below, isBelowSecrets: isSecret)
        }
    }

    /// Whether a text is a URL with a user name or password in front of its host.
    private static func holdsCredentials(_ text: String) -> Bool {
        guard let scheme = text.firstRange(of: "://") else { return false }
        return text[scheme.upperBound...].prefix { !"/?#".contains($0) }.contains("@")
    }

    private static func inOrder(_ findings: [Finding]) -> [Finding] {
        findings.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }
}
