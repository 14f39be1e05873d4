/// The known word that somebody most likely meant.
public enum NearestWord {
    /// The candidate at the smallest edit distance from a word, if it is close enough to suggest.
    ///
    /// Close enough is one edit for words up to four characters, two for longer ones, three past eight.
    public static func suggestion(for word: String, among candidates: [String]) -> String? {
        let limit = word.count <= 4 ? 1 : word.count <= 8 ? 2 : 3
        let ranked =
            candidates
            .map { (candidate: $0, distance: distance(Array(word.utf8), Array($0.utf8))) }
            .filter { $0.distance <= limit }
        return ranked.min { $0.distance < $1.distance }?.candidate
    }

    /// Levenshtein's distance, with a swap of neighbours as one edit.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var rows = [Array(0...right.count)]
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let substitution = rows[row][column] + (left[row] == right[column] ? 0 : 1)
                var best = min(substitution, rows[row][column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    best = min(best, rows[row - 1][column - 1] + 1)
                }
                current.append(best)
            }
            rows.append(current)
        }
        return rows[left.count][right.count]
    }
}
