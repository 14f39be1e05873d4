/// Finds the code in a message, as a person reading it would.
enum DemoCode {
    /// The first run of exactly so many digits; nil when there is none.
    static func find(in text: String, digits: Int) -> String? {
        text.split { !isDigit($0) }.first { $0.utf8.count == digits }.map(String.init)
    }

    /// A code of the same length that is not this one.
    static func other(than code: String) -> String {
        guard let last = code.last else { return code }
        return code.dropLast() + (last == "9" ? "0" : "9")
    }

    private static func isDigit(_ character: Character) -> Bool {
        ("0"..."9").contains(character)
    }
}
