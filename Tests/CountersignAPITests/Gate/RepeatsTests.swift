import CountersignAPI
import CountersignCheckout
import CountersignCore
import Testing

/// Lets a test hold a call of the checkout.
private actor Door {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var arrivals: [CheckedContinuation<Void, Never>] = []
    private var arrived = 0

    func pass() async {
        arrived += 1
        arrivals.forEach { $0.resume() }
        arrivals = []
        if !isOpen { await withCheckedContinuation { waiting.append($0) } }
    }

    func open() {
        isOpen = true
        waiting.forEach { $0.resume() }
        waiting = []
    }

    func somebody() async {
        if arrived == 0 { await withCheckedContinuation { arrivals.append($0) } }
    }
}

@Suite struct RepeatsTests {
    private let body = Body.text(Body.create)

    @Test func aCreateWithoutAKeyIsRefused() async {
        let bench = Bench()
        let answer = await bench.send("POST", "/v1/confirmations", body: body)
        #expect(answer.status == 400)
        #expect(answer.problem == "/problems/idempotency-key-missing")
        #expect(bench.checkout.reached.isEmpty)
    }

    @Test func otherCallsTakeAKeyButNeedNone() async {
        let bench = Bench()
        let path = "/v1/confirmations/\(Sample.id.text)/verify"
        let text = Body.text(Body.verify)
        #expect(await bench.send("POST", path, body: text).status == 200)
        #expect(
            await bench.send("POST", path, body: text, headers: ["idempotency-key": "k"]).status
                == 200
        )
        #expect(bench.checkout.claims.map { $0 == nil } == [true, false])
    }

    @Test(arguments: [
        ("abc", "\"abc\""), (#"a\b"#, #""a\\b""#), ("8e03978e-40d5", "\"8e03978e-40d5\""),
    ])
    func quotedAndBareAreTheSameKey(bare: String, quoted: String) async {
        let bench = Bench()
        _ = await bench.create(body, headers: ["idempotency-key": bare])
        _ = await bench.create(body, headers: ["idempotency-key": quoted])
        let claims = bench.checkout.claims.compactMap { $0 }
        #expect(claims.count == 2)
        #expect(claims.first?.key == claims.last?.key)
    }

    @Test(arguments: [
        "", "\"\"", "\"abc", "abc\"", "\"a\" ", "\"a\";x=1", #""a\b""#, "k\u{E9}y", "a\tb",
        String(repeating: "k", count: 256),
    ])
    func aKeyOfTheWrongShapeIsRefused(key: String) async {
        let bench = Bench()
        let answer = await bench.create(body, headers: ["idempotency-key": key])
        #expect(answer.status == 400)
        #expect(answer.problem == "/problems/invalid-request")
        #expect(bench.checkout.reached.isEmpty)
    }

    @Test func theClaimCoversMerchantModePathKeyAndBody() async {
        let bench = Bench()
        _ = await bench.create(body)
        let claim = bench.checkout.claims.first ?? nil
        let input = Array("acme-shoes\u{0}test\u{0}/v1/confirmations\u{0}key-1".utf8)
        #expect(claim?.key == Bench.digest(input))
        #expect(claim?.fingerprint == Bench.digest(Array(body.utf8)))
    }

    @Test func faultsAreAnsweredBeforeTheKeyIsTaken() async {
        let bench = Bench()
        #expect(await bench.create("{}").status == 422)
        #expect(await bench.create(body).status == 201)
        #expect(bench.checkout.reached.count == 1)
    }

    @Test func aKeyThatIsUnderWayIsRefusedUntilItsRequestEnds() async {
        let door = Door()
        let bench = Bench(
            FakeCheckout { _ in
                await door.pass()
                return .fresh(.success(Sample.view()))
            }
        )
        async let first = bench.create(body)
        await door.somebody()
        let second = await bench.create(body)
        #expect(second.status == 409)
        #expect(second.problem == "/problems/idempotency-key-in-use")
        async let other = bench.create(body, headers: ["idempotency-key": "key-2"])
        await door.open()
        #expect(await first.status == 201)
        #expect(await other.status == 201)
        #expect(await bench.create(body).status == 201)
    }

    @Test func ofManyAtOnceOneRunsAndTheOthersAreRefused() async {
        let door = Door()
        let bench = Bench(
            FakeCheckout { _ in
                await door.pass()
                return .fresh(.success(Sample.view()))
            }
        )
        let statuses = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { await bench.create(body).status } }
            var statuses: [Int] = []
            for await status in group {
                statuses.append(status)
                // All but the one that runs must have been answered without it.
                if statuses.count == 19 { await door.open() }
            }
            return statuses
        }
        #expect(statuses.filter { $0 == 409 }.count == 19)
        #expect(statuses.filter { $0 == 201 }.count == 1)
        #expect(bench.checkout.reached.count == 1)
    }

    @Test func aReplayIsMarkedAndHasTheBytesOfTheFirstAnswer() async {
        let fresh = await Bench(FakeCheckout { _ in .fresh(.success(Sample.view())) }).create(body)
        let bench = Bench(
            FakeCheckout { claim in
                guard let claim else { return .fresh(.failure(.overloaded)) }
                let answer = claim.render(.success(Sample.view()))
                return .replayed(
                    StoredAnswer(
                        key: claim.key,
                        fingerprint: claim.fingerprint,
                        status: answer.status,
                        location: answer.location,
                        contentType: answer.contentType,
                        body: answer.body,
                        at: Sample.now
                    )
                )
            }
        )
        let replay = await bench.create(body)
        #expect(replay.header("Idempotent-Replayed") == "true")
        #expect(fresh.header("Idempotent-Replayed") == nil)
        #expect(replay.status == 201 && fresh.status == 201)
        #expect(replay.response.body == fresh.response.body)
        #expect(replay.header("Location") == "/v1/confirmations/\(Sample.id.text)")
        #expect(replay.header("Location") == fresh.header("Location"))
    }

    @Test func aStoredAnswerToAnotherBodyIsNeverGiven() async {
        let bench = Bench(
            FakeCheckout { claim in
                .replayed(
                    StoredAnswer(
                        key: claim?.key ?? [],
                        fingerprint: [1],
                        status: 201,
                        location: nil,
                        contentType: "application/json",
                        body: Array("{}".utf8),
                        at: Sample.now
                    )
                )
            }
        )
        let answer = await bench.create(body)
        #expect(answer.status == 422)
        #expect(answer.problem == "/problems/idempotency-key-reused")
    }

    @Test func keptRefusalsHaveTheBytesOfFreshOnes() async {
        let refusals: [Refusal] = [.wrongCode(remaining: 2), .exhausted, .noRoute(reason: "x")]
        for refusal in refusals {
            let fresh = await Bench(FakeCheckout { _ in .fresh(.failure(refusal)) }).create(body)
            let kept = await Bench(
                FakeCheckout { claim in
                    guard let claim else { return .fresh(.failure(.overloaded)) }
                    return .kept(claim.render(.failure(refusal)))
                }
            ).create(body)
            #expect(kept.status == fresh.status)
            #expect(kept.response.body == fresh.response.body)
            #expect(kept.header("content-type") == "application/problem+json")
            #expect(kept.header("cache-control") == "no-store")
        }
    }
}
