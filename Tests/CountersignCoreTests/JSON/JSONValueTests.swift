import CountersignCore
import Testing

@Suite struct JSONValueTests {
    @Test func pointersNameEveryPartOfADocument() throws {
        // The document of RFC 6901 section 5.
        let text =
            #"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#
        let value = try JSONReader.read(Array(text.utf8))
        #expect(value.value(at: "") == value)
        #expect(value.value(at: "/foo")?.array?.count == 2)
        #expect(value.value(at: "/foo/0") == .string("bar"))
        #expect(value.value(at: "/") == .integer(0))
        #expect(value.value(at: "/a~1b") == .integer(1))
        #expect(value.value(at: "/i\\j") == .integer(5))
        #expect(value.value(at: "/m~0n") == .integer(8))
        for absent in [
            "/foo/2", "/foo/-", "/foo/00", "/foo/+1", "/foo/-1", "/x", "/foo/0/a", "foo", "/m~n",
            "/~2",
        ] {
            #expect(value.value(at: absent) == nil, "\(absent)")
        }
    }

    @Test(arguments: ["", "a", "a/b", "~", "~1", "/~0/", "é"])
    func pointersEscapeWhatTheyUnescape(token: String) {
        #expect(JSONPointer.tokens(JSONPointer.of(token, "x")) == [token, "x"])
        #expect(JSONPointer.appending(token, to: "/x") == "/x/" + JSONPointer.escape(token))
        #expect(JSONPointer.of() == "")
    }

    @Test func accessorsGiveNilForOtherKinds() {
        let values: [JSONValue] = [
            .null, .bool(true), .integer(7), .string("s"), .array([]), .object([]),
        ]
        #expect(values.map { $0.bool != nil } == [false, true, false, false, false, false])
        #expect(values.map { $0.integer != nil } == [false, false, true, false, false, false])
        #expect(values.map { $0.string != nil } == [false, false, false, true, false, false])
        #expect(values.map { $0.array != nil } == [false, false, false, false, true, false])
        #expect(values.map { $0.object != nil } == [false, false, false, false, false, true])
        #expect(
            values.map(\.kind) == [
                "null", "a boolean", "a number", "a string", "an array", "an object",
            ]
        )
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("9223372036854775807", Int64.max), ("-9223372036854775808", .min),
            ("9223372036854775808", nil), ("1.0", nil), ("1e3", nil), ("49.99", nil),
        ] as [(String, Int64?)]
    )
    func integersAreWholeAndFit(text: String, integer: Int64?) {
        #expect(JSONNumber(text: text).integer == integer)
    }
}
