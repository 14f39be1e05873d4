import CountersignCore
import Testing

@Suite("OCRA suites")
struct OCRASuiteTests {
    @Test func everyPartIsRead() throws {
        let suite = try #require(OCRASuite("OCRA-1:HOTP-SHA512-8:C-QH64-PSHA256-S064-T1M"))
        #expect(suite.hash == .sha512)
        #expect(suite.digits == 8)
        #expect(suite.takesCounter)
        #expect(suite.questionFormat == .hexadecimal)
        #expect(suite.questionLengthMax == 64)
        #expect(suite.pinHash == .sha256)
        #expect(suite.sessionByteCount == 64)
        #expect(suite.timeStep?.seconds == 60)
        #expect(suite.description == suite.text)
    }

    @Test(arguments: [
        "OCRA-1:HOTP-SHA1-0:QA04", "OCRA-1:HOTP-SHA1-4:QN64", "OCRA-1:HOTP-SHA256-10:QH10",
        "OCRA-1:HOTP-SHA1-6:QN08-S001", "OCRA-1:HOTP-SHA1-6:QN08-S512",
        "OCRA-1:HOTP-SHA1-6:QN08-T1S", "OCRA-1:HOTP-SHA1-6:QN08-T59S",
        "OCRA-1:HOTP-SHA1-6:QN08-T59M", "OCRA-1:HOTP-SHA1-6:QN08-T48H",
        "OCRA-1:HOTP-SHA1-6:C-QN08-PSHA512-T1H",
    ])
    func formsAtTheEdgeAreRead(text: String) {
        #expect(OCRASuite(text)?.text == text)
    }

    @Test(arguments: [
        "", ":", "::", "OCRA-1:HOTP-SHA1-6:QN08:", "OCRA-1:HOTP-SHA1-6:-QN08",
        "OCRA-1:HOTP-SHA1-6:QN08-", "OCRA-1:HOTP-SHA1-06:QN08", "OCRA-1:HOTP-SHA1-1:QN08",
        "OCRA-1:HOTP-SHA1-6:QN8", "OCRA-1:HOTP-SHA1-6:QN008", "OCRA-1:HOTP-SHA1-6:CC-QN08",
        "OCRA-1:HOTP-SHA1-6:QN08-S000", "OCRA-1:HOTP-SHA1-6:QN08-S64",
        "OCRA-1:HOTP-SHA1-6:QN08-T0H", "OCRA-1:HOTP-SHA1-6:QN08-T0S",
        "OCRA-1:HOTP-SHA1-6:QN08-T01M", "OCRA-1:HOTP-SHA1-6:QN08-TM",
        "OCRA-1:HOTP-SHA1-6:QN08-P", "OCRA-1:HOTP-SHA1-6:QN08-PSHA1-PSHA1",
        "OCRA-1:HOTP-SHA1-6:QN08-S064-PSHA1", " OCRA-1:HOTP-SHA1-6:QN08",
        "OCRA-1:HOTP-SHA1-6:QN08\n", "OCRA-1:HOTP-SHA1-6:QN٠٨", "OCRA-1:HOTP-SHA1-+6:QN08",
    ])
    func anythingElseIsRefused(text: String) {
        #expect(OCRASuite(text) == nil)
    }

    @Test func everySuiteThatIsReadPrintsItself() throws {
        // Every string of parts, sensible or not: what is read is read from its own text only.
        let pieces = ["C", "QH64", "QA08", "QN4", "PSHA1", "PSHA2", "S064", "S6", "T1M", "T", ""]
        var read = 0
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let text = "OCRA-1:HOTP-SHA256-6:\(first)-\(second)-\(third)"
                    guard let suite = OCRASuite(text) else { continue }
                    read += 1
                    var written = suite.takesCounter ? "C-" : ""
                    written += "Q\(suite.questionFormat.rawValue)"
                    written += suite.questionLengthMax < 10 ? "0" : ""
                    written += "\(suite.questionLengthMax)"
                    written += suite.pinHash.map { "-P\($0.rawValue)" } ?? ""
                    written += suite.sessionByteCount.map { "-S0\($0)" } ?? ""
                    written += suite.timeStep.map { "-T\($0.seconds / 60)M" } ?? ""
                    #expect(text == "OCRA-1:HOTP-SHA256-6:" + written)
                }
            }
        }
        // Two questions, each with a counter and one of three parts, or with two of the three.
        #expect(read == 2 * (3 + 3))
    }

    @Test func timeStepsAreCountedDown() throws {
        let suite = try #require(OCRASuite("OCRA-1:HOTP-SHA512-8:QN08-T1M"))
        let moment = try #require(Instant(rfc3339: "2008-03-25T12:06:30Z"))
        #expect(suite.timeSteps(at: moment) == 20_107_446)
        #expect(suite.timeSteps(at: Instant(seconds: -1)) == nil)
        #expect(OCRASuite("OCRA-1:HOTP-SHA1-6:QN08")?.timeSteps(at: moment) == nil)
    }
}
