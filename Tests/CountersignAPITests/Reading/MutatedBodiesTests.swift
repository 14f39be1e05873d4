import CountersignAPI
import CountersignCore
import Testing

/// Small seeded generator; the seed is in the test, so that a failure repeats.
///
/// Source: SplitMix64.
struct SeededChance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }
}

@Suite struct MutatedBodiesTests {
    private static let tokens = [
        "null", "true", "-", "1e9", "0.1", "\"", "{", "}", "[", "]", ",", ":", "\\u0000",
        "\\ud800", "\u{202E}", "9999999999999999999", "\\", "\"a\":1,", "  ", "\u{0}", "é",
    ]

    private static func mutated(_ body: String, _ chance: inout SeededChance) -> [UInt8] {
        var bytes = Array(body.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &chance) {
            let place = Int.random(in: 0..<max(1, bytes.count), using: &chance)
            switch Int.random(in: 0..<5, using: &chance) {
            case 0 where !bytes.isEmpty: bytes[place] = UInt8.random(in: 0...255, using: &chance)
            case 1 where !bytes.isEmpty: bytes.remove(at: place)
            case 2:
                let token = tokens.randomElement(using: &chance) ?? ""
                bytes.insert(contentsOf: Array(token.utf8), at: min(place, bytes.count))
            case 3:
                let end = min(bytes.count, place + Int.random(in: 0...40, using: &chance))
                let piece = Array(bytes[min(place, end)..<end])
                bytes.insert(contentsOf: piece, at: bytes.count / 2)
            default: bytes.removeLast(min(bytes.count, Int.random(in: 0...20, using: &chance)))
            }
        }
        return bytes
    }

    @Test(arguments: [
        ("/v1/confirmations", Body.full, UInt64(1)),
        ("/v1/confirmations/\(Sample.id.text)/verify", Body.text(Body.verify), UInt64(2)),
        (
            "/v1/confirmations/\(Sample.id.text)/amend",
            #"{"amount": {"value": 4200, "currency": "EUR"}, "payee": "Acme"}"#, UInt64(3)
        ),
        ("/v1/confirmations/\(Sample.id.text)/resend", #"{"channel": "sms"}"#, UInt64(4)),
    ])
    func aMutatedBodyGetsAnAnswerOrAProblem(path: String, body: String, seed: UInt64) async {
        var chance = SeededChance(state: seed)
        let bench = Bench()
        var refused = 0
        for round in 0..<800 {
            let bytes = MutatedBodiesTests.mutated(body, &chance)
            let answer = Answer(
                await bench.api.respond(
                    to: .init(
                        method: "POST",
                        path: path,
                        headers: [
                            "authorization": "Bearer " + Bench.testKey,
                            "idempotency-key": "k\(round)",
                            "content-type": "application/json",
                        ],
                        body: bytes
                    )
                )
            )
            if answer.status < 300 { continue }
            refused += 1
            #expect(answer.status == 400 || answer.status == 422, "seed \(seed) round \(round)")
            #expect(
                answer.problem == "/problems/invalid-request",
                "seed \(seed) round \(round): \(answer.text)"
            )
        }
        #expect(refused > 100)
    }

    @Test func aMutatedQueryGetsAnAnswerOrAProblem() async {
        var chance = SeededChance(state: 5)
        let bench = Bench()
        for round in 0..<800 {
            let query = String(
                decoding: MutatedBodiesTests.mutated(
                    "status=pending&reference=a%20b&limit=20&after=\(Sample.id.text)",
                    &chance
                ),
                as: UTF8.self
            )
            let answer = await bench.send("GET", "/v1/confirmations", query: query)
            if answer.status == 200 { continue }
            #expect(answer.status == 422, "round \(round)")
            #expect(answer.problem == "/problems/invalid-request", "round \(round)")
        }
    }
}
