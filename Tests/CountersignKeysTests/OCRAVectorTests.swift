import CountersignCore
import Testing

@testable import CountersignKeys

@Suite("OCRA, by its vectors")
struct OCRAVectorTests {
    private func hmac(_ hash: HashAlgorithm, _ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        Libcrypto.digest(hash).hmac(key: key, message)
    }

    private func input(of vector: JSONValue) throws -> OCRADataInput {
        // The largest counter does not fit a signed integer, so it is read from its text.
        var counter: UInt64?
        if case .number(let number)? = vector["counter"] {
            let value: UInt64 = try #require(UInt64(number.text))
            counter = value
        }
        return OCRADataInput(
            counter: counter,
            question: try vector.text("question"),
            pinHash: try vector.optionalBytes("pinHashHex"),
            session: try vector.optionalBytes("sessionHex"),
            timeSteps: vector["timeStep"]?.integer.flatMap { UInt64(exactly: $0) }
        )
    }

    @Test(arguments: [("published", 70), ("derived", 14)])
    func everyResponseIsReproduced(list: String, count: Int) throws {
        let vectors = try Vectors.read("ocra-vectors").list(list)
        #expect(vectors.count == count)
        for vector in vectors {
            let suite = try #require(OCRASuite(try vector.text("suite")))
            let key = try vector.bytes("keyHex")
            let input = try input(of: vector)
            let bytes = try input.bytes(for: suite)
            #expect(bytes == (try vector.bytes("dataInputHex")), "\(suite)")
            #expect(hmac(suite.hash, key, bytes) == (try vector.bytes("hmacHex")), "\(suite)")
            let response = try OCRA.response(suite: suite, key: key, input: input, hmac: hmac)
            #expect(response == (try vector.text("expected")), "\(suite) \(input.question)")
        }
    }

    @Test func everyInvalidSuiteIsRefused() throws {
        let suites = try Vectors.read("ocra-vectors").list("invalidSuites")
        #expect(suites.count == 24)
        for suite in suites {
            let text = try #require(suite.string)
            #expect(OCRASuite(text) == nil, "\(text)")
        }
    }

    @Test func publishedCountersTruncateToTheirCodes() throws {
        let hotp = try #require(try Vectors.read("ocra-vectors")["hotp"])
        for vector in try hotp.list("published") {
            let counter = try #require(vector["counter"]?.integer)
            let message = (0..<8).map { UInt8(truncatingIfNeeded: counter >> (56 - 8 * $0)) }
            let mac = hmac(.sha1, try vector.bytes("keyHex"), message)
            #expect(mac == (try vector.bytes("hmacHex")))
            #expect(OCRA.truncate(mac, digits: 6) == (try vector.text("expected")))
        }
        let example = try #require(hotp["dynamicTruncationExample"])
        let code = OCRA.truncate(try example.bytes("hmacHex"), digits: 6)
        #expect(code == (try example.text("expected")))
    }

    @Test(arguments: [6, 7, 8])
    func transactionSuiteGivesTheBytesOfTheGeneralOne(digits: Int) throws {
        let digest = Libcrypto.sha256.hash(Array("a context".utf8))
        let suite = try #require(OCRASuite(OCRATransactionSuite.text(digits: digits)))
        let general = OCRADataInput(question: Hex.encode(digest))
        #expect(
            OCRATransactionSuite.bytes(digits: digits, digest: digest)
                == (try general.bytes(for: suite))
        )
    }
}
