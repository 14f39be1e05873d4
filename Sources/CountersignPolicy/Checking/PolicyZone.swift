public import CountersignCore

/// Finds the time zone of a policy in its text.
public enum PolicyZone {
    /// The finding about a time zone that the system does not know, at its place.
    public static func finding(_ zone: String, in text: String, file: String) -> Finding {
        let source = SourceText(file: file, text: text)
        let message = "this system knows no time zone '\(zone)'; write one such as Europe/Berlin"
        for line in PolicyLexer.lines(source.bytes)
        where line.count > 2 && line[0].text == "time" && line[1].text == "zone" {
            let range = line[2].range.lowerBound..<line[line.count - 1].range.upperBound
            return source.finding(at: range.lowerBound, length: range.count, message)
        }
        return Finding(file: file, message: message)
    }
}
