import CountersignCore
import CountersignKeys
import CountersignTemplates

/// Templates and policies, loaded and checked together.
struct Assets: Sendable {
    /// The templates.
    let templates: TemplateLibrary
    /// The policies.
    let policies: PolicyFolder

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

    /// Loads both: all or nothing, every finding at once.
    static func load(
        _ places: Places,
        configuration: Configuration?,
        in surroundings: Surroundings,
        sha256: ([UInt8]) -> [UInt8]
    ) throws(CommandFailure) -> (assets: Assets?, findings: [Finding]) {
        let templates = TemplateFolder.load(
            try Folders.find(
                "Templates",
                option: places.templates,
                configured: configuration?.templates,
                in: surroundings
            ),
            sha256: sha256
        )
        let policies = PolicyFolder.load(
            try Folders.find(
                "Policies",
                option: places.policies,
                configured: configuration?.policies,
                in: surroundings
            )
        )
        let findings = templates.findings + policies.findings
        guard let library = templates.library, let folder = policies.policies else {
            return (nil, findings)
        }
        return (Assets(templates: library, policies: folder), findings)
    }
}
