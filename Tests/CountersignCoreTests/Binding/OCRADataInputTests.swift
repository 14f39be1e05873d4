import CountersignCore
import Testing

@Suite("OCRA data input")
struct OCRADataInputTests {
    private func fault(_ suite: String, _ input: OCRADataInput) throws -> OCRAFault? {
        let suite = try #require(OCRASuite(suite))
        do {
            _ = try input.bytes(for: suite)
            return nil
        } catch {
            return error
        }
    }

    @Test func inputsMustBeTheOnesTheSuiteTakes() throws {
        let question = "12345678"
        let plain = "OCRA-1:HOTP-SHA1-6:QN08"
        let full = "OCRA-1:HOTP-SHA1-6:C-QN08-PSHA1-S004-T1M"
        let pin = [UInt8](repeating: 1, count: 20)
        let session: [UInt8] = [1, 2, 3, 4]
        func input(
            _ counter: UInt64?,
            _ pin: [UInt8]?,
            _ session: [UInt8]?,
            _ time: UInt64?
        ) -> OCRADataInput {
            OCRADataInput(
                counter: counter,
                question: question,
                pinHash: pin,
                session: session,
                timeSteps: time
            )
        }
        #expect(try fault(full, input(0, pin, session, 1)) == nil)
        #expect(try fault(full, input(nil, pin, session, 1)) == .counterMismatch)
        #expect(try fault(full, input(0, nil, session, 1)) == .pinHashMismatch)
        #expect(try fault(full, input(0, pin.dropLast(), session, 1)) == .pinHashMismatch)
        #expect(try fault(full, input(0, pin, nil, 1)) == .sessionMismatch)
        #expect(try fault(full, input(0, pin, session.dropLast(), 1)) == .sessionMismatch)
        #expect(try fault(full, input(0, pin, session, nil)) == .timeMismatch)
        #expect(try fault(plain, input(0, nil, nil, nil)) == .counterMismatch)
        #expect(try fault(plain, input(nil, pin, nil, nil)) == .pinHashMismatch)
        #expect(try fault(plain, input(nil, nil, session, nil)) == .sessionMismatch)
        #expect(try fault(plain, input(nil, nil, nil, 1)) == .timeMismatch)
    }

    @Test(arguments: [
        ("QN08", ""), ("QN08", "1234567a"), ("QN08", "-1"), ("QN08", "12345678123456781"),
        ("QH08", "1234567g"), ("QA08", "with a b"), ("QA08", "ä"), ("QN08", "١٢"),
    ])
    func questionsThatDoNotFitAreRefused(format: String, question: String) throws {
        let input = OCRADataInput(question: question)
        #expect(try fault("OCRA-1:HOTP-SHA1-6:\(format)", input) == .badQuestion)
    }

    @Test func twoLongestQuestionsFillTheQuestionExactly() throws {
        let suite = try #require(OCRASuite("OCRA-1:HOTP-SHA1-6:QA64"))
        let question = String(repeating: "A", count: 128)
        let bytes = try OCRADataInput(question: question).bytes(for: suite)
        #expect(bytes.count == suite.text.utf8.count + 1 + OCRADataInput.questionByteCount)
        #expect(bytes.last == UInt8(ascii: "A"))
        #expect(
            try fault(suite.text, OCRADataInput(question: question + "A")) == .badQuestion
        )
    }

    @Test func codesKeepTheirLeadingZeroes() {
        var mac = [UInt8](repeating: 0, count: 32)
        #expect(OCRA.truncate(mac, digits: 6) == "000000")
        mac[3] = 42
        #expect(OCRA.truncate(mac, digits: 8) == "00000042")
        mac[31] = 15
        mac[15] = 0xFF
        #expect(OCRA.truncate(mac, digits: 10) == "2130706432")
    }
}
