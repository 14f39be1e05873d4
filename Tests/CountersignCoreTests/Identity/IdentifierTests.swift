import CountersignCore
import Testing

@Suite struct IdentifierTests {
    private let random: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

    @Test func shapeIsPrefixAndTwentySixCharacters() {
        let zero = ConfirmationID(
            at: Instant(milliseconds: 0),
            random: [UInt8](repeating: 0, count: 10)
        )
        #expect(zero.text == "cnf_00000000000000000000000000")
        let full = MessageID(
            at: Instant(milliseconds: 0xFFFF_FFFF_FFFF),
            random: [UInt8](repeating: 255, count: 10)
        )
        #expect(full.text == "msg_7ZZZZZZZZZZZZZZZZZZZZZZZZZ")
        // The example of the ULID specification: 1469918176385 is 01ARYZ6S41.
        let example = ReceiptID(at: Instant(milliseconds: 1_469_918_176_385), random: random)
        #expect(example.text.hasPrefix("rcp_01ARYZ6S41"))
        #expect("\(example)" == example.text)
    }

    @Test func idsOrderByTime() {
        let early = EventID(
            at: Instant(milliseconds: 1_000),
            random: [UInt8](repeating: 255, count: 10)
        )
        let late = EventID(
            at: Instant(milliseconds: 1_001),
            random: [UInt8](repeating: 0, count: 10)
        )
        #expect(early < late)
        #expect(!(late < early))
    }

    @Test func parseAndPrintAgree() throws {
        var generator = SeededGenerator(seed: 32)
        var seen: Set<ConfirmationID> = []
        for _ in 0..<2_000 {
            let now = Instant(
                milliseconds: Int64.random(in: 0...0xFFFF_FFFF_FFFF, using: &generator)
            )
            let bytes = (0..<10).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let id = ConfirmationID(at: now, random: bytes)
            #expect(ConfirmationID(id.text) == id)
            #expect(seen.insert(id).inserted)
        }
    }

    @Test(arguments: [
        "", "cnf_", "cnf_0000000000000000000000000", "cnf_000000000000000000000000000",
        "cnf_80000000000000000000000000", "cnf_Z0000000000000000000000000",
        "cnf_0000000000000000000000000a",
        "cnf_0000000000000000000000000I", "cnf_0000000000000000000000000L",
        "cnf_0000000000000000000000000O",
        "cnf_0000000000000000000000000U", "cnf_0000000000000000000000000-",
        "cnf_0000000000000000000000000\u{E9}",
        "msg_00000000000000000000000000", "CNF_00000000000000000000000000",
        "cnf-00000000000000000000000000",
        " cnf_00000000000000000000000000", "cnf_00000000000000000000000000\n",
        "00000000000000000000000000",
    ])
    func otherTextsAreRefused(text: String) {
        #expect(ConfirmationID(text) == nil)
    }

    @Test func eachKindHasItsPrefix() {
        let rest = "_00000000000000000000000000"
        #expect(MessageID("msg" + rest) != nil)
        #expect(ReceiptID("rcp" + rest) != nil)
        #expect(EventID("evt" + rest) != nil)
        #expect(APIKeyID("key" + rest) != nil)
        #expect(WebhookEndpointID("whe" + rest) != nil)
        #expect(WebhookEndpointID("key" + rest) == nil)
    }
}
