/// What changed between two texts, line by line, in the unified form.
///
/// Source: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986; the form is that of
/// `diff -u`. Texts are compared byte by byte.
public enum LineDiff {
    /// Lines around a change that are shown for orientation.
    public static let contextLines = 3
    /// Most edits that are looked for; texts that differ in more show the part between their common
    /// beginning and end as replaced.
    static let editsMax = 2_000

    /// One line of a comparison.
    enum Step: Equatable {
        /// In both, by its place in each.
        case same(old: Int, new: Int)
        /// Only in the old text.
        case removed(old: Int)
        /// Only in the new text.
        case added(new: Int)

        fileprivate var isSame: Bool {
            if case .same = self { return true }
            return false
        }
    }

    /// The unified form; empty when the texts are the same.
    public static func unified(
        _ old: String,
        _ new: String,
        oldName: String,
        newName: String
    ) -> String {
        let (old, new) = (lines(of: old), lines(of: new))
        let steps = steps(old, new)
        guard steps.contains(where: { !$0.isSame }) else { return "" }
        var text = "--- \(oldName)\n+++ \(newName)\n"
        for range in hunks(steps) { text += hunk(steps, range, old, new) }
        return text
    }

    /// The lines of a text, each with its line end: only so is a missing last one a difference.
    static func lines(of text: String) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var line: [UInt8] = []
        for byte in text.utf8 {
            line.append(byte)
            if byte == 0x0A {
                lines.append(line)
                line = []
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }

    // MARK: - Comparing

    static func steps(_ old: [[UInt8]], _ new: [[UInt8]]) -> [Step] {
        let shorter = min(old.count, new.count)
        var front = 0
        while front < shorter, old[front] == new[front] { front += 1 }
        var back = 0
        while back < shorter - front, old[old.count - 1 - back] == new[new.count - 1 - back] {
            back += 1
        }
        var steps = (0..<front).map { Step.same(old: $0, new: $0) }
        steps += middle(old, front..<old.count - back, new, front..<new.count - back)
        steps += (0..<back).reversed().map {
            Step.same(old: old.count - 1 - $0, new: new.count - 1 - $0)
        }
        return steps
    }

    /// The greedy algorithm; `reached[k]` is the furthest old line on the diagonal `k`.
    private static func middle(
        _ old: [[UInt8]],
        _ oldRange: Range<Int>,
        _ new: [[UInt8]],
        _ newRange: Range<Int>
    ) -> [Step] {
        let (oldCount, newCount) = (oldRange.count, newRange.count)
        let editsMax = min(oldCount + newCount, LineDiff.editsMax)
        var reached = [Int](repeating: 0, count: 2 * editsMax + 3)
        var trace: [[Int]] = []
        let offset = editsMax + 1
        for edits in 0...editsMax {
            trace.append(Array(reached[(offset - edits)...(offset + edits)]))
            for diagonal in stride(from: -edits, through: edits, by: 2) {
                let goesDown =
                    diagonal == -edits
                    || diagonal != edits
                        && reached[offset + diagonal - 1] < reached[offset + diagonal + 1]
                var x =
                    goesDown
                    ? reached[offset + diagonal + 1] : reached[offset + diagonal - 1] + 1
                var y = x - diagonal
                while x < oldCount, y < newCount,
                    old[oldRange.lowerBound + x] == new[newRange.lowerBound + y]
                {
                    x += 1
                    y += 1
                }
                reached[offset + diagonal] = x
                if x >= oldCount, y >= newCount {
                    return walked(back: trace, oldRange, newRange)
                }
            }
        }
        return oldRange.map { .removed(old: $0) } + newRange.map { .added(new: $0) }
    }

    /// The way that led to the end, from its beginning.
    ///
    /// `trace[d]` holds the furthest lines before the d-th edit, for the diagonals -d to d.
    private static func walked(
        back trace: [[Int]],
        _ oldRange: Range<Int>,
        _ newRange: Range<Int>
    ) -> [Step] {
        var (x, y) = (oldRange.count, newRange.count)
        var steps: [Step] = []
        let (oldStart, newStart) = (oldRange.lowerBound, newRange.lowerBound)
        for edits in stride(from: trace.count - 1, to: 0, by: -1) {
            let reached = trace[edits]
            func furthest(_ diagonal: Int) -> Int { reached[diagonal + edits] }
            let diagonal = x - y
            let goesDown =
                diagonal == -edits
                || diagonal != edits && furthest(diagonal - 1) < furthest(diagonal + 1)
            let before = goesDown ? diagonal + 1 : diagonal - 1
            let (xBefore, yBefore) = (furthest(before), furthest(before) - before)
            while x > xBefore, y > yBefore {
                x -= 1
                y -= 1
                steps.append(.same(old: oldStart + x, new: newStart + y))
            }
            if goesDown {
                y -= 1
                steps.append(.added(new: newStart + y))
            } else {
                x -= 1
                steps.append(.removed(old: oldStart + x))
            }
        }
        while x > 0 {
            x -= 1
            y -= 1
            steps.append(.same(old: oldStart + x, new: newStart + y))
        }
        return steps.reversed()
    }

    // MARK: - Writing

    /// Ranges of steps that are shown together.
    private static func hunks(_ steps: [Step]) -> [Range<Int>] {
        var hunks: [Range<Int>] = []
        for (place, step) in steps.enumerated() where !step.isSame {
            let start = max(0, place - contextLines)
            let end = min(steps.count, place + 1 + contextLines)
            if let last = hunks.last, start <= last.upperBound {
                hunks[hunks.count - 1] = last.lowerBound..<end
            } else {
                hunks.append(start..<end)
            }
        }
        return hunks
    }

    private static func hunk(
        _ steps: [Step],
        _ range: Range<Int>,
        _ old: [[UInt8]],
        _ new: [[UInt8]]
    ) -> String {
        // Lines of each text before the hunk; a range of no lines names the line before it.
        var (oldBefore, newBefore) = (0, 0)
        for step in steps[..<range.lowerBound] {
            if case .added = step {} else { oldBefore += 1 }
            if case .removed = step {} else { newBefore += 1 }
        }
        var (oldCount, newCount) = (0, 0)
        var body = ""
        for step in steps[range] {
            switch step {
            case .same(let place, _):
                oldCount += 1
                newCount += 1
                body += shown(" ", old[place])
            case .removed(let place):
                oldCount += 1
                body += shown("-", old[place])
            case .added(let place):
                newCount += 1
                body += shown("+", new[place])
            }
        }
        return "@@ -\(span(oldBefore, oldCount)) +\(span(newBefore, newCount)) @@\n" + body
    }

    private static func span(_ before: Int, _ count: Int) -> String {
        let start = count == 0 ? before : before + 1
        return count == 1 ? "\(start)" : "\(start),\(count)"
    }

    private static func shown(_ mark: String, _ line: [UInt8]) -> String {
        let text = String(decoding: line, as: UTF8.self)
        return line.last == 0x0A ? mark + text : mark + text + "\n\\ No newline at end of file\n"
    }
}
