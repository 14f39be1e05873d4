import CountersignCore

/// The options that every list of an installation has: where it is, and how the list is printed.
struct ListOptions: Sendable {
    /// The configuration file.
    let config: String
    private let isJSON: Bool

    /// Reads `--config` and `--json`.
    init(_ arguments: Arguments) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        isJSON = arguments.has("json")
    }

    /// Prints a list.
    /// - Parameters:
    ///   - name: the member that holds the list in JSON.
    ///   - columns: their titles, with the cells of an entry's row.
    func write<Entry>(
        _ name: String,
        _ entries: [Entry],
        to console: Console,
        json: (Entry) -> JSONValue,
        columns: [String],
        row: (Entry) -> [String]
    ) {
        if isJSON {
            console.result(JSONText.object((name, .array(entries.map(json)))))
        } else {
            console.output(Table.text(columns, entries.map(row)))
        }
    }
}
