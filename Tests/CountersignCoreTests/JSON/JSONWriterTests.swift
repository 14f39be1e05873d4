import CountersignCore
import Testing

@Suite struct JSONWriterTests {
    @Test func commasStandBetweenValues() throws {
        var json = JSONWriter()
        json.beginObject()
        json.member("a", "x")
        json.member("b", 1)
        json.name("c")
        json.beginArray()
        json.value(true)
        json.null()
        json.beginObject()
        json.endObject()
        json.beginArray()
        json.endArray()
        json.value(Int64.min)
        json.raw(Array("[0]".utf8))
        json.endArray()
        json.member("d", false)
        json.member("e", JSONValue.object([JSONMember("f", .number(JSONNumber(text: "1.50")))]))
        json.endObject()
        let text = """
            {"a":"x","b":1,"c":[true,null,{},[],-9223372036854775808,[0]],"d":false,"e":{"f":1.50}}
            """
        #expect(String(decoding: json.bytes, as: UTF8.self) == text)
    }

    @Test func plainTextIsWrittenAsAnyOther() {
        let token = Base64URL.encode((0...255).map { UInt8($0) })
        var plain = JSONWriter()
        var other = JSONWriter()
        plain.beginObject()
        other.beginObject()
        for name in ["a", "b"] {
            plain.member(name, plain: token)
            other.member(name, token)
        }
        plain.endObject()
        other.endObject()
        #expect(plain.bytes == other.bytes)
    }

    @Test(arguments: [
        ("", "\"\""), ("a/b", "\"a/b\""), ("\"\\", #""\"\\""#),
        ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#), ("\0\u{1F}\u{7F}", "\"\\u0000\\u001f\u{7F}\""),
        ("é\u{2028}😀", "\"é\u{2028}😀\""), ("é\"é\n", #""é\"é\n""#),
    ])
    func stringsAreEscapedAsRFC8785Says(text: String, quoted: String) {
        #expect(Array(JSONWriter.quoted(text).utf8) == Array(quoted.utf8))
    }

    @Test func parseAndPrintAgreeForRandomDocuments() throws {
        var random = SeededGenerator(seed: 8_259)
        for _ in 0..<400 {
            let value = RandomJSON.value(depth: 5, using: &random)
            var json = JSONWriter()
            json.value(value)
            #expect(try JSONReader.read(json.bytes) == value)
            #expect(try JSONReader.read(json.bytes, dialect: .json5) == value)
        }
    }

    @Test func mutatedBytesNeverCrashTheReader() throws {
        var random = SeededGenerator(seed: 7_493)
        var refused = 0
        let scraps = Array("{}[]\",:\\/*'+-.eE0x1tfnu \n\u{FEFF}\u{0}é".utf8) + [0xFF, 0xC3, 0xED]
        for _ in 0..<1_500 {
            var json = JSONWriter()
            json.value(RandomJSON.value(depth: 4, using: &random))
            var bytes = json.bytes
            for _ in 0...Int.random(in: 0...3, using: &random) {
                let place = Int.random(in: 0...bytes.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0 where place < bytes.count:
                    bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1 where place < bytes.count: bytes.remove(at: place)
                case 2: bytes.insert(scraps.randomElement(using: &random) ?? 0, at: place)
                default: bytes.removeSubrange(place...)
                }
            }
            for dialect in [JSONReader.Dialect.strict, .json5] {
                do throws(JSONFault) {
                    // What is still read can be written, and reads the same again.
                    let value = try JSONReader.read(bytes, dialect: dialect)
                    var again = JSONWriter()
                    again.value(value)
                    #expect(try JSONReader.read(again.bytes) == value)
                } catch {
                    refused += 1
                    #expect((0...bytes.count).contains(error.offset))
                    #expect(error.place(in: bytes).line >= 1)
                }
            }
        }
        #expect(refused > 500)
    }
}

/// Documents by chance.
enum RandomJSON {
    static func value(depth: Int, using random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0...(depth > 0 ? 7 : 4), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2:
            return .integer(
                Int64(bitPattern: random.next()) >> Int64.random(in: 0...63, using: &random)
            )
        case 3:
            let double = Double(bitPattern: random.next())
            return double.isFinite ? .number(JSONNumber(text: "\(double)")) : .null
        case 4: return .string(text(using: &random))
        case 5:
            return .array(
                (0..<Int.random(in: 0...4, using: &random)).map { _ in
                    value(depth: depth - 1, using: &random)
                }
            )
        default:
            var names: Set<[UInt8]> = []
            var members: [JSONMember] = []
            for _ in 0..<Int.random(in: 0...18, using: &random) {
                let name = text(using: &random)
                guard names.insert(Array(name.utf8)).inserted else { continue }
                members.append(JSONMember(name, value(depth: depth - 2, using: &random)))
            }
            return .object(members)
        }
    }

    static func text(using random: inout SeededGenerator) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let range: ClosedRange<UInt32> =
                [
                    0...0x1F, 0x20...0x7F, 0x22...0x22, 0x5C...0x5C, 0x80...0x7FF, 0x300...0x310,
                    0x800...0xFFFF, 0x1_0000...0x10_FFFF,
                ]
                .randomElement(using: &random) ?? 0x20...0x7F
            guard let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) else {
                continue
            }
            text.unicodeScalars.append(scalar)
        }
        return text
    }
}
