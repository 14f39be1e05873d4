import CountersignCore
import CountersignKeys
import CountersignPolicy

/// The policies of an installation: `default.policy`, and `<merchant>.policy` where one has its own.
///
/// Folders within hold lists and examples; a policy there is nobody's.
struct PolicyFolder: Sendable {
    /// One policy with its text and lists, which the store keeps by version.
    struct Entry: Equatable, Sendable {
        /// The policy.
        let policy: Policy
        /// Its whole text.
        let text: String
        /// The lists that it names.
        let lists: PolicyListTexts

        /// A policy with the texts of its lists.
        init(_ policy: Policy, text: String, list: (_ path: String) -> String?) {
            self.policy = policy
            self.text = text
            lists = PolicyListTexts(
                policy.lists.map { named in
                    let text = list(named.path) ?? ""
                    let digest = Hex.encode(SHA256.hash(Array(text.utf8)))
                    return PolicyListTexts.List(path: named.path, sha256: digest, text: text)
                }
            )
        }
    }

    static let suffix = ".policy"
    static let listSuffix = ".txt"
    static let standardName = "default"

    /// The policy of merchants without one of their own.
    var standard: Entry
    /// Policies of single merchants.
    var merchants: [MerchantID: Entry]

    /// Every policy.
    var policies: [Policy] { [standard.policy] + merchants.values.map(\.policy) }

    /// The policy of a merchant.
    func entry(of merchant: MerchantID) -> Entry { merchants[merchant] ?? standard }

    /// Whose policy holds for a merchant.
    func holder(of merchant: MerchantID) -> String {
        merchants[merchant] == nil ? PolicyFolder.standardName : merchant.text
    }

    /// The file of a holder's policy.
    static func file(of holder: String) -> String { holder + suffix }

    /// What loading a folder came to.
    typealias Loaded = (
        policies: PolicyFolder?, findings: [Finding], counterexamples: [PolicyExample]
    )

    /// The policies and lists of a folder as texts, by path.
    static func texts(
        of folder: Folders.Found
    ) -> (texts: [String: String], findings: [Finding]) {
        Files.texts(below: folder.path, called: folder.name, endings: [suffix, listSuffix])
    }

    /// Loads a folder: all or nothing, every finding at once.
    static func load(_ folder: Folders.Found) -> Loaded {
        let files = texts(of: folder)
        var findings = files.findings
        var counterexamples: [PolicyExample] = []
        var standard: Entry?
        var merchants: [MerchantID: Entry] = [:]
        for (path, text) in files.texts.sorted(by: { $0.key < $1.key })
        where path.hasSuffix(suffix) && !path.contains("/") {
            let file = "\(folder.name)/\(path)"
            let read = PolicyReadout(text, file: file) { files.texts[$0] }
            findings += read.findings
            counterexamples += read.counterexamples
            let name = String(path.dropLast(suffix.count))
            let entry = read.policy.map { Entry($0, text: text) { files.texts[$0] } }
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
        if files.texts[file(of: standardName)] == nil {
            findings.append(
                Finding(
                    file: "\(folder.name)/\(file(of: standardName))",
                    message: "this file is missing; merchants without a policy of their own take it"
                )
            )
        }
        guard findings.isEmpty, let standard else { return (nil, findings, counterexamples) }
        return (PolicyFolder(standard: standard, merchants: merchants), [], [])
    }
}
