import CountersignCore
import CountersignKeys
import CountersignTemplates
import Foundation

/// `countersign template check`.
struct TemplateCheckCommand: Command {
    static let synopsis = Synopsis(
        words: ["template", "check"],
        summary: "prove what every template can come to, over every payment that there can be",
        parameters: [
            .init(name: "FOLDER", summary: "a folder of templates", isRequired: false)
        ],
        options: [
            .value("brand", "BRAND", "show this brand only"),
            .value("locale", "TAG", "show this language only"),
            .value(
                "largest",
                "MONEY",
                "a currency that is taken, with its largest amount (default: all there are)",
                repeats: true
            ),
            .value("payee", "NAME", "a payee that there is (default: any name)", repeats: true),
            .value(
                "origin",
                "HOST",
                "a checkout's host that there is (default: any)",
                repeats: true
            ),
            .flag("fix", "put plain characters for typographic ones that cost another SMS part"),
            .templates, .config, .json,
        ],
        examples: [
            "countersign template check",
            "countersign template check Templates --locale de --largest \"5000.00 EUR\" --fix",
            "countersign template check --payee \"Acme Shoes\" --origin shop.example --json",
        ],
        detail:
            "Exit status 0 clean or advice only, 1 faults, 2 a folder that can't be read. A folder with "
            + "faults is never put in force."
    )

    private let folder: String?
    private let config: String?
    private let brand: String?
    private let locale: String?
    private let space: TemplateSpace
    private let fixes: Bool
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        folder =
            arguments.parameter(0).isEmpty ? arguments.value("templates") : arguments.parameter(0)
        config = arguments.value("config")
        brand = arguments.value("brand")
        locale = arguments.value("locale")
        fixes = arguments.has("fix")
        isJSON = arguments.has("json")
        space = try TemplateCheckCommand.space(arguments)
    }

    private static func space(_ arguments: Arguments) throws(UsageFault) -> TemplateSpace {
        var space = TemplateSpace()
        if arguments.has("largest") { space.largest = [] }
        for text in arguments.values("largest") {
            do throws(AmountFault) { space.largest.append(try Amount(parsing: text)) } catch {
                throw UsageFault("--largest '\(text)' is no amount. \(error.advice)")
            }
        }
        if arguments.has("payee") { space.payees = [] }
        for name in arguments.values("payee") {
            space.payees?.append(try MerchantFacts.name(name, of: "--payee"))
        }
        if arguments.has("origin") { space.origins = [] }
        for host in arguments.values("origin") {
            space.origins?.append(try MerchantFacts.origin(host))
        }
        return space
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let found = try TemplateOptions.folder(option: folder, config: config, in: surroundings)
        var checked = TemplateFolder.check(found, space: space, sha256: SHA256.hash)
        if fixes, !checked.replacements.isEmpty {
            try write(checked, in: found, surroundings)
            checked = TemplateFolder.check(found, space: space, sha256: SHA256.hash)
        }
        checked.templates = checked.templates.filter { result in
            (brand ?? result.key.brand) == result.key.brand
                && (locale ?? result.locale) == result.locale
        }
        let console = surroundings.console
        if isJSON {
            console.result(TemplateReportJSON.text(checked))
        } else {
            FindingReport.show(checked.errors, warnings: checked.advice, on: console)
            if !checked.templates.isEmpty {
                console.note()
                console.output(TemplateReportTable.text(checked.templates))
            }
            if !checked.replacements.isEmpty {
                console.note("'countersign template check --fix' writes what is advised above.")
            }
        }
        return checked.errors.isEmpty ? .done : .findings
    }

    /// Writes the stand-ins into their files, each whole or not at all.
    private func write(
        _ report: TemplateReport,
        in folder: Folders.Found,
        _ surroundings: Surroundings
    ) throws(CommandFailure) {
        for (path, replacements) in Dictionary(grouping: report.replacements, by: \.path)
            .sorted(by: { $0.key < $1.key })
        {
            let file = "\(folder.path)/\(path)"
            guard let text = Files.text(file) else { continue }
            let fixed = TemplateReplacement.applied(replacements, to: text)
            let target = URL(fileURLWithPath: file).resolvingSymlinksInPath()
            do { try Data(fixed.utf8).write(to: target, options: .atomic) } catch {
                throw .unusable("can't write \(path)", hint: "its folder must be writable too")
            }
            surroundings.console.note("\(folder.name)/\(path): \(replacements.count) replaced")
        }
    }
}
