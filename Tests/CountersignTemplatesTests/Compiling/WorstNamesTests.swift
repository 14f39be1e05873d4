import CountersignCore
import Testing

@testable import CountersignTemplates

/// The worst names are the worst: no short name over the characters that matter is longer or shorter.
@Suite struct WorstNamesTests {
    /// Characters of each kind that ``SafeText`` tells apart, with their bytes.
    private static let letters: [(text: String, bytes: Int)] = [
        "a", "1", ".", ":", "/", "@", " ", "-", "`", "[", "ç", "ש", "٣", "日", "…", "\u{2024}", "🎉",
    ].map { ($0, $0.utf8.count) }

    /// Every name of up to so many bytes, each of the shape that a payee may have.
    private func everyName(bytesMax: Int) -> [String] {
        var names: [String] = []
        var open = [""]
        while let name = open.popLast() {
            for letter in Self.letters where name.utf8.count + letter.bytes <= bytesMax {
                let longer = name + letter.text
                open.append(longer)
                if (try? Payee(longer)) != nil { names.append(longer) }
            }
        }
        return names
    }

    @Test(arguments: [Program.Setting.plain, .json], 1...4)
    func noNameIsWorse(_ setting: Program.Setting, _ bytesMax: Int) throws {
        let every = try #require(
            TextSet(everyName(bytesMax: bytesMax).map { SafeText.make($0, in: setting) })
        )
        let worst = try #require(
            TextSet(WorstNames.names(bytes: bytesMax).map { SafeText.make($0, in: setting) })
        )
        #expect(every == worst)
    }

    /// Longer names over the characters that make names grow.
    @Test func noLongerNameGrowsMore() throws {
        for bytesMax in [5, 6, 7, 8] {
            var names: [String] = []
            var open = [""]
            while let name = open.popLast() {
                for letter in ["a", "1", ".", ":", "/", "@", "ש"]
                where name.utf8.count + letter.utf8.count <= bytesMax {
                    let longer = name + letter
                    open.append(longer)
                    if longer.utf8.count > bytesMax - 2 { names.append(longer) }
                }
                if names.count > 60_000 { break }
            }
            let set = try #require(TextSet(names.map { SafeText.make($0, in: .plain) }))
            let worst = try #require(
                TextSet(WorstNames.names(bytes: bytesMax).map { SafeText.make($0, in: .plain) })
            )
            #expect(set.or(worst) == worst, "\(bytesMax)")
        }
    }

    @Test func worstNamesAreNames() throws {
        for name in WorstNames.names(bytes: Payee.bytesMax) { _ = try Payee(name) }
        #expect(WorstNames.names(characters: 64).allSatisfy { $0.unicodeScalars.count <= 64 })
    }
}
