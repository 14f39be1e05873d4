import CountersignCore

/// Every command, in the order of the help.
enum CommandTable {
    static let all: [any Command.Type] = [
        DemoCommand.self, InitCommand.self, ServeCommand.self, ConfigCheckCommand.self,
        MerchantsAddCommand.self, MerchantsSetCommand.self, MerchantsListCommand.self,
        MerchantsShowCommand.self,
        KeysAPICreateCommand.self, KeysAPIListCommand.self, KeysAPIRevokeCommand.self,
        WebhooksAddCommand.self, WebhooksListCommand.self, WebhooksTestCommand.self,
        WebhooksRemoveCommand.self,
        KeysListCommand.self, KeysRotateCommand.self, KeysVerifyCommand.self,
        ConfirmCommand.self, VerifyCommand.self, ReceiptVerifyCommand.self,
        PolicyCheckCommand.self, PolicyExplainCommand.self, PolicyFormatCommand.self,
        PolicyTestCommand.self, PolicyBacktestCommand.self, PolicyPutCommand.self,
        PolicyHistoryCommand.self, PolicyDiffCommand.self, PolicyRollbackCommand.self,
        TemplateCheckCommand.self, TemplateShowCommand.self, TemplateSubmitCommand.self,
        TemplateStatusCommand.self, ReportDeliveryCommand.self, ReportEducationCommand.self,
        ReportPolicyCommand.self, SimulateCommand.self,
        BenchCommand.self,
    ]

    /// What the first words of the arguments name.
    enum Finding {
        /// One command.
        case command(any Command.Type)
        /// The help of a group, asked for.
        case help([String])
        /// A group without a command.
        case incomplete([String])
        /// No command.
        case unknown(CommandFailure)
    }

    /// The command that the first words name.
    static func find(_ words: [String], among table: [any Command.Type]) -> Finding {
        var group: [String] = []
        for word in words {
            if word == "--help" || word == "-h" { return .help(group) }
            let deeper = group + [word]
            let candidates = table.filter { $0.synopsis.words.starts(with: deeper) }
            guard !candidates.isEmpty else {
                return .unknown(unknown(word, in: group, among: table))
            }
            if let exact = candidates.first(where: { $0.synopsis.words == deeper }) {
                return .command(exact)
            }
            group = deeper
        }
        return .incomplete(group)
    }

    private static func unknown(
        _ word: String,
        in group: [String],
        among table: [any Command.Type]
    ) -> CommandFailure {
        let known = table.map { $0.synopsis.words }
            .filter { $0.starts(with: group) && $0.count > group.count }
            .map { $0[group.count] }
        let kind = word.hasPrefix("-") ? "option" : "command"
        let name = (["countersign"] + group).joined(separator: " ")
        return .unusable(
            "unknown \(kind) '\(word)'" + Arguments.suggestion(for: word, among: known),
            hint: "'\(name) --help' lists what there is"
        )
    }
}
