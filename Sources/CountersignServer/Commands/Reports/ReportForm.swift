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
