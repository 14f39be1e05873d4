import CountersignCore
import Testing

@Suite struct ReplyTokenTests {
    private static let id = "cnf_01KAPM00000000000000000002"
    private static let mac = Array(UInt8(0)..<16)
    private static let encoded = "AAECAwQFBgcICQoLDA0ODw"

    @Test(arguments: ReplyToken.Action.allCases)
    func itsTextGivesItBack(action: ReplyToken.Action) throws {
        let confirmation = try #require(ConfirmationID(ReplyTokenTests.id))
        let token = ReplyToken(action, of: confirmation, mac: ReplyTokenTests.mac)
        #expect(
            token.text == "\(action.rawValue).\(ReplyTokenTests.id).\(ReplyTokenTests.encoded)"
        )
        #expect(ReplyToken(token.text) == token)
        #expect(token.text.utf8.count <= ReplyToken.charactersMax)
        #expect(PercentEncoding.encode(token.text) == token.text)
    }

    @Test(arguments: [
        "", "deny", "deny..", "deny.\(id)", "deny.\(id).", "deny.\(id).\(encoded)A",
        "deny.\(id).\(encoded)=", "deny.\(id).\(encoded.dropLast())", "Deny.\(id).\(encoded)",
        "deny.\(id).\(encoded).x", " deny.\(id).\(encoded)", "open.\(id).\(encoded)",
        "deny.msg_01KAPM00000000000000000002.\(encoded)", "deny.\(id).AAECAwQFBgcICQoLDA0ODx",
        "cnf_1:approve:9d2f", "approve.\(String(repeating: "x", count: 100_000))",
    ])
    func anyOtherSpellingIsNoToken(text: String) {
        #expect(ReplyToken(text) == nil)
    }

    @Test func itKeepsItsMACToItself() throws {
        let confirmation = try #require(ConfirmationID(ReplyTokenTests.id))
        let token = ReplyToken(.approve, of: confirmation, mac: ReplyTokenTests.mac)
        var shown = "\(token) \(String(reflecting: token))"
        dump(token, to: &shown)
        #expect(!shown.contains(ReplyTokenTests.encoded))
        #expect(!shown.contains("1, 2, 3"))
    }
}
