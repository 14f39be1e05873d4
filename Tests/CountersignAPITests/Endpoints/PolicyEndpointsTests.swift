import CountersignCore
import Testing

@testable import CountersignAPI

@Suite struct PolicyEndpointsTests {
    private let text = #"{"text":"policy \"Everyday\"\notherwise skip\n","note":"why"}"#

    private func put(
        _ body: String,
        match: String? = "\"default-3\"",
        key: String = Bench.policyKey,
        on bench: Bench = Bench()
    ) async -> Answer {
        await bench.send(
            "PUT",
            "/v1/policy",
            body: body,
            key: key,
            headers: match.map { ["if-match": $0] } ?? [:]
        )
    }

    @Test func policyIsReadWithItsTag() async {
        for key in [Bench.policyKey, Bench.manageKey, Bench.readKey] {
            let answer = await Bench().send("GET", "/v1/policy", key: key)
            #expect(answer.status == 200)
            #expect(answer.header("etag") == "\"default-3\"")
            #expect(answer.json["policy"]?.string == "Everyday")
            #expect(answer.json["version"]?.integer == 3)
            #expect(answer.json["text"]?.string?.contains("otherwise") == true)
            #expect(answer.json["author"]?.string == "file")
        }
        let query = await Bench().send("GET", "/v1/policy", query: "a=1", key: Bench.readKey)
        #expect(query.status == 422)
    }

    @Test func policyIsReplacedByWhoKnowsIt() async {
        let bench = Bench()
        let answer = await put(text, on: bench)
        #expect(answer.status == 200)
        #expect(answer.header("etag") == "\"acme-shoes-1\"")
        #expect(answer.json["note"]?.string == "why")
        let again = await put(text, on: bench)
        #expect(again.status == 412)
        #expect(again.json["type"]?.string == "/problems/policy-stale")
        #expect(again.json["version"]?.integer == 1)
        #expect(again.header("etag") == "\"acme-shoes-1\"")
    }

    @Test(
        arguments: [
            (nil, 428, "if-match-missing"), ("default-3", 400, "invalid-request"),
            ("\"default-2\"", 412, "policy-stale"), ("W/\"default-3\"", 412, "policy-stale"),
            ("\"x\" , \"default-3\"", 200, ""), ("*", 200, ""), ("\"x\",", 400, "invalid-request"),
        ] as [(String?, Int, String)]
    )
    func onlyAMatchingTagReplaces(match: String?, status: Int, problem: String) async {
        let answer = await put(text, match: match)
        #expect(answer.status == status)
        if !problem.isEmpty { #expect(answer.json["type"]?.string == "/problems/" + problem) }
    }

    @Test func faultsComeWithPlacesAndThePaymentThatProvesThem() async {
        let bad = #"{"text":"bad"}"#
        let answers = [
            await put(bad),
            await Bench().send(
                "POST",
                "/v1/policy/backtest",
                body: #"{"text":"bad","since":"2026-11-01T00:00:00Z"}"#,
                key: Bench.policyKey
            ),
        ]
        for answer in answers {
            #expect(answer.status == 422)
            #expect(answer.json["type"]?.string == "/problems/policy-faulty")
        }
        let check = await Bench().send(
            "POST",
            "/v1/policy/check",
            body: bad,
            key: Bench.policyKey
        )
        #expect(check.status == 200)
        #expect(check.json["policy"] == nil)
        for answer in answers + [check] {
            let finding = answer.json["findings"]?.array?.first
            #expect(finding?["line"]?.integer == 2)
            #expect(finding?["column"]?.integer == 3)
            #expect(finding?["counterexample"]?["reference"]?.string == "r")
            #expect(finding?["at"]?.string == Sample.now.rfc3339)
        }
    }

    @Test func testKeysAndForeignScopesChangeNothing() async {
        #expect(await put(text, key: Bench.manageKey).status == 403)
        #expect(await put(text, key: Bench.readKey).status == 403)
        #expect(await put(text, key: Bench.liveKey).status == 403)
    }

    @Test(arguments: [
        #"{}"#, #"{"text":5}"#, #"{"text":""}"#, #"{"text":"a","note":"two\nlines"}"#,
        #"{"text":"a","notes":"b"}"#, #"{"text":"a","note":null}"#,
    ])
    func aBodyOfAnotherShapeIsRefused(body: String) async {
        let answer = await put(body)
        #expect(answer.status == 422)
        #expect(answer.json["type"]?.string == "/problems/invalid-request")
    }

    @Test(arguments: [
        (#"{"text":"a","since":"yesterday"}"#, 422), (#"{"text":"a"}"#, 422),
        (#"{"text":"a","since":"2027-01-01T00:00:00Z"}"#, 422),
        (#"{"text":"a","since":"2020-01-01T00:00:00Z"}"#, 422),
        (#"{"text":"busy","since":"2026-11-01T00:00:00Z"}"#, 503),
        (#"{"text":"a","since":"2026-11-01T00:00:00Z","until":"2026-11-02T00:00:00Z"}"#, 200),
    ])
    func rangesOfARehearsalAreChecked(body: String, status: Int) async {
        let answer = await Bench().send(
            "POST",
            "/v1/policy/backtest",
            body: body,
            key: Bench.manageKey
        )
        #expect(answer.status == status)
        if status == 200 {
            #expect(answer.json["until"]?.string == "2026-11-02T00:00:00Z")
            #expect(answer.json["mode"]?.string == "test")
        }
    }

    @Test func aFailingStoreIsToldInTheLogOnly() async {
        let bench = Bench(policyDesk: FakePolicyDesk(failure: .unavailable(reason: "disk full")))
        let answer = await bench.send("GET", "/v1/policy", key: Bench.readKey)
        #expect(answer.status == 503)
        #expect(!answer.text.contains("disk full"))
        let unwritable = await put(#"{"text":"unwritable"}"#)
        #expect(unwritable.status == 503)
    }

    @Test func aServiceWithoutADeskLacksTheCalls() async {
        let answer = await Bench(policyDesk: nil).send("GET", "/v1/policy", key: Bench.readKey)
        #expect(answer.status == 404)
    }
}
