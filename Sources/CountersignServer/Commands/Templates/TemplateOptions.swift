import CountersignCore
import CountersignKeys
import CountersignMessaging
import CountersignTemplates

/// What the commands about templates have in common: which folder, which brand, which configuration.
struct TemplateOptions: Sendable {
    /// The brand's folder.
    let brand: String
    /// One language; nil for all of the brand's.
    let locale: String?
    private let templates: String?
    private let config: String?

    init(_ arguments: Arguments) throws(UsageFault) {
        templates = arguments.value("templates")
        config = arguments.value("config")
        brand = try arguments.value("brand").map(MerchantFacts.brand) ?? "default"
        locale = arguments.value("locale")
    }

    /// The folder of an option, of a configuration, or where it is looked for.
    static func folder(
        option: String?,
        config: String?,
        in surroundings: Surroundings
    ) throws(CommandFailure) -> Folders.Found {
        var configured: String?
        if let config {
            configured = try Installation.configuration(config, in: surroundings).templates
        }
        return try Folders.find(
            "Templates",
            option: option,
            configured: configured,
            in: surroundings
        )
    }

    /// The library of the folder; its findings are shown where it has some.
    /// - Parameter proves: whether every template is proven too, as for what leaves this machine.
    func library(
        proves: Bool = false,
        in surroundings: Surroundings
    ) throws(CommandFailure) -> (library: TemplateLibrary, folder: String) {
        let folder = try TemplateOptions.folder(
            option: templates,
            config: config,
            in: surroundings
        )
        let library = try TemplateOptions.library(of: folder, proves: proves, in: surroundings)
        return (library, folder.name)
    }

    /// The library of a folder; its findings are shown where it has some.
    static func library(
        of folder: Folders.Found,
        proves: Bool = false,
        in surroundings: Surroundings
    ) throws(CommandFailure) -> TemplateLibrary {
        let loaded =
            proves
            ? TemplateFolder.load(folder, sha256: SHA256.hash)
            : TemplateFolder.read(folder, sha256: SHA256.hash)
        guard let library = loaded.library else {
            for finding in loaded.findings { surroundings.console.note(finding.rendered) }
            throw CommandFailure(.findings, "the templates in \(folder.name) have faults")
        }
        return library
    }

    /// What WhatsApp has to approve; shows what stands in the way.
    /// - Parameter proves: whether every template is proven too.
    func approvals(
        proves: Bool = false,
        in surroundings: Surroundings
    ) throws(CommandFailure) -> [WhatsAppApproval] {
        let (library, folder) = try library(proves: proves, in: surroundings)
        guard let look = library.brands[brand] else {
            let known = library.brands.keys.sorted()
            throw .unusable(
                "there is no brand '\(brand)'" + Arguments.suggestion(for: brand, among: known),
                hint: "\(folder) has \(known.joined(separator: ", "))"
            )
        }
        if let locale, !look.locales.contains(locale) {
            throw .unusable(
                "the brand '\(brand)' has no locale '\(locale)'",
                hint: "it has \(look.locales.joined(separator: ", "))"
            )
        }
        let (approvals, findings) = library.approvals(brand: brand, locale: locale)
        for finding in findings { surroundings.console.note(finding.rendered) }
        if !findings.isEmpty {
            throw CommandFailure(
                .findings,
                "some of the texts that WhatsApp has to approve are not in the files",
                hint: "see above"
            )
        }
        return approvals
    }

    /// The provider for WhatsApp by its name, or the only one of the configuration.
    func provider(
        named name: String?,
        in surroundings: Surroundings
    ) throws(CommandFailure) -> WhatsAppCloudProvider {
        let file = config ?? ConfigurationFile.defaultName
        let configuration = try Installation.configuration(
            file,
            readsSecrets: true,
            in: surroundings
        )
        let clouds = configuration.providers.compactMap { $0 as? WhatsAppCloudProvider }
        let names = clouds.map(\.name).joined(separator: ", ")
        let chosen = name.map { name in clouds.filter { $0.name == name } } ?? clouds
        guard let provider = chosen.first else {
            throw .unusable(
                "\(file) has no provider of the kind whatsapp-cloud"
                    + (name.map { " called '\($0)'" } ?? ""),
                hint: clouds.isEmpty
                    ? "add one to 'providers'; --dry-run needs none" : "there is \(names)"
            )
        }
        guard chosen.count == 1 else {
            throw .unusable(
                "\(file) has several providers for WhatsApp",
                hint: "choose one with --provider: \(names)"
            )
        }
        guard provider.knowsBusinessAccount else {
            throw .unusable(
                "the provider '\(provider.name)' does not say whose templates these are",
                hint: "add business_account_id: \"…\", the id of the WhatsApp Business account"
            )
        }
        return provider
    }
}
