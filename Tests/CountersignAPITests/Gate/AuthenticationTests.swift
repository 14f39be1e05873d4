import CountersignAPI
import CountersignCheckout
import CountersignCore
import Testing

@Suite struct AuthenticationTests {
    private static let reads = [
        "/v1/confirmations", "/v1/confirmations/\(Sample.id.text)", "/v1/events",
    ]
    private static let writes = ["verify", "resend", "amend", "deny", "cancel"].map {
        "/v1/confirmations/\(Sample.id.text)/\($0)"
    }

    @Test func aMissingKeyIsChallenged() async {
        let answer = await Bench().send("GET", "/v1/confirmations", key: nil)
        #expect(answer.status == 401)
        #expect(answer.problem == "/problems/unauthorized")
        #expect(answer.header("WWW-Authenticate") == "Bearer realm=\"countersign\"")
    }

    @Test(arguments: [
        "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "bearer csk_live_short",
        "Bearer csk_live_" + String(repeating: "A", count: 44),
        "Bearer csk_live_" + String(repeating: "A", count: 42) + "B",
        "Bearer csk_live_" + String(repeating: "!", count: 43),
        "Bearer csk_prod_" + String(repeating: "A", count: 43),
        "Bearer\u{0}" + Bench.testKey, "Bearer\t" + Bench.testKey,
        "Bearer  " + Bench.testKey, "Bearer " + Bench.testKey + " ", Bench.testKey,
    ])
    func aKeyOfTheWrongShapeIsNotLookedUp(header: String) async {
        let bench = Bench()
        let answer = await bench.send(
            "GET",
            "/v1/confirmations",
            headers: ["authorization": header]
        )
        #expect(answer.status == 401)
        #expect(answer.header("WWW-Authenticate")?.contains("invalid_token") == true)
        #expect(bench.directory.lookupCount == 0)
    }

    @Test func anUnknownAndARevokedKeyGetTheSameAnswer() async {
        let unknown = await Bench().send("GET", "/v1/confirmations", key: Bench.unknownKey)
        let revoked = await Bench().send("GET", "/v1/confirmations", key: Bench.revokedKey)
        #expect(unknown.status == 401)
        #expect(unknown.text == revoked.text)
    }

    @Test func theSchemeIsCaseInsensitive() async {
        let answer = await Bench().send(
            "GET",
            "/v1/confirmations",
            headers: ["authorization": "bEARER " + Bench.testKey]
        )
        #expect(answer.status == 200)
    }

    @Test(arguments: reads)
    func readsTakeCheckoutAndReadButNotManage(path: String) async {
        let bench = Bench()
        #expect(await bench.send("GET", path).status == 200)
        #expect(await bench.send("GET", path, key: Bench.readKey).status == 200)
        let answer = await bench.send("GET", path, key: Bench.manageKey)
        #expect(answer.status == 403)
        #expect(answer.problem == "/problems/forbidden")
        #expect(answer.json["detail"]?.string?.contains("'checkout' or 'read'") == true)
    }

    @Test(arguments: writes + ["/v1/confirmations"])
    func changesTakeCheckoutOnly(path: String) async {
        let bench = Bench()
        for key in [Bench.readKey, Bench.manageKey] {
            let answer = await bench.send("POST", path, body: "{}", key: key)
            #expect(answer.status == 403)
        }
        #expect(bench.checkout.reached.isEmpty)
    }

    @Test func aLiveKeyCallsInLiveMode() async {
        let bench = Bench()
        _ = await bench.send("GET", "/v1/confirmations/\(Sample.id.text)", key: Bench.liveKey)
        #expect(bench.checkout.callers.map(\.mode) == [.live])
    }

    @Test func aLiveKeyReadsNoTestMessages() async {
        let bench = Bench()
        let live = await bench.send(
            "GET",
            "/v1/test/messages",
            query: "to=%2B4915112345678",
            key: Bench.liveKey
        )
        #expect(live.status == 403)
        #expect(!live.text.contains("042917"))
        let test = await bench.send("GET", "/v1/test/messages", query: "to=%2B4915112345678")
        #expect(test.status == 200)
        #expect(test.text.contains("042917"))
    }

    @Test(arguments: ["authorization", "idempotency-key", "content-type"])
    func aRepeatedHeaderIsRefused(name: String) async {
        let bench = Bench()
        let answer = await bench.send(
            "POST",
            "/v1/confirmations",
            body: Body.text(Body.create),
            headers: ["idempotency-key": "k"],
            repeated: ["accept", name]
        )
        #expect(answer.status == 400)
        #expect(answer.json["detail"]?.string?.contains(name) == true)
        #expect(bench.checkout.reached.isEmpty)
    }

    @Test func openCallsNeedNoKey() async {
        for path in ["/livez", "/readyz", "/metrics", "/.well-known/jwks.json"] {
            #expect(await Bench().send("GET", path, key: nil).status == 200)
        }
    }
}
