import CountersignCore
import Testing

@testable import CountersignAPI

@Suite struct RequestBodyTests {
    @Test(arguments: [
        ("", "empty"),
        ("{", "line 1, column 2"),
        ("{\"amount\": 1,}", "line 1, column 14"),
        ("{\n  \"é\": 1,\n  \"b\" 2\n}", "line 3, column 7: a colon"),
        ("{\"a\": 1, \"a\": 2}", "occurs twice"),
        ("{} {}", "more text after the document"),
        ("{\"a\": NaN}", "not a JSON value"),
        ("{\"a\": 01}", "leading zero"),
        ("{'a': 1}", "double quotes"),
        ("{\"a\": \"\\ud800\"}", "surrogate"),
        ("{\"a\": \"\t\"}", "control character"),
        ("\u{FEFF}{}", "byte order mark"),
    ])
    func textThatIsNoJSONIsRefusedWithItsPlace(body: String, piece: String) async {
        let answer = await Bench().create(body)
        #expect(answer.status == 400)
        #expect(answer.problem == "/problems/invalid-request")
        #expect(answer.json["detail"]?.string?.contains(piece) == true, "\(answer.text)")
    }

    @Test func nestingWithoutEndIsRefused() async {
        let answer = await Bench().create(String(repeating: "[", count: 20_000))
        #expect(answer.status == 400)
        #expect(answer.json["detail"]?.string?.contains("nesting") == true)
    }

    @Test func bytesThatAreNotUTF8AreRefused() async {
        let bench = Bench()
        let response = await bench.api.respond(
            to: HTTPRequest(
                method: "POST",
                path: "/v1/confirmations",
                headers: [
                    "authorization": "Bearer " + Bench.testKey, "idempotency-key": "k",
                    "content-type": "application/json",
                ],
                body: Array("{\"reference\": \"".utf8) + [0xFF, 0xC0] + Array("\"}".utf8)
            )
        )
        let answer = Answer(response)
        #expect(answer.status == 400)
        #expect(answer.json["detail"]?.string?.contains("UTF-8") == true)
    }

    @Test(arguments: ["[]", "7", "\"x\"", "true", "null"])
    func aBodyThatIsNoObjectIsRefused(body: String) async {
        let answer = await Bench().create(body)
        #expect(answer.status == 422)
        #expect(answer.errors.map(\.place) == ["#"])
    }

    @Test(arguments: [
        ("application/json", true), ("Application/JSON", true),
        ("application/json; charset=utf-8", true), ("application/json;charset=\"UTF-8\"", true),
        ("application/json ; charset=UTF-8", true),
        ("application/json; charset=latin1", false), ("application/json; v=1", false),
        ("application/json;", false), ("application/jsonp", false), ("text/json", false),
        ("application/x-www-form-urlencoded", false), ("", false),
        ("application/json; charset=utf-8; charset=utf-8", false),
        ("application/json, application/json", false),
    ])
    func onlyJSONInUTF8IsTaken(type: String, isTaken: Bool) async {
        let answer = await Bench().create(
            Body.text(Body.create),
            headers: ["content-type": type]
        )
        #expect(answer.status == (isTaken ? 201 : 415))
        if !isTaken { #expect(answer.problem == "/problems/unsupported-media-type") }
    }

    @Test func aCallThatNeedsNoBodyTakesNoneOrAnEmptyObject() async {
        let bench = Bench()
        let path = "/v1/confirmations/\(Sample.id.text)/"
        for call in ["deny", "cancel", "resend"] {
            #expect(await bench.send("POST", path + call).status == 200)
            #expect(await bench.send("POST", path + call, body: "{}").status == 200)
            let answer = await bench.send("POST", path + call, body: "{\"why\": 1}")
            #expect(answer.status == 422)
            #expect(answer.errors.map(\.place) == ["#/why"])
        }
        #expect(bench.checkout.reached.count == 6)
    }

    @Test func aQueryOnACallWithABodyIsRefused() async {
        let answer = await Bench().send(
            "POST",
            "/v1/confirmations",
            query: "dry_run=1",
            body: Body.text(Body.create),
            headers: ["idempotency-key": "k"]
        )
        #expect(answer.status == 422)
        #expect(answer.errors.map(\.place) == ["dry_run"])
    }
}
