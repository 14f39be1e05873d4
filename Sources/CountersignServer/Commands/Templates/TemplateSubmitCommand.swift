import CountersignCore
import CountersignMessaging
import CountersignTemplates

/// `countersign template submit`.
struct TemplateSubmitCommand: Command {
    static let synopsis = Synopsis(
        words: ["template", "submit"],
        summary: "ask WhatsApp to approve a brand's templates",
        options: [
            .value("brand", "BRAND", "default: default"),
            .value("locale", "TAG", "one language (default: all of the brand's)"),
            .flag("dry-run", "print the requests and send nothing; needs no configuration"),
            .value("provider", "NAME", "the provider, where there are several for WhatsApp"),
            .templates, .config, .json,
        ],
        examples: [
            "countersign template submit --dry-run",
            "countersign template submit --brand example-shoes --locale de --dry-run --json",
        ],
        detail: """
            Templates that several files share are sent once. Direct Send needs no approval. Exit status 0 when
            all were taken, 1 when one was refused, 75 when the platform could not be reached.
            """
    )

    private let options: TemplateOptions
    private let provider: String?
    private let isDry: Bool
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        options = try TemplateOptions(arguments)
        provider = arguments.value("provider")
        isDry = arguments.has("dry-run")
        isJSON = arguments.has("json")
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let approvals = try options.approvals(proves: true, in: surroundings)
        let console = surroundings.console
        if approvals.isEmpty {
            console.note("There is nothing to approve: no template for WhatsApp needs it.")
            if isJSON { console.result("[]") }
            return .done
        }
        if isDry {
            show(approvals, on: console)
            return .done
        }
        let provider = try options.provider(named: provider, in: surroundings)
        var rows: [JSONValue] = []
        var status = ExitStatus.done
        for approval in approvals {
            let answer = WhatsAppTemplateAnswer(
                await surroundings.send(provider.creation(of: approval))
            )
            rows.append(row(of: approval, answer))
            if !isJSON { console.result(line(of: approval, answer, console)) }
            switch answer {
            case .taken: break
            case .refused: status = .findings
            case .unanswered: if status == .done { status = .tryAgainLater }
            }
        }
        if isJSON { console.result(JSONText.text(.array(rows))) }
        return status
    }

    // MARK: - Dry run

    private func show(_ approvals: [WhatsAppApproval], on console: Console) {
        let path = "/\(WhatsAppCloudProvider.accountPlaceholder)/message_templates"
        if isJSON {
            let requests = approvals.map { approval in
                JSONValue.object([
                    JSONMember("method", .string("POST")), JSONMember("path", .string(path)),
                    JSONMember("file", .string(approval.file)),
                    JSONMember("body", approval.request),
                ])
            }
            return console.result(JSONText.text(.array(requests)))
        }
        for approval in approvals {
            console.note("# \(approval.file)")
            console.result("POST \(path)")
            console.result("Content-Type: application/json")
            console.result()
            console.result(JSONText.indented(approval.request))
            console.result()
        }
        console.note("\(approvals.count) requests; nothing was sent.")
    }

    // MARK: - Answers

    private func line(
        of approval: WhatsAppApproval,
        _ answer: WhatsAppTemplateAnswer,
        _ console: Console
    ) -> String {
        let name = "\(approval.name) (\(approval.language), \(approval.category.rawValue))"
        switch answer {
        case .taken(let json):
            let submission = WhatsAppSubmission(json)
            let moved =
                submission.category == approval.category.rawValue || submission.category.isEmpty
                ? "" : console.bad("; the platform made it \(submission.category)")
            return "\(name): \(console.good(submission.status))\(moved)"
        case .refused(let code, let words):
            let number = code.map { " \($0)" } ?? ""
            return "\(name): \(console.bad("refused\(number)")): \(words)"
        case .unanswered(let reason): return "\(name): \(console.bad("no answer")): \(reason)"
        }
    }

    private func row(
        of approval: WhatsAppApproval,
        _ answer: WhatsAppTemplateAnswer
    ) -> JSONValue {
        var members = TemplateStatusCommand.members(of: approval)
        switch answer {
        case .taken(let json):
            let submission = WhatsAppSubmission(json)
            members.append(JSONMember("result", .string("taken")))
            members.append(JSONMember("status", .string(submission.status)))
            members.append(JSONMember("id", submission.id.map { .string($0) } ?? .null))
        case .refused(let code, let words):
            members.append(JSONMember("result", .string("refused")))
            members.append(JSONMember("code", code.map { .integer($0) } ?? .null))
            members.append(JSONMember("reason", .string(words)))
        case .unanswered(let reason):
            members.append(JSONMember("result", .string("unanswered")))
            members.append(JSONMember("reason", .string(reason)))
        }
        return .object(members)
    }
}
