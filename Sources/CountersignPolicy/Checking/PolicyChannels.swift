public import CountersignCore

/// Where a policy's text names channels for its messages.
public enum PolicyChannels {
    /// One finding for each channel that a text asks for and nobody serves, at the first place that names
    /// it; about the file as a whole where the text leaves the channels to the built-in defaults.
    ///
    /// - Parameters:
    ///   - text: the policy's text; it reads without a finding.
    ///   - policy: what it reads as.
    ///   - served: channels that a provider of the merchant's route serves.
    public static func findings(
        in text: String,
        file: String,
        of policy: Policy,
        served: Set<Channel>
    ) -> [Finding] {
        let unserved = policy.channels.filter { !served.contains($0) }
        guard !unserved.isEmpty else { return [] }
        let source = SourceText(file: file, text: text)
        let places = places(in: source)
        return unserved.map { channel in
            let known = served.map(\.rawValue).sorted().joined(separator: ", ")
            let advice =
                known.isEmpty
                ? "the route serves none" : "leave it out, or add one; the route serves \(known)"
            let message =
                "no provider of the route serves the channel '\(channel.rawValue)'; \(advice)"
            guard let range = places[channel] else {
                return Finding(
                    file: file,
                    message: message
                        + ". The policy names no channels; write 'channels …' under 'defaults'"
                )
            }
            return source.finding(at: range.lowerBound, length: range.count, message)
        }
    }

    /// The first place of each channel behind the word `channels`.
    private static func places(in source: SourceText) -> [Channel: Range<Int>] {
        var places: [Channel: Range<Int>] = [:]
        for line in PolicyLexer.lines(source.bytes) {
            var isInList = false
            for token in line {
                if token.kind == .word, token.text == "channels" {
                    isInList = true
                } else if isInList, token.kind == .word,
                    let channel = Channel(rawValue: token.text)
                {
                    if places[channel] == nil { places[channel] = token.range }
                } else if !token.isMark(among: [","]) {
                    isInList = false
                }
            }
        }
        return places
    }
}
