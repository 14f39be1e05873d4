import CountersignCore
import Testing

@Suite struct CanonicalJSONTests {
    struct File: Decodable {
        struct Number: Decodable {
            let ieee754Hex: String
            let json: String?
        }
        struct Document: Decodable {
            let input: String
            let outputHex: String
        }
        let numbers: [Number]
        let documents: [Document]
        let derived: [Document]
        let mustReject: [String]
    }

    let file: File

    init() throws { file = try Vectors.load("jcs-vectors") }

    @Test func everyPublishedDocumentHasItsBytes() throws {
        #expect(file.documents.count + file.derived.count == 13)
        for document in file.documents + file.derived {
            let value = try JSONReader.read(Array(document.input.utf8))
            #expect(try Hex.encode(CanonicalJSON.bytes(of: value)) == document.outputHex)
        }
    }

    @Test func everyPublishedNumberHasItsText() throws {
        #expect(file.numbers.count == 26)
        for number in file.numbers {
            let bits = try #require(UInt64(number.ieee754Hex, radix: 16))
            let value = JSONValue.number(JSONNumber(text: "\(Double(bitPattern: bits))"))
            if let json = number.json {
                #expect(try CanonicalJSON.bytes(of: value) == Array(json.utf8), "\(json)")
            } else {
                #expect(throws: CanonicalJSONFault.numberOutOfRange) {
                    try CanonicalJSON.bytes(of: value)
                }
            }
        }
    }

    @Test func everythingThatMustBeRejectedIs() {
        #expect(file.mustReject.count == 8)
        for text in file.mustReject {
            #expect(throws: (any Error).self, "\(text)") {
                try CanonicalJSON.bytes(of: JSONReader.read(Array(text.utf8)))
            }
        }
    }

    @Test func faultsSayWhichRuleIsBroken() {
        #expect(throws: CanonicalJSONFault.numberOutOfRange) {
            try CanonicalJSON.bytes(of: .array([.number(JSONNumber(text: "-1e400"))]))
        }
        #expect(throws: CanonicalJSONFault.duplicateName) {
            try CanonicalJSON.bytes(
                of: .object([
                    JSONMember("a", .null), JSONMember("b", .null), JSONMember("a", .null),
                ])
            )
        }
    }

    @Test(arguments: [
        ("1e-400", "0"), ("-0.0", "0"), ("100", "100"), ("1e20", "100000000000000000000"),
        ("123e-7", "0.0000123"), ("1.5e300", "1.5e+300"),
        ("12345678901234567890", "12345678901234567000"),
        ("-1.25e-10", "-1.25e-10"), ("0.1", "0.1"), ("9007199254740993", "9007199254740992"),
    ])
    func numbersAreWrittenAsECMAScriptDoes(text: String, canonical: String) throws {
        let value = JSONValue.number(JSONNumber(text: text))
        #expect(try CanonicalJSON.bytes(of: value) == Array(canonical.utf8))
    }

    @Test func canonicalBytesAreAFixedPoint() throws {
        var random = SeededGenerator(seed: 8_785)
        for _ in 0..<300 {
            let value = RandomJSON.value(depth: 5, using: &random)
            let bytes = try CanonicalJSON.bytes(of: value)
            #expect(try CanonicalJSON.bytes(of: JSONReader.read(bytes)) == bytes)
        }
    }

    @Test func orderOfMembersDoesNotMatter() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<200 {
            let value = RandomJSON.value(depth: 4, using: &random)
            guard case .object(let members) = value else { continue }
            let shuffled = JSONValue.object(members.shuffled(using: &random))
            #expect(try CanonicalJSON.bytes(of: shuffled) == CanonicalJSON.bytes(of: value))
        }
    }

    @Test func everyDoubleReadsBackFromItsText() throws {
        var random = SeededGenerator(seed: 754)
        for _ in 0..<5_000 {
            let double = Double(bitPattern: random.next())
            guard double.isFinite else { continue }
            let bytes = try CanonicalJSON.bytes(of: .number(JSONNumber(text: "\(double)")))
            #expect(Double(String(decoding: bytes, as: UTF8.self)) == double)
        }
    }
}
