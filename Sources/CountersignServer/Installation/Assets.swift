import CountersignCore
import CountersignKeys
import CountersignTemplates

/// Templates and policies, loaded and checked together.
struct Assets: Sendable {
    /// The templates.
    let templates: TemplateLibrary
    /// The policies.
    let policies: PolicyFolder

    /// What loading them came to.
    struct Loaded: Sendable {
        /// Both; nil when anything is wrong with either.
        let assets: Assets?
        /// Everything that is wrong.
        let findings: [Finding]
        /// Payments on which policies break their promises.
        let counterexamples: [PolicyExample]
        /// What the files looked like before they were read.
        let fingerprint: AssetFingerprint
    }

    /// Where templates and policies are looked for.
    struct Places: Sendable {
        /// The command's `--templates`, as typed.
        let templates: String?
        /// The command's `--policies`, as typed.
        let policies: String?

        init(_ arguments: Arguments) {
            templates = arguments.value("templates")
            policies = arguments.value("policies")
        }

        init(templates: String? = nil, policies: String? = nil) {
            self.templates = templates
            self.policies = policies
        }
    }

    /// Finds both folders.
    static func source(
        _ places: Places,
        configuration: Configuration?,
        in surroundings: Surroundings,
        sha256: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) throws(CommandFailure) -> AssetSource {
        AssetSource(
            templates: try Folders.find(
                "Templates",
                option: places.templates,
                configured: configuration?.templates,
                in: surroundings
            ),
            policies: try Folders.find(
                "Policies",
                option: places.policies,
                configured: configuration?.policies,
                in: surroundings
            ),
            sha256: sha256
        )
    }
}
