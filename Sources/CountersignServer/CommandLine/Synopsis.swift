/// What a command is called and takes; its help is made from this.
struct Synopsis: Sendable {
    /// One long option.
    struct Option: Sendable {
        /// The name without its dashes.
        let name: String
        /// The word for its value in the help; nil for a flag.
        let value: String?
        /// What it does, one line.
        let summary: String
        /// Whether the command can't do without it.
        let isRequired: Bool
        /// Whether it may stand more than once.
        let repeats: Bool

        /// An option that takes a value.
        static func value(
            _ name: String,
            _ value: String,
            _ summary: String,
            isRequired: Bool = false,
            repeats: Bool = false
        ) -> Option {
            Option(
                name: name,
                value: value,
                summary: summary,
                isRequired: isRequired,
                repeats: repeats
            )
        }

        /// An option that is there or not.
        static func flag(_ name: String, _ summary: String) -> Option {
            Option(name: name, value: nil, summary: summary, isRequired: false, repeats: false)
        }

        static let json = Option.flag("json", "print JSON for programs")
        static let config = Option.value(
            "config",
            "FILE",
            "configuration file (default: countersign.json5)"
        )
        static let templates = Option.value("templates", "FOLDER", "folder of templates")
        static let policies = Option.value("policies", "FOLDER", "folder of policies")
    }

    /// One word that is no option.
    struct Parameter: Sendable {
        /// The word for it in the help, upper case.
        let name: String
        /// What it is, one line.
        let summary: String
        /// Whether the command can't do without it.
        var isRequired = true
        /// Whether the last one may stand more than once.
        var repeats = false
    }

    /// The words that call it: `["keys", "api", "create"]`.
    let words: [String]
    /// What it does, one line without a full stop.
    let summary: String
    /// Words that are no options, in order.
    var parameters: [Parameter] = []
    /// Long options, in the order of the help.
    var options: [Option] = []
    /// Lines that can be typed as they stand.
    let examples: [String]
    /// More to know, in whole sentences; empty for nothing.
    var detail = ""

    /// The name as it is typed.
    var name: String { (["countersign"] + words).joined(separator: " ") }
}
