import Testing

@testable import CountersignServer

@Suite struct ArgumentsTests {
    private let synopsis = Synopsis(
        words: ["sell"],
        summary: "sell something",
        parameters: [.init(name: "ITEM", summary: "what to sell")],
        options: [
            .value("price", "MONEY", "what it costs", isRequired: true),
            .value("scope", "WORD", "what for", repeats: true),
            .flag("json", "print JSON"),
        ],
        examples: ["countersign sell shoes --price 3"]
    )

    @Test func valueMayFollowOrBeJoined() throws {
        for words in [["shoes", "--price", "3 EUR"], ["--price=3 EUR", "shoes"]] {
            let arguments = try Arguments(words, for: synopsis)
            #expect(arguments.value("price") == "3 EUR")
            #expect(arguments.parameter(0) == "shoes")
            #expect(!arguments.has("json"))
        }
    }

    @Test func joinedValueKeepsItsEqualsSignsAndMayBeEmpty() throws {
        #expect(try Arguments(["x", "--price=a=b"], for: synopsis).value("price") == "a=b")
        #expect(try Arguments(["x", "--price="], for: synopsis).value("price") == "")
    }

    @Test func repeatedOptionKeepsEveryValueInOrder() throws {
        let words = ["x", "--price", "1", "--scope", "b", "--scope=a"]
        #expect(try Arguments(words, for: synopsis).values("scope") == ["b", "a"])
    }

    @Test func twoDashesEndTheOptions() throws {
        let arguments = try Arguments(["--price", "1", "--", "--json"], for: synopsis)
        #expect(arguments.parameter(0) == "--json")
        #expect(!arguments.has("json"))
    }

    @Test(arguments: [
        (["x", "--pirce", "3"], "unknown option '--pirce'; did you mean '--price'?"),
        (["x", "--colour"], "unknown option '--colour'"),
        (["x", "-j"], "unknown option '-j'"),
        (["x", "--price"], "--price needs a value: --price MONEY"),
        (["x", "--price", "--json"], "--price needs a value: --price MONEY"),
        (["x", "--json=yes", "--price", "1"], "--json takes no value"),
        (["x", "--price", "1", "--price", "2"], "--price stands twice; give it once"),
        (["--price", "1"], "ITEM is missing: what to sell"),
        (["x"], "--price is missing: what it costs"),
        (["x", "y", "--price", "1"], "there is no place for 'y'"),
    ])
    func misuseIsNamedWithItsRemedy(words: [String], message: String) {
        #expect(throws: UsageFault(message)) { try Arguments(words, for: synopsis) }
    }

    @Test(arguments: ["", "0", "11", "3x", "9999999999999999999999"])
    func numberOutsideItsBoundsIsRefused(text: String) throws {
        let arguments = try Arguments(["x", "--price=\(text)"], for: synopsis)
        #expect(throws: UsageFault("--price takes a whole number from 1 to 10")) {
            try arguments.integer("price", in: 1...10)
        }
    }
}
