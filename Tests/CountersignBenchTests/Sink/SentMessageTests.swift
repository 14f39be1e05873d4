import CountersignCore
import Testing

@testable import CountersignBench

struct SentMessageTests {
    private static let id = "cnf_01K9ZZZZZZ0123456789ABCDEF"

    private func body(text: String = #""Your code is 042917.""#, more: String = "") -> [UInt8] {
        Array(
            (#"{"type":"message.send","timestamp":"2026-11-24T10:00:00.000Z","data":{"#
                + #""message_id":"msg_01K9","confirmation_id":"\#(SentMessageTests.id)","#
                + #""to":"+4915112345678",\#(more)"text":\#(text),"ttl_seconds":287}}"#).utf8
        )
    }

    private func code(_ digits: String) -> SentCode? { SentCode(in: Array(digits.utf8)[...]) }

    @Test func confirmationAndCodeAreRead() throws {
        let message = try #require(SentMessage(body()))
        #expect(message.confirmation.id.text == SentMessageTests.id)
        #expect(message.code == code("042917"))
        var digits: [UInt8] = []
        message.code?.appendDigits(to: &digits)
        #expect(String(decoding: digits, as: UTF8.self) == "042917")
        #expect("\(try #require(message.code))" == "•••")
    }

    @Test(arguments: [
        (#""Pay €1,234.50 to Shop 24? Code 12345678. \n\n@shop.example #12345678""#, "12345678"),
        (#""1234567890 is no code, 000001 is""#, "000001"),
        (#""Code \"654321\"\\""#, "654321"),
        (#""Code \u0030\u00342917""#, "042917"),
        (#""\u00e9123456 \ud83d\ude00""#, "123456"),
    ])
    func codeIsFoundInTheTextAsItReads(text: String, digits: String) throws {
        let message = try #require(SentMessage(body(text: text)))
        #expect(message.code == code(digits))
    }

    @Test func textWithoutACodeHasNone() throws {
        #expect(try #require(SentMessage(body(text: #""12345 123456789""#))).code == nil)
    }

    @Test func otherMembersAreSteppedOver() throws {
        let more = #""content":{"text":"111111","a":[1,-2.5e+7,{"b":"}]\""},true,null]},"#
        let message = try #require(SentMessage(body(more: more)))
        #expect(message.code == code("042917"))
    }

    @Test(arguments: [
        "", "{}", "[]", "null", #"{"type":"message.send"}"#,
        #"{"type":"message.status","data":{"confirmation_id":"x","text":"123456"}}"#,
        #"{"type":"message.send","data":{"confirmation_id":7,"text":"123456"}}"#,
        #"{"type":"message.send","data":{"confirmation_id":"cnf_","text":"123456"}}"#,
        #"{"type":"message.send","data":{"confirmation_id":"#,
        #"{"type":"message.send","data":]"#,
    ])
    func anythingElseIsNoMessage(text: String) {
        #expect(SentMessage(Array(text.utf8)) == nil)
    }

    @Test func everyBeginningIsNoMessage() {
        let whole = body()
        for count in 0..<whole.count { #expect(SentMessage(Array(whole[..<count])) == nil) }
    }

    @Test(arguments: 0..<200) func changedBytesNeverTrap(seed: Int) {
        var bytes = body(more: #""content":{"a":[1,{"b":"\u0041"}]},"#)
        for step in 0..<6 {
            let place = (seed &* 7_919 &+ step &* 104_729) % bytes.count
            bytes[place] = Array(#"{}[]",:\u0"#.utf8)[(seed + step) % 10]
        }
        let message = SentMessage(bytes)
        #expect(message == nil || message?.confirmation.id.text.hasPrefix("cnf_") == true)
    }

    @Test func keyKeepsEveryBitOfAnID() throws {
        for number in [UInt8(0), 1, 127, 255] {
            let id = ConfirmationID(
                at: Instant(milliseconds: 1_790_000_000_123 + Int64(number)),
                random: [255, number, 0, 1, 2, 3, number, 5, 6, 255]
            )
            let key = try #require(ConfirmationKey(Array(id.text.utf8)[...]))
            #expect(key.id == id)
        }
        #expect(ConfirmationKey(Array("cnf_8ZZZZZZZZZZZZZZZZZZZZZZZZZ".utf8)[...]) == nil)
        #expect(ConfirmationKey(Array("cnf_0ZZZZZZZZZZZZZZZZZZZZZZZZU".utf8)[...]) == nil)
    }
}
