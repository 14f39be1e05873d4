import CountersignCore

/// What a payer sees of a notice: what the lock screen shows, then what only the app knows.
struct PushText: Equatable {
    let title: String?
    let text: String

    /// - Parameters:
    ///   - notice: the part that the device shows by itself; a text, or an object with `title` and `body`.
    ///   - data: what the app gets.
    init(notice: JSONValue?, data: JSONValue?) {
        func word(_ name: String) -> String? {
            notice?[name]?.string ?? data?[name]?.string
        }
        title = word("title")
        text = [notice?.string ?? word("body"), data?["code"]?.string]
            .compactMap { $0 }.joined(separator: "\n")
    }
}
