import CountersignAPI
import CountersignCore
import Testing

@Suite struct TemplatesTests {
    private let desk = FakeTemplateDesk()

    private func preview(_ body: String, key: String = Bench.manageKey) async -> Answer {
        await Bench(templates: desk)
            .send("POST", "/v1/templates/preview", body: body, key: key)
    }

    @Test(arguments: [Bench.manageKey, Bench.readKey])
    func listIsThatOfTheKeysBrand(key: String) async throws {
        let answer = await Bench(templates: desk).send("GET", "/v1/templates", key: key)
        #expect(answer.status == 200)
        #expect(answer.json["brand"]?.string == Sample.merchant.brand)
        let entry = try #require(answer.json["templates"]?.array?.first)
        #expect(entry["channel"]?.string == "sms")
        #expect(answer.json["fallbacks"]?.array?.count == 1)
    }

    @Test func previewShowsMessageSizeAndFindings() async throws {
        let answer = await preview("{}")
        #expect(answer.status == 200)
        let first = try #require(answer.json["previews"]?.array?.first)
        #expect(first["text"]?.string == "Pay Çiçek? 042917")
        #expect(first["sms"]?["alphabet"]?.string == "ucs2")
        #expect(first["sms"]?["forced_by"]?.string == "Ç")
        #expect(first["findings"]?.array == [.string("something")])
        #expect(first["from"] == nil)
    }

    @Test func membersThatAreLeftOutAreExamples() async throws {
        _ = await preview("{}")
        let wish = try #require(desk.wishes.first)
        #expect(wish.brand == Sample.merchant.brand)
        #expect(wish.wish.purpose == "payment")
        #expect(wish.wish.payee == Sample.merchant.name)
        #expect(wish.wish.amount?.minorUnits == 4_999)
        #expect(wish.wish.channels == nil)
        #expect(wish.wish.locales == nil)
        #expect(wish.wish.previousAmount == nil)
    }

    @Test func everyMemberReachesTheDesk() async throws {
        _ = await preview(
            """
            {"purpose": "amended", "channels": ["rcs"], "locales": ["ar", "ja"],
             "amount": {"value": 5000, "currency": "JPY"}, "bound": "up_to", "payee": "Kim",
             "reference": "r-1", "origin": "shop.example", "match_word": "MAPLE", "minutes": 3,
             "previous_amount": {"value": 4000, "currency": "JPY"}, "previous_payee": "Lee",
             "country": "JP"}
            """
        )
        let wish = try #require(desk.wishes.first?.wish)
        #expect(wish.purpose == "amended")
        #expect(wish.channels == [.rcs])
        #expect(wish.locales == ["ar", "ja"])
        #expect(wish.amount?.minorUnits == 5_000)
        #expect(wish.bound == .upTo)
        #expect(wish.payee.text == "Kim")
        #expect(wish.matchWord == "MAPLE")
        #expect(wish.minutes == 3)
        #expect(wish.previousAmount?.minorUnits == 4_000)
        #expect(wish.previousPayee?.text == "Lee")
        #expect(wish.country == "JP")
    }

    @Test func aLoginHasNoAmount() async throws {
        _ = await preview(#"{"purpose": "login"}"#)
        #expect(desk.wishes.first?.wish.amount == nil)
    }

    @Test(arguments: [
        (#"{"purpose": "birthday"}"#, "#/purpose"), (#"{"locales": []}"#, "#/locales"),
        (#"{"locales": [5]}"#, "#/locales/0"), (#"{"minutes": 0}"#, "#/minutes"),
        (#"{"country": "de"}"#, "#/country"), (#"{"chanels": []}"#, "#/chanels"),
        (#"{"payee": ""}"#, "#/payee"), (#"{"amount": 5}"#, "#/amount"),
    ])
    func memberIsRefusedAtItsPlace(body: String, pointer: String) async throws {
        let answer = await preview(body)
        #expect(answer.status == 422)
        let error = try #require(answer.json["errors"]?.array?.first)
        #expect(error["pointer"]?.string == pointer)
        #expect(desk.wishes.isEmpty)
    }

    @Test func aCheckoutsKeyMayNotLook() async {
        #expect(await preview("{}", key: Bench.testKey).status == 403)
    }

    @Test func withoutADeskThereIsNoSuchPath() async {
        let answer = await Bench(templates: nil).send("GET", "/v1/templates", key: Bench.manageKey)
        #expect(answer.status == 404)
    }
}
