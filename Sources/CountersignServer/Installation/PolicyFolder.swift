import CountersignCore
import CountersignPolicy

/// The policies of an installation: `default.policy`, and `<merchant>.policy` where one has its own.
///
/// Folders within hold lists and examples; a policy there is nobody's.
struct PolicyFolder: Sendable {
    /// One policy with its text, which the store keeps by version.
    struct Entry: Equatable, Sendable {
        /// The policy.
        let policy: Policy
        /// Its whole text.
        let text: String
    }

    static let suffix = ".policy"
    static let listSuffix = ".txt"
    static let standardName = "default"

    /// The policy of merchants without one of their own.
    let standard: Entry
    /// Policies of single merchants.
    let merchants: [MerchantID: Entry]

    /// Every policy.
    var policies: [Policy] { [standard.policy] + merchants.values.map(\.policy) }

    /// The policy of a merchant.
    func entry(of merchant: MerchantID) -> Entry { merchants[merchant] ?? standard }

    /// Reads one policy, with what only the system knows: whether there is such a time zone.
    static func read(
        _ text: String,
        file: String,
        list: (_ path: String) -> String?
    ) -> (policy: Policy?, findings: [Finding]) {
        let parsed = Policy.parse(text, file: file, list: list)
        guard let zone = parsed.policy?.timeZone, !TimeZoneOffset.exists(zone) else {
            return parsed
        }
        let finding = Finding(
            file: file,
            message: "this system knows no time zone '\(zone)'; write one such as Europe/Berlin"
        )
        return (nil, [finding])
    }

    /// Loads a folder: all or nothing, every finding at once.
    static func load(_ folder: Folders.Found) -> (policies: PolicyFolder?, findings: [Finding]) {
        let files = Files.texts(
            below: folder.path,
            called: folder.name,
            endings: [suffix, listSuffix]
        )
        var findings = files.findings
        var standard: Entry?
        var merchants: [MerchantID: Entry] = [:]
        for (path, text) in files.texts.sorted(by: { $0.key < $1.key })
        where path.hasSuffix(suffix) && !path.contains("/") {
            let file = "\(folder.name)/\(path)"
            let parsed = read(text, file: file) { files.texts[$0] }
            findings += parsed.findings
            let name = String(path.dropLast(suffix.count))
            let entry = parsed.policy.map { Entry(policy: $0, text: text) }
            if name == standardName {
                standard = entry
            } else if let merchant = MerchantID(name) {
                merchants[merchant] = entry
            } else {
                findings.append(
                    Finding(
                        file: file,
                        message: "a policy file is named default.policy, or after a merchant's id"
                    )
                )
            }
        }
        if files.texts["\(standardName)\(suffix)"] == nil {
            findings.append(
                Finding(
                    file: "\(folder.name)/\(standardName)\(suffix)",
                    message: "this file is missing; merchants without a policy of their own take it"
                )
            )
        }
        guard findings.isEmpty, let standard else { return (nil, findings) }
        return (PolicyFolder(standard: standard, merchants: merchants), [])
    }
}
