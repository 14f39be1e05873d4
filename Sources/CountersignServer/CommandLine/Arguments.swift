import CountersignCore

/// The arguments of one command, split into options and other words.
struct Arguments: Equatable, Sendable {
    /// Values by option, in order; a flag has one empty value.
    private(set) var options: [String: [String]] = [:]
    /// Words that are no options.
    private(set) var parameters: [String] = []

    /// Splits arguments by a synopsis.
    ///
    /// `--name value` and `--name=value` are the same; `--` ends the options.
    init(_ words: [String], for synopsis: Synopsis) throws(UsageFault) {
        var index = 0
        var onlyParameters = false
        while index < words.count {
            let word = words[index]
            index += 1
            if onlyParameters || word == "-" || !word.hasPrefix("-") {
                parameters.append(word)
            } else if word == "--" {
                onlyParameters = true
            } else {
                let next = index < words.count ? words[index] : nil
                if try take(option: word, next: next, for: synopsis) { index += 1 }
            }
        }
        try check(synopsis)
    }

    /// Whether an option or flag is there.
    func has(_ name: String) -> Bool { options[name] != nil }

    /// The value of an option.
    func value(_ name: String) -> String? { options[name]?.last }

    /// All values of an option that repeats.
    func values(_ name: String) -> [String] { options[name] ?? [] }

    /// A word by its place; empty when it is optional and absent.
    func parameter(_ place: Int) -> String { place < parameters.count ? parameters[place] : "" }

    /// The value of an option as a whole number within bounds.
    func integer(_ name: String, in bounds: ClosedRange<Int>) throws(UsageFault) -> Int? {
        guard let text = value(name) else { return nil }
        guard let number = Int(text), bounds.contains(number) else {
            throw UsageFault(
                "--\(name) takes a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
            )
        }
        return number
    }

    /// The value of an option as one of some words.
    func word<Word: RawRepresentable & CaseIterable>(
        _ name: String,
        as type: Word.Type
    ) throws(UsageFault) -> Word? where Word.RawValue == String {
        guard let text = value(name) else { return nil }
        return try Arguments.word(text, of: "--\(name)", as: type)
    }

    /// One of some words, with a suggestion for a misspelt one.
    static func word<Word: RawRepresentable & CaseIterable>(
        _ text: String,
        of place: String,
        as type: Word.Type
    ) throws(UsageFault) -> Word where Word.RawValue == String {
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map(\.rawValue)
        throw UsageFault(
            "\(place) does not take '\(text)'" + suggestion(for: text, among: known)
                + "; it takes \(known.joined(separator: ", "))"
        )
    }

    /// `; did you mean '…'?` for the nearest of some words, or nothing.
    static func suggestion(
        for word: String,
        among known: [String],
        dashes: String = ""
    ) -> String {
        NearestWord.suggestion(for: word, among: known).map { "; did you mean '\(dashes)\($0)'?" }
            ?? ""
    }

    // MARK: - Splitting

    /// Takes one option; says whether the next word was its value.
    private mutating func take(
        option word: String,
        next: String?,
        for synopsis: Synopsis
    ) throws(UsageFault) -> Bool {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let spelling = String(parts[0])
        let name = String(spelling.drop { $0 == "-" })
        guard spelling.hasPrefix("--"),
            let option = synopsis.options.first(where: { $0.name == name })
        else {
            throw UsageFault(
                "unknown option '\(spelling)'"
                    + Arguments.suggestion(
                        for: name,
                        among: synopsis.options.map(\.name) + ["help"],
                        dashes: "--"
                    )
            )
        }
        if options[name] != nil, !option.repeats {
            throw UsageFault("--\(name) stands twice; give it once")
        }
        guard let placeholder = option.value else {
            guard parts.count == 1 else { throw UsageFault("--\(name) takes no value") }
            options[name] = [""]
            return false
        }
        if parts.count == 2 {
            options[name, default: []].append(String(parts[1]))
            return false
        }
        guard let next, !next.hasPrefix("--") else {
            throw UsageFault("--\(name) needs a value: --\(name) \(placeholder)")
        }
        options[name, default: []].append(next)
        return true
    }

    private func check(_ synopsis: Synopsis) throws(UsageFault) {
        let required = synopsis.parameters.filter(\.isRequired)
        if parameters.count < required.count {
            let missing = required[parameters.count]
            throw UsageFault("\(missing.name) is missing: \(missing.summary)")
        }
        let repeats = synopsis.parameters.last?.repeats ?? false
        if !repeats, parameters.count > synopsis.parameters.count {
            throw UsageFault("there is no place for '\(parameters[synopsis.parameters.count])'")
        }
        for option in synopsis.options where option.isRequired && options[option.name] == nil {
            throw UsageFault("--\(option.name) is missing: \(option.summary)")
        }
    }
}
