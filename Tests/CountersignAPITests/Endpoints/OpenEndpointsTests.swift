import CountersignAPI
import CountersignCheckout
import CountersignCore
import CountersignMessaging
import Testing

@Suite struct OpenEndpointsTests {
    @Test(arguments: [
        (CallbackAnswer.taken, 200, String?.none), (.unknown, 404, "/problems/not-found"),
        (.forged, 401, "/problems/unauthorized"),
        (.malformed(detail: "no id"), 400, "/problems/invalid-request"),
        (.unproven, 503, "/problems/overloaded"),
        (.unavailable, 503, "/problems/storage-unavailable"),
    ])
    func callbacksAreAnsweredByWhatBecameOfThem(
        outcome: CallbackAnswer,
        status: Int,
        problem: String?
    ) async {
        let bench = Bench(FakeCheckout(callback: outcome))
        let answer = await bench.send(
            "POST",
            "/v1/callbacks/gateway-1",
            body: "status=delivered&id=7",
            key: nil,
            headers: ["content-type": "application/x-www-form-urlencoded", "x-signature": "s"]
        )
        #expect(answer.status == status)
        #expect(answer.problem == problem)
        guard case .receive(let callback, let provider)? = bench.checkout.reached.first else {
            Issue.record("nothing was received")
            return
        }
        #expect(provider == "gateway-1")
        #expect(callback.body == Array("status=delivered&id=7".utf8))
        #expect(callback.headers["x-signature"] == "s")
        #expect((answer.header("WWW-Authenticate") != nil) == (status == 401))
    }

    @Test func theProcessSaysThatItLives() async {
        let answer = await Bench().send("GET", "/livez", key: nil)
        #expect(answer.text == #"{"status":"alive","version":"1.2.3"}"#)
    }

    @Test func readinessNamesWhatIsMissing() async {
        let ready = await Bench().send("GET", "/readyz", key: nil)
        #expect(ready.status == 200)
        #expect(ready.text == #"{"status":"ready","checks":[{"name":"store","ok":true}]}"#)
        let bench = Bench(readiness: [
            ReadinessCheck(name: "store", ok: true),
            ReadinessCheck(name: "policy", ok: false, detail: "acme.policy:3: unknown word"),
        ])
        let answer = await bench.send("GET", "/readyz", key: nil)
        #expect(answer.status == 503)
        #expect(answer.json["status"]?.string == "not_ready")
        #expect(answer.json["checks"]?.array?.last?["detail"]?.string?.hasPrefix("acme") == true)
    }

    @Test func metricsAreText() async {
        let answer = await Bench().send("GET", "/metrics", key: nil)
        #expect(answer.header("content-type") == "text/plain; version=0.0.4; charset=utf-8")
        #expect(answer.text.contains("countersign_up 1"))
    }

    @Test func publicKeysMayBeKeptForAWhile() async {
        let answer = await Bench().send("GET", "/.well-known/jwks.json", key: nil)
        #expect(answer.text == #"{"keys":[]}"#)
        #expect(answer.header("content-type") == "application/jwk-set+json")
        #expect(answer.header("cache-control") == "public, max-age=300")
    }
}
