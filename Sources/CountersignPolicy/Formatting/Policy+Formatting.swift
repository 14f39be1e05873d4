public import CountersignCore

extension Policy {
    /// A policy's text in the one canonical layout, so that changes of it have small diffs.
    ///
    /// Statements keep their order and comments their places; blank lines in a row become one, and rules that
    /// follow each other without one have their names and conditions in columns. Formatting again
    /// changes nothing, and the text means the same as before.
    /// - Parameters:
    ///   - text: the whole text; any line ends, any indentation.
    ///   - file: how the file is called in findings.
    ///   - list: reads a list's file by its path relative to the policy's folder; nil when it can't.
    /// - Returns: the text with `\n` as line ends; nil, and the findings, when the policy can't be read.
    ///   What only its proofs find, such as a rule that never fires, is no obstacle.
    public static func formatted(
        _ text: String,
        file: String,
        list: (_ path: String) -> String? = { _ in nil }
    ) -> (text: String?, findings: [Finding]) {
        let check = check(text, file: file, list: list)
        guard check.readable != nil else { return (nil, check.findings) }
        let statements = PolicyStatements(SourceText(file: file, text: text).bytes)
        return (PolicyLayout(statements).text, [])
    }
}
