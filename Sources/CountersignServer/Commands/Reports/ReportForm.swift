/// How a report is printed.
enum ReportForm {
    case table, json, csv

    /// Reads `--json` and `--csv`.
    init(_ arguments: Arguments) throws(UsageFault) {
        guard !arguments.has("json") || !arguments.has("csv") else {
            throw UsageFault("--json and --csv exclude each other; give one of them")
        }
        self = arguments.has("json") ? .json : arguments.has("csv") ? .csv : .table
    }
}

extension CommandFailure {
    /// A report that nobody could read.
    static func tooManyRows(max rowsMax: Int) -> CommandFailure {
        .unusable(
            "the report has more than \(rowsMax) rows",
            hint: "ask for a shorter range, or for one --merchant"
        )
    }
}
