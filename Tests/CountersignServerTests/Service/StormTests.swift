import CountersignCore
import Foundation
import Synchronization
import Testing

@testable import CountersignServer

/// All calls on a few confirmations from many connections, in an order that a seed decides.
@Suite struct StormTests {
    private static let policy = """
        policy "Storm"
        defaults
            code 6 digits
            expires in 10 minutes
            attempts 5
            channels sms
            at most 5 sends, 5 seconds apart
        otherwise confirm
        """
    private static let sendsMax = 5
    private static let finals: Set = ["approved", "denied", "expired", "exhausted", "canceled"]

    @Test(arguments: [1, 2] as [UInt64])
    func noOrderOfCallsBreaksTheRules(seed: UInt64) async throws {
        let gateway = try LocalServer.start()
        let folder = try await InstalledFolder.found(
            gateways: [("gateway", gateway.url)],
            policy: StormTests.policy
        )
        try await RunningService.run(on: folder) { running in
            var ids: [String] = []
            for number in 0..<6 {
                ids.append(
                    try await running.create("+4915112345\(670 + number)", key: running.liveKey)
                )
            }
            let seen = try await storm(over: ids, seed: seed, in: running, gateway)
            for id in ids { try await expectRules(of: id, seen, running, gateway, seed: seed) }
            let failed = seen.filter { $0.answer.status >= 500 }
            #expect(failed.isEmpty, "seed \(seed)")
            expectOnlyApprovalsSucceed(seen, seed: seed)
        }
        await gateway.stop()
    }

    private func expectOnlyApprovalsSucceed(_ seen: [Seen], seed: UInt64) {
        let verified = seen.filter { $0.step == "verify" }.map(\.answer)
        let accepted = verified.filter { (200...299).contains($0.status) }
        #expect(!accepted.isEmpty, "seed \(seed) proves nothing: no code was accepted")
        let states = Set(accepted.map { $0.json["status"]?.string })
        #expect(states == ["approved"], "seed \(seed)")
    }

    /// One call and its answer.
    struct Seen: Sendable {
        let id: String
        let step: String
        let answer: Answer
    }

    private func storm(
        over ids: [String],
        seed: UInt64,
        in running: RunningService,
        _ gateway: LocalServer
    ) async throws -> [Seen] {
        let (port, key, clock) = (running.port, running.liveKey, running.clock)
        return try await withThrowingTaskGroup(of: [Seen].self) { group in
            for worker in 0..<16 {
                group.addTask {
                    try await offPool {
                        var chance = SeededChance(seed: seed &* 1_000 &+ UInt64(worker))
                        let wire = try Wire(port: port)
                        var seen: [Seen] = []
                        for _ in 0..<30 {
                            let id = ids[chance.below(ids.count)]
                            if chance.below(40) == 0 { clock.advance(seconds: 5) }
                            let code = gateway.messages.last { $0.confirmation == id }?.code
                            let call = StormTests.call(&chance, on: id, key, code: code ?? "000000")
                            let answer = try wire.ask(call.request)
                            seen.append(Seen(id: id, step: call.step, answer: answer))
                        }
                        return seen
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private static func call(
        _ chance: inout SeededChance,
        on id: String,
        _ key: String,
        code: String
    ) -> (step: String, request: Request) {
        func post(_ step: String, _ body: String? = nil) -> (step: String, request: Request) {
            (step, .post("/v1/confirmations/\(id)/\(step)", key: key, body))
        }
        func amount() -> String {
            let value = [4_999, 4_999, 4_999, 5_999][chance.below(4)]
            return "{\"value\": \(value), \"currency\": \"EUR\"}"
        }
        switch chance.below(100) {
        case 0..<8: return post("verify", Bodies.verify(code, amount: amount()))
        case 8..<14: return post("verify", Bodies.verify(Bodies.wrong(code), amount: amount()))
        case 14..<30: return post("resend")
        case 30..<36: return post("amend", "{\"amount\": \(amount())}")
        case 36: return post("deny")
        case 37: return post("cancel")
        case 38..<60: return ("read", .get("/v1/confirmations/\(id)", key: key))
        case 60..<70: return ("read", .get("/v1/confirmations/\(id)?wait=1", key: key))
        case 70..<85: return ("list", .get("/v1/confirmations?limit=3", key: key))
        default: return ("events", .get("/v1/events?limit=50", key: key))
        }
    }

    private func expectRules(
        of id: String,
        _ seen: [Seen],
        _ running: RunningService,
        _ gateway: LocalServer,
        seed: UInt64
    ) async throws {
        let mine = seen.filter { $0.id == id && $0.step != "list" && $0.step != "events" }
        let approvals = mine.filter { $0.step == "verify" && $0.answer.status == 200 }
        let wrong = mine.filter { $0.answer.problem == "wrong-code" }
        #expect(approvals.count <= 1, "seed \(seed)")
        #expect(approvals.count + wrong.count <= 5, "seed \(seed)")
        let left = wrong.compactMap { $0.answer.json["attempts_left"]?.integer }
        #expect(Set(left).count == wrong.count, "each wrong code costs one attempt; seed \(seed)")

        let last = try await running.read(id, key: running.liveKey).json
        let status = last["status"]?.string ?? ""
        let ends = Set(mine.compactMap { $0.answer.json["status"]?.string }).intersection(
            StormTests.finals
        )
        #expect(ends.isEmpty || ends == [status], "no end is followed by another; seed \(seed)")
        #expect(
            last["attempts_left"]?.integer == Int64(5 - approvals.count - wrong.count),
            "seed \(seed)"
        )
        let sends = try #require(last["sends"]?.integer)
        #expect((1...Int64(StormTests.sendsMax)).contains(sends), "seed \(seed)")
        let sent = Set(gateway.messages.filter { $0.confirmation == id }.map(\.id))
        #expect(sent.count <= StormTests.sendsMax, "seed \(seed)")
        #expect((last["messages"]?.array?.count ?? 0) == Int(sends), "seed \(seed)")
        let events = try await running.ask(.get("/v1/events?limit=100", key: running.liveKey)).json
        let closings = (events["events"]?.array ?? []).filter {
            $0["data"]?["id"]?.string == id
                && StormTests.finals.contains(
                    String($0["type"]?.string?.split(separator: ".").last ?? "")
                )
        }
        #expect(closings.count <= 1, "seed \(seed)")
    }
}

/// Chance that a seed decides.
///
/// Source: SplitMix64.
struct SeededChance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A number from 0 up to a bound, without it.
    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((word ^ (word >> 31)) % UInt64(bound))
    }
}
