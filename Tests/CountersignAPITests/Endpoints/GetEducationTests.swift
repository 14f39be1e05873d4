import CountersignAPI
import CountersignCore
import Testing

@Suite struct GetEducationTests {
    private func get(_ query: String = "", key: String = Bench.testKey) async -> Answer {
        await Bench().send("GET", "/v1/education", query: query, key: key)
    }

    @Test func theTextsAreThoseOfTheBrandInTheLanguageAskedFor() async {
        let answer = await get("locale=de-AT")
        #expect(answer.status == 200)
        #expect(answer.json["locale"]?.string == "de-AT")
        #expect(answer.json["why"]?["label"]?.string == "Why default?")
        #expect(answer.json["contact"]?["text"]?.string == "contact")
        #expect(answer.json["after_denial"]?["text"]?.string == "advice")
    }

    @Test(arguments: [Bench.testKey, Bench.readKey, Bench.manageKey])
    func everyKeyOfTheMerchantMayReadThem(_ key: String) async {
        #expect(await get(key: key).status == 200)
    }

    @Test func nobodyElseMay() async {
        #expect(await get(key: Bench.unknownKey).status == 401)
    }

    @Test(arguments: ["locale=x", "locale=de%20x", "locale=", "lang=de"])
    func aLanguageThatIsNoneIsRefused(_ query: String) async {
        #expect(await get(query).status == 422)
    }

    @Test func aBrandWithoutTextsHasNone() async {
        #expect(await get("locale=xx").status == 404)
    }
}
