/// Rows of words in aligned columns, for people.
enum Table {
    /// The rows below their titles; each column is as wide as its widest cell.
    /// - Parameter numbersFrom: the first column whose cells end at the same place.
    static func text(
        _ titles: [String],
        _ rows: [[String]],
        numbersFrom: Int = .max
    ) -> String {
        let all = [titles] + rows
        let widths = titles.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                if column > 0 { line += "  " }
                line += column < numbersFrom ? cell + padding : padding + cell
            }
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
