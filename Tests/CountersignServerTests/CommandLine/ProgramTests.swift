import CountersignCore
import Testing

@testable import CountersignServer

@Suite struct ProgramTests {
    @Test func everyCommandHelpsWithExamplesThatItsParserTakes() async throws {
        for command in CommandTable.all {
            let synopsis = command.synopsis
            let world = try TestSurroundings()
            let words = synopsis.words + ["--help"]
            #expect(await Program.run(words, in: world.surroundings) == .done)
            #expect(world.output.contains("usage: \(synopsis.name)"))
            #expect(!synopsis.examples.isEmpty)
            for example in synopsis.examples {
                let typed = try #require(Shell.words(of: example))
                #expect(typed.starts(with: ["countersign"] + synopsis.words), "\(example)")
                let rest = Array(typed.dropFirst(synopsis.words.count + 1))
                #expect(throws: Never.self, "\(example)") {
                    _ = try command.init(Arguments(rest, for: synopsis))
                }
            }
        }
    }

    @Test func everyCommandHasWordsOfItsOwn() {
        let words = CommandTable.all.map { $0.synopsis.words }
        #expect(Set(words).count == words.count)
    }

    @Test func unknownCommandGetsTheNearestOne() async throws {
        let world = try TestSurroundings()
        #expect(await world.run("config", "chekc") == .unusable)
        #expect(world.diagnostics.contains("unknown command 'chekc'; did you mean 'check'?"))
        #expect(world.output.isEmpty)
    }

    @Test func nothingAtAllShowsTheHelpAndIsUnusable() async throws {
        let world = try TestSurroundings()
        #expect(await world.run() == .unusable)
        #expect(world.diagnostics.contains("config check"))
    }

    @Test func groupListsItsCommands() async throws {
        let world = try TestSurroundings()
        #expect(await world.run("config", "--help") == .done)
        #expect(world.output.contains("config check"))
    }

    @Test func misusedCommandPointsAtItsHelp() async throws {
        let world = try TestSurroundings()
        #expect(await world.run("config", "check", "--confg", "x") == .unusable)
        #expect(world.diagnostics.contains("did you mean '--config'?"))
        #expect(world.diagnostics.contains("'countersign config check --help'"))
    }
}

/// Splits a line as a shell does, as far as the examples need it.
enum Shell {
    static func words(of line: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            if let open = quote {
                if character == open {
                    quote = nil
                } else {
                    word = (word ?? "") + String(character)
                }
            } else if character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if character == " " {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return quote == nil ? words : nil
    }
}
