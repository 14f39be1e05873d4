import CountersignCore
import Testing

@Suite struct JSON5ReaderTests {
    private func read(_ text: String) throws(JSONFault) -> JSONValue {
        try JSONReader.read(Array(text.utf8), dialect: .json5)
    }

    @Test func configurationReadsLikeItsPlainForm() throws {
        let file = """
            \u{FEFF}// What people write.
            {
                listen: "127.0.0.1:8080", /* over
                two lines */ 'quoted': 'it\\'s "so"',
                $limit_1: +0x1F, half: .5, whole: 5., minus: -.5e3, list: [1, 2,],
                nested: {a: {}, b: [],},
            } // the end
            """
        let plain = """
            {"listen":"127.0.0.1:8080","quoted":"it's \\"so\\"","$limit_1":31,"half":0.5,"whole":5,\
            "minus":-0.5e3,"list":[1,2],"nested":{"a":{},"b":[]}}
            """
        #expect(try read(file) == JSONReader.read(Array(plain.utf8)))
    }

    @Test(arguments: [
        ("0xff", "255"), ("-0xFF", "-255"), ("+1", "1"), ("+1.5e-3", "1.5e-3"), ("1.", "1"),
        (".25", "0.25"), ("-.25", "-0.25"), ("5.e2", "5e2"), ("+.5E1", "0.5E1"), ("-0", "-0"),
        ("0.5", "0.5"), ("0x7fffffffffffffff", "9223372036854775807"),
    ])
    func numbersAreRewrittenInJSON(text: String, number: String) throws {
        #expect(try read(text) == .number(JSONNumber(text: number)))
        #expect(throws: Never.self) { try JSONReader.read(Array(number.utf8)) }
    }

    @Test(arguments: [
        (#"'\v\0\x41\q\''"#, "\u{B}\0Aq'"), ("'a\\\nb'", "ab"), ("'a\\\r\nb'", "ab"),
        ("'a\\\u{2028}b'", "ab"), ("'a\tb'", "a\tb"), ("\"a'b\"", "a'b"), ("'\\é'", "é"),
        ("'\\xe9'", "é"), ("'\u{2028}'", "\u{2028}"), ("'\\–'", "–"),
    ])
    func stringsHaveMoreEscapes(text: String, string: String) throws {
        let value = try #require(try read(text).string)
        #expect(Array(value.utf8) == Array(string.utf8))
    }

    @Test(arguments: [
        "{a:1,,}", "[,]", "[1,,2]", "{,}", "{1a:1}", "{a b:1}", "{ä:1}", "Infinity", "-Infinity",
        "NaN",
        "+", "-", ".", "+-1", "01", "+01", "01.", "0x", "0xG", "0x8000000000000000", "1.2.3",
        "'a\nb'",
        "'a", "/* never closed", "/* almost *", "/x/ 1", "/", "'\\1'", "'\\01'", "'\\x4'", "",
        "// only",
        "{a:1,a:2}", "{a:1,'a':2}", "{a:1,\"\\u0061\":2}", "'\\ud800'", "\u{200B}1",
    ])
    func otherTextsAreRefused(text: String) {
        #expect(throws: JSONFault.self) { try read(text) }
    }

    @Test func everyValueAndNameHasItsPlace() throws {
        let file = "{ a: [1, {'b/c~d': 2}],\n  \"e\": null }"
        let (_, offsets) = try JSONReader.readWithPlaces(Array(file.utf8))
        #expect(
            offsets == ["": 0, "/a": 5, "/a/0": 6, "/a/1": 9, "/a/1/b~1c~0d": 19, "/e": 31]
        )
        for (pointer, offset) in offsets {
            #expect(offset < file.utf8.count, "\(pointer)")
        }
    }

    @Test func findingsPointIntoTheFile() throws {
        let file = "{\n  größe: 1 }"
        let fault = #expect(throws: Finding.self) {
            try JSONDocument(file: "x.json5", bytes: Array(file.utf8))
        }
        #expect(fault?.line == 2)
        #expect(fault?.column == 5)

        let text = "{\n  \"größe\": {x: 1, port: 'eighty'},\n}"
        let document = try JSONDocument(file: "c.json5", bytes: Array(text.utf8))
        #expect(
            document.finding(at: "/größe/port", "a port is a number").rendered == """
                c.json5:2:25: a port is a number
                    2 |   "größe": {x: 1, port: 'eighty'},
                      |                         ^
                """
        )
        #expect(
            document.findingAtName(of: "/größe", "unknown setting").rendered == """
                c.json5:2:3: unknown setting
                    2 |   "größe": {x: 1, port: 'eighty'},
                      |   ^~~~~~~
                """
        )
        #expect(document.findingAtName(of: "/größe/port", "x").length == 4)
        // What is absent is found missing where its parent begins.
        #expect(document.finding(at: "/größe/host/0", "x").column == 12)
        #expect(document.finding(at: "/other", "x").line == 1)
    }
}
