import CountersignCore
import CountersignMessaging
import CountersignTemplates

/// `countersign template status`.
struct TemplateStatusCommand: Command {
    static let synopsis = Synopsis(
        words: ["template", "status"],
        summary: "compare what WhatsApp has approved with the folder",
        options: [
            .value("brand", "BRAND", "default: default"),
            .value("locale", "TAG", "one language (default: all of the brand's)"),
            .value("provider", "NAME", "the provider, where there are several for WhatsApp"),
            .templates, .config, .json,
        ],
        examples: [
            "countersign template status",
            "countersign template status --brand example-shoes --json",
        ],
        detail: """
            Names each drift: missing, language_missing, pending, rejected, unusable, category_differs,
            text_differs. Exit status 0 without any, 1 with some, 75 when the platform could not be reached.
            """
    )

    /// Most pages of an account's templates that are read.
    private static let pagesMax = 100

    private let options: TemplateOptions
    private let provider: String?
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        options = try TemplateOptions(arguments)
        provider = arguments.value("provider")
        isJSON = arguments.has("json")
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let approvals = try options.approvals(in: surroundings)
        let provider = try options.provider(named: provider, in: surroundings)
        let kept = try await templates(of: provider, in: surroundings)
        let found = approvals.map { ($0, WhatsAppTemplateDrift.all(of: $0, among: kept)) }
        let isClean = found.allSatisfy { $0.1.isEmpty }
        if isJSON {
            let rows = found.map { row(of: $0.0, $0.1) }
            surroundings.console.result(JSONText.text(.array(rows)))
        } else {
            for (approval, drifts) in found { show(approval, drifts, on: surroundings.console) }
        }
        return isClean ? .done : .findings
    }

    private func templates(
        of provider: WhatsAppCloudProvider,
        in surroundings: Surroundings
    ) async throws(CommandFailure) -> [WhatsAppKeptTemplate] {
        var kept: [WhatsAppKeptTemplate] = []
        var cursor: String?
        for _ in 0..<TemplateStatusCommand.pagesMax {
            let request = provider.templateList(after: cursor)
            switch WhatsAppTemplateAnswer(await surroundings.send(request)) {
            case .taken(let json):
                let page = WhatsAppTemplatePage(json)
                kept += page.templates
                guard let next = page.cursor else { return kept }
                cursor = next
            case .refused(let code, let words):
                throw CommandFailure(
                    .refused,
                    "the platform refuses the list" + (code.map { " (\($0))" } ?? "") + ": \(words)"
                )
            case .unanswered(let reason):
                throw CommandFailure(.tryAgainLater, "the platform did not answer: \(reason)")
            }
        }
        throw CommandFailure(.unusable, "the account has more templates than can be read")
    }

    // MARK: - Output

    private func show(
        _ approval: WhatsAppApproval,
        _ drifts: [WhatsAppTemplateDrift],
        on console: Console
    ) {
        let name = "\(approval.name) (\(approval.language), \(approval.category.rawValue))"
        if drifts.isEmpty { return console.result("\(name): \(console.good("approved"))") }
        for drift in drifts {
            console.result("\(name): \(console.bad(drift.word)): \(drift.words)")
        }
        console.note("  \(approval.file)")
    }

    private func row(
        of approval: WhatsAppApproval,
        _ drifts: [WhatsAppTemplateDrift]
    ) -> JSONValue {
        let list = drifts.map { drift in
            JSONValue.object([
                JSONMember("drift", .string(drift.word)),
                JSONMember("detail", .string(drift.words)),
            ])
        }
        return .object(
            TemplateStatusCommand.members(of: approval) + [JSONMember("drifts", .array(list))]
        )
    }

    /// What names a template for a program.
    static func members(of approval: WhatsAppApproval) -> [JSONMember] {
        [
            JSONMember("name", .string(approval.name)),
            JSONMember("language", .string(approval.language)),
            JSONMember("category", .string(approval.category.rawValue)),
            JSONMember("file", .string(approval.file)),
        ]
    }
}
