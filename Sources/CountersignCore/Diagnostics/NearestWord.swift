/// The known word that somebody most likely meant.
public enum NearestWord {
    /// The candidate at the smallest edit distance from a word, if it is close enough to suggest.
    ///
    /// Close enough is one edit for words up to four characters, two for longer ones, three past
    /// eight. Case does not count, though the same case is preferred. Of equals, the first wins.
    public static func suggestion(for word: String, among candidates: [String]) -> String? {
        let exact = Array(word)
        let folded = Array(word.lowercased())
        let limit = exact.count <= 4 ? 1 : exact.count <= 8 ? 2 : 3
        var best: (candidate: String, distance: Int, exactDistance: Int)?
        for candidate in candidates {
            let other = Array(candidate.lowercased())
            // No more edits than the limit can make up for a larger difference in length.
            guard abs(other.count - folded.count) <= limit else { continue }
            let distance = distance(folded, other)
            guard distance <= limit else { continue }
            let exactDistance = self.distance(exact, Array(candidate))
            if let best, (best.distance, best.exactDistance) <= (distance, exactDistance) {
                continue
            }
            best = (candidate, distance, exactDistance)
        }
        return best?.candidate
    }

    /// Levenshtein's distance in characters, with a swap of neighbours as one edit.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
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
