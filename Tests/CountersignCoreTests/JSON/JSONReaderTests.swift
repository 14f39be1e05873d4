import CountersignCore
import Testing

@Suite struct JSONReaderTests {
    private func read(_ text: String) throws(JSONFault) -> JSONValue {
        try JSONReader.read(Array(text.utf8))
    }

    private func fault(_ bytes: [UInt8]) -> JSONFault? {
        do throws(JSONFault) {
            _ = try JSONReader.read(bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test func everyKindOfValueIsRead() throws {
        let value = try read(
            " { \"a\" : [ null , true , false , 1 , -2.50e+3 , \"x\" ] , \"b\" : { } , \"c\" : [ ] }\r\n\t"
        )
        let elements: [JSONValue] = [
            .null, .bool(true), .bool(false), .integer(1), .number(JSONNumber(text: "-2.50e+3")),
            .string("x"),
        ]
        #expect(
            value
                == .object([
                    JSONMember("a", .array(elements)), JSONMember("b", .object([])),
                    JSONMember("c", .array([])),
                ])
        )
        #expect(try read("\"\"") == .string(""))
        #expect(try read("0") == .integer(0))
    }

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"),
        (#""\ud83d\ude00""#, "😀"), (#""\uD800\uDC00""#, "\u{10000}"),
        (#""\uDBFF\uDFFF""#, "\u{10FFFF}"), (#""\u0000""#, "\0"), (#""a\u0062c""#, "abc"),
        ("\"e\u{301}\"", "e\u{301}"), ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
        (#""\uFFFF\ufeff""#, "\u{FFFF}\u{FEFF}"),
    ])
    func stringsAreUnescaped(text: String, string: String) throws {
        let value = try #require(try read(text).string)
        #expect(Array(value.utf8) == Array(string.utf8))
    }

    @Test(arguments: [
        "0", "-0", "10", "-1.5", "1e5", "1E+5", "1e-5", "0.0", "123456789012345678901234567890",
    ])
    func numbersKeepTheirText(text: String) throws {
        #expect(try read(text) == .number(JSONNumber(text: text)))
    }

    @Test(arguments: [
        ("", 0, "the text ends where a value belongs"),
        ("  ", 2, "the text ends where a value belongs"),
        ("01", 0, "a number takes no leading zero"), ("-01", 0, "a number takes no leading zero"),
        ("1.", 2, "a digit belongs after the point"),
        ("1.e5", 2, "a digit belongs after the point"),
        ("1e", 2, "a digit belongs in the exponent"), ("1e+", 3, "a digit belongs in the exponent"),
        ("+1", 0, "this is not a JSON value; strings take double quotes"),
        (".5", 0, "this is not a JSON value; strings take double quotes"),
        ("-", 0, "this is not a JSON value; strings take double quotes"),
        ("NaN", 0, "this is not a JSON value; strings take double quotes"),
        ("Infinity", 0, "this is not a JSON value; strings take double quotes"),
        ("nul", 0, "this is not a JSON value; strings take double quotes"),
        ("True", 0, "this is not a JSON value; strings take double quotes"),
        ("'a'", 0, "this is not a JSON value; strings take double quotes"),
        ("0x10", 1, "there is more text after the document"),
        ("nulll", 4, "there is more text after the document"),
        ("1 2", 2, "there is more text after the document"),
        ("{} x", 3, "there is more text after the document"),
        ("{\"a\":1,}", 7, "a member's name in double quotes belongs here"),
        ("[1,]", 3, "this is not a JSON value; strings take double quotes"),
        ("[,1]", 1, "this is not a JSON value; strings take double quotes"),
        ("[1 2]", 3, "a comma or a closing bracket belongs here"),
        ("[1", 2, "a comma or a closing bracket belongs here"),
        ("{\"a\":1 \"b\":2}", 7, "a comma or a closing brace belongs here"),
        ("{a:1}", 1, "a member's name in double quotes belongs here"),
        ("{1:1}", 1, "a member's name in double quotes belongs here"),
        ("{", 1, "the text ends within an object"),
        ("{\"a\"", 4, "a colon belongs after a name"),
        ("{\"a\":", 5, "the text ends where a value belongs"),
        ("{\"a\":1,\"a\":2}", 7, "this member's name occurs twice"),
        ("{\"a\":1,\"\\u0061\":2}", 7, "this member's name occurs twice"),
        ("// x\n1", 0, "this is not a JSON value; strings take double quotes"),
        ("[1/**/]", 2, "a comma or a closing bracket belongs here"),
        ("\u{FEFF}{}", 0, "no byte order mark belongs before a JSON document"),
        ("\u{A0}1", 0, "this is not a JSON value; strings take double quotes"),
        ("\"a", 0, "this string is never closed"), ("\"", 0, "this string is never closed"),
        ("\"a\\", 2, "this string is never closed"),
        ("\"a\nb\"", 2, "a string ends on its line; close it, or write \\n for a line end"),
        ("\"\\n\tb\"", 3, "a control character must be escaped"),
        ("\"\\x41\"", 1, "this escape does not exist in JSON"),
        ("\"\\u12g4\"", 5, "four hexadecimal digits belong here"),
        ("\"\\u12\"", 5, "four hexadecimal digits belong here"),
        ("\"\\ud83d\"", 1, "half of a surrogate pair stands alone"),
        ("\"\\ud83dx\"", 1, "half of a surrogate pair stands alone"),
        ("\"\\ud83d\\n\"", 1, "half of a surrogate pair stands alone"),
        ("\"\\ud83d\\ud83d\"", 1, "half of a surrogate pair stands alone"),
        ("{\"\\udead\":1}", 2, "half of a surrogate pair stands alone"),
    ])
    func faultsHaveTheirPlace(text: String, offset: Int, reason: String) {
        #expect(fault(Array(text.utf8)) == JSONFault(offset: offset, reason: reason))
    }

    @Test(
        arguments: [
            [0xFF], [0x80], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x80, 0x80, 0x80],
        ] as [[UInt8]]
    )
    func invalidUTF8IsRefused(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let expected = JSONFault(offset: 0, reason: "this string is not valid UTF-8")
        #expect(fault([quote] + bytes + [quote]) == expected)
        #expect(fault([quote] + Array("\\n".utf8) + bytes + [quote]) == expected)
        #expect(fault([UInt8(ascii: "{"), quote] + bytes + [quote]) != nil)
        #expect(fault(bytes) != nil)
    }

    @Test func canonicallyEquivalentNamesAreDifferent() throws {
        let value = try read("{\"e\u{301}\":1,\"\u{E9}\":2}")
        #expect(value.object?.count == 2)
        #expect(value["\u{E9}"]?.integer == 2)
        #expect(value["e\u{301}"]?.integer == 1)
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
        #expect(JSONMember("\u{E9}", .null) != JSONMember("e\u{301}", .null))
    }

    @Test(arguments: [2, 15, 16, 17, 40])
    func repeatedNamesAreFoundInObjectsOfAnySize(count: Int) throws {
        let unique = (0..<count).map { "\"n\($0)\":0" }
        #expect(try read("{\(unique.joined(separator: ","))}").object?.count == count)
        for repeated in [0, count / 2, count - 1] {
            let members = unique + ["\"n\(repeated)\":0"]
            #expect(
                fault(Array("{\(members.joined(separator: ","))}".utf8))?.reason
                    == "this member's name occurs twice"
            )
        }
    }

    @Test func manyEquivalentNamesAreDifferent() throws {
        let names = (0..<20).map { "\"\(String(repeating: "\u{E9}", count: $0))e\u{301}\":0" }
        let others = (0..<20).map { "\"\(String(repeating: "\u{E9}", count: $0 + 1))\":0" }
        #expect(try read("{\((names + others).joined(separator: ","))}").object?.count == 40)
    }

    @Test func nestingHasALimit() throws {
        let limit = JSONReader.depthMax
        func nested(_ depth: Int, _ inner: String) -> String {
            String(repeating: "[", count: depth) + inner + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try read(nested(limit, "1")) }
        #expect(throws: Never.self) { try read(nested(limit - 1, "{\"a\":1}")) }
        let expected = JSONFault(offset: limit, reason: "nesting is deeper than 32")
        #expect(fault(Array(nested(limit + 1, "").utf8)) == expected)
        #expect(fault(Array(String(repeating: "[", count: 1_000_000).utf8)) == expected)
        #expect(fault(Array(nested(limit, "{}").utf8)) == expected)
    }

    @Test func reasonsNeverQuoteTheText() {
        for text in [
            "{\"code\":042917}", "\"042917", "042917", "[\"042917\" 1]",
            "{\"042917\":1,\"042917\":2}",
        ] {
            #expect(fault(Array(text.utf8))?.reason.contains("042917") == false)
        }
    }

    @Test func placesAreLinesAndColumns() throws {
        let text = "{\r\n  \"grüße\": \"x\",\r\n  \"a\": tru\n}"
        let found = try #require(fault(Array(text.utf8)))
        #expect(found.place(in: Array(text.utf8)) == (line: 3, column: 8))
        #expect(JSONFault(offset: 0, reason: "").place(in: []) == (line: 1, column: 1))
    }
}
