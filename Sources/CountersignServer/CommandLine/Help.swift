/// The help of one command, a group of commands, or the whole program.
enum Help {
    /// The help of one command.
    static func text(of synopsis: Synopsis) -> String {
        var usage = synopsis.name
        for parameter in synopsis.parameters {
            let word = parameter.name + (parameter.repeats ? "…" : "")
            usage += parameter.isRequired ? " \(word)" : " [\(word)]"
        }
        for option in synopsis.options where option.isRequired {
            usage += " --\(option.name)" + (option.value.map { " \($0)" } ?? "")
        }
        if synopsis.options.contains(where: { !$0.isRequired }) { usage += " [options]" }
        var rows = synopsis.parameters.map { ($0.name, $0.summary) }
        rows += synopsis.options.map { option in
            ("--\(option.name)" + (option.value.map { " \($0)" } ?? ""), option.summary)
        }
        rows.append(("--help", "show this"))
        var text = "\(synopsis.summary)\n\nusage: \(usage)\n\n\(columns(rows))"
        if !synopsis.detail.isEmpty { text += "\n\(synopsis.detail)\n" }
        text += "\nexamples:\n"
        for example in synopsis.examples { text += "  \(example)\n" }
        return text
    }

    /// The help of a group of commands, of the whole program when `words` is empty.
    static func text(of words: [String], among table: [any Command.Type]) -> String {
        let synopses = table.map { $0.synopsis }.filter { $0.words.starts(with: words) }
        let rows = synopses.map { ($0.words.joined(separator: " "), $0.summary) }
        let name = (["countersign"] + words).joined(separator: " ")
        let title =
            words.isEmpty
            ? "Countersign asks the payer: a code bound to amount and payee, and a signed receipt."
            : "Commands of \(name)"
        var text = "\(title)\n\nusage: \(name) COMMAND [--help]\n\n\(columns(rows))"
        if words.isEmpty {
            text += """

                Exit status: 0 done, 1 findings, 2 unusable arguments or files, 3 refused by the service,
                75 try again later.

                examples:
                  countersign demo --once
                  countersign init --merchant "Acme Shoes"
                  countersign serve

                """
        } else if let example = synopses.first?.examples.first {
            text += "\nexamples:\n  \(example)\n"
        }
        return text
    }

    /// Two columns, the second one aligned.
    static func columns(_ rows: [(String, String)]) -> String {
        let width = (rows.map { $0.0.count }.max() ?? 0) + 2
        return rows.map { row in
            "  " + row.0 + String(repeating: " ", count: width - row.0.count) + row.1 + "\n"
        }.joined()
    }
}
