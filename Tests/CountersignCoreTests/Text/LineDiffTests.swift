import Testing

@testable import CountersignCore

@Suite struct LineDiffTests {
    private func diff(_ old: String, _ new: String) -> String {
        LineDiff.unified(old, new, oldName: "a", newName: "b")
    }

    @Test func sameTextsHaveNoDifference() {
        #expect(diff("", "") == "")
        #expect(diff("a\nb\n", "a\nb\n") == "")
    }

    @Test func changedLineStandsBetweenItsNeighbours() {
        #expect(
            diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") == """
                --- a
                +++ b
                @@ -2,7 +2,7 @@
                 2
                 3
                 4
                -5
                +five
                 6
                 7
                 8

                """
        )
    }

    @Test func farChangesStandInHunksOfTheirOwn() {
        let old = (1...20).map { "\($0)\n" }.joined()
        let new = old.replacing("1\n2\n3\n", with: "1\n3\n").replacing("20\n", with: "20\n21\n")
        let text = diff(old, new)
        #expect(text.contains("@@ -1,5 +1,4 @@\n 1\n-2\n 3\n"))
        #expect(text.hasSuffix("@@ -18,3 +17,4 @@\n 18\n 19\n 20\n+21\n"))
    }

    @Test func emptyTextsAndMissingLineEndsAreSeen() {
        #expect(diff("", "a\n") == "--- a\n+++ b\n@@ -0,0 +1 @@\n+a\n")
        #expect(diff("a\n", "") == "--- a\n+++ b\n@@ -1 +0,0 @@\n-a\n")
        #expect(
            diff("a\nb", "a\nb\n")
                == "--- a\n+++ b\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"
        )
    }

    @Test func lineEndsAndAccentsAreCompared() {
        #expect(diff("a\r\n", "a\n").contains("-a\r\n+a\n"))
        #expect(!diff("\u{E9}\n", "e\u{301}\n").isEmpty)
    }

    /// The steps give both texts back, and are as few as a slow and certain search finds.
    @Test(arguments: 0..<200)
    func stepsLeadFromOneTextToTheOther(seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let old = (0..<next(14)).map { _ in [UInt8(next(4))] }
        let new = (0..<next(14)).map { _ in [UInt8(next(4))] }
        let steps = LineDiff.steps(old, new)
        var (first, second): ([[UInt8]], [[UInt8]]) = ([], [])
        var edits = 0
        for step in steps {
            switch step {
            case .same(let place, let other):
                #expect(old[place] == new[other])
                first.append(old[place])
                second.append(new[other])
            case .removed(let place):
                first.append(old[place])
                edits += 1
            case .added(let place):
                second.append(new[place])
                edits += 1
            }
        }
        #expect(first == old)
        #expect(second == new)
        // The longest common part, by the table.
        var table = [[Int]](
            repeating: [Int](repeating: 0, count: new.count + 1),
            count: old.count + 1
        )
        for x in old.indices {
            for y in new.indices {
                table[x + 1][y + 1] =
                    old[x] == new[y] ? table[x][y] + 1 : max(table[x][y + 1], table[x + 1][y])
            }
        }
        #expect(edits == old.count + new.count - 2 * table[old.count][new.count])
    }

    @Test func textsWithNothingInCommonAreReplacedWhole() {
        let old = (0..<3_000).map { "old \($0)\n" }.joined()
        let new = (0..<3_000).map { "new \($0)\n" }.joined()
        let lines = diff("same\n" + old, "same\n" + new).split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("-old") } == 3_000)
        #expect(lines.count { $0.hasPrefix("+new") } == 3_000)
        #expect(lines[2] == "@@ -1,3001 +1,3001 @@")
    }
}
