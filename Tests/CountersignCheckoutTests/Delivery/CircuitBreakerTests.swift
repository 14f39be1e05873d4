@testable import CountersignCheckout
import CountersignCore
import CountersignMessaging
import CountersignStore
import CountersignTesting
import Synchronization
import Testing

struct CircuitBreakerTests {
    private let start = Instant(seconds: 1_795_428_000)

    /// One line of a transcript, with the second at which it happens.
    private enum Line {
        case note(CircuitBreaker.Sign, at: Int, gives: CircuitBreaker.Change? = nil)
        case asks(at: Int, gets: Bool)
    }

    private func play(_ lines: [Line]) {
        var breaker = CircuitBreaker()
        for (number, line) in lines.enumerated() {
            switch line {
            case .note(let sign, let second, let expected):
                let change = breaker.note(sign, at: start.advanced(bySeconds: second))
                #expect(change == expected, "line \(number)")
            case .asks(let second, let expected):
                let isAdmitted = breaker.admits(at: start.advanced(bySeconds: second))
                #expect(isAdmitted == expected, "line \(number)")
            }
        }
    }

    @Test func failuresInARowOpenItAndOneProbeAtATimeClosesIt() {
        play(
            Array(repeating: .note(.fails, at: 0), count: 4) + [
                .asks(at: 0, gets: true),
                .note(.fails, at: 0, gives: .opened),
                .asks(at: 14, gets: false),
                .asks(at: 15, gets: true),
                // One at a time.
                .asks(at: 16, gets: false),
                .note(.fails, at: 17),
                // Twice as long after a probe that failed.
                .asks(at: 46, gets: false),
                .asks(at: 47, gets: true),
                .note(.works, at: 48, gives: .closed),
                .asks(at: 48, gets: true),
            ]
        )
    }

    @Test func mostOfManyFailingOpensItAndAThirdOfThemDoesNot() {
        let half: [Line] = (0..<19).map { .note($0 % 2 == 0 ? .works : .fails, at: 0) }
        play(half + [.note(.fails, at: 0, gives: .opened)])
        play((0..<60).map { .note($0 % 3 == 0 ? .fails : .works, at: 0) })
    }

    @Test func refusedAccountOpensItAtOnceAndBusyAnswersNever() {
        let busy = Array(repeating: Line.note(.neutral, at: 0), count: 50)
        play(busy + [.note(.refuses, at: 0, gives: .opened)])
    }

    @Test func probeThatSaysNothingIsFollowedByAnother() {
        play([
            .note(.refuses, at: 0, gives: .opened), .asks(at: 15, gets: true),
            .note(.neutral, at: 15), .asks(at: 15, gets: true), .asks(at: 15, gets: false),
        ])
    }

    @Test func relapseIsLeftAloneLonger() {
        play([
            .note(.refuses, at: 0, gives: .opened), .asks(at: 15, gets: true),
            .note(.works, at: 15, gives: .closed),
            .note(.refuses, at: 20, gives: .opened), .asks(at: 49, gets: false),
            .asks(at: 50, gets: true),
        ])
    }

    @Test func whatBeganBeforeItOpenedNeitherClosesItNorKeepsItOpen() {
        var breaker = CircuitBreaker()
        let before = start.advanced(bySeconds: -5)
        let probe = start.advanced(bySeconds: 15)
        let changes = [
            breaker.note(.refuses, begunAt: before, at: start),
            breaker.note(.works, begunAt: before, at: start.advanced(bySeconds: 1)),
        ]
        #expect(changes == [.opened, nil])
        let isAdmitted = [
            breaker.admits(at: start.advanced(bySeconds: 2)), breaker.admits(at: probe),
        ]
        #expect(isAdmitted == [false, true])
        let late = [
            breaker.note(.fails, begunAt: before, at: probe),
            breaker.note(.works, begunAt: probe, at: probe.advanced(bySeconds: 1)),
        ]
        #expect(late == [nil, .closed])
    }

    @Test func oneSuccessThatNobodyAskedForDoesNotCloseIt() {
        let works = Line.note(.works, at: 3)
        play(
            [.note(.refuses, at: 0, gives: .opened), works, works, .note(.fails, at: 3)]
                + [works, works, works, works, .asks(at: 3, gets: false)]
                + [.note(.works, at: 3, gives: .closed)]
        )
    }

    @Test func lastProviderOfARouteIsTriedHoweverItIs() async throws {
        let isDown = Mutex(true)
        let carrier = ScriptedCarrier { _ in
            .success(OutboundReply(status: isDown.withLock { $0 } ? 403 : 200))
        }
        let shop = try await Shop(carrier: carrier, steps: Shop.smsOnly)
        _ = try await shop.open()
        await shop.settled()
        isDown.withLock { $0 = false }
        let second = try await shop.open().confirmation.id
        await shop.settled()
        #expect(try await shop.stored(second).messages.map(\.status) == [.accepted])
    }

    @Test func outageIsToldOnceAndItsEndToo() async throws {
        let isDown = Mutex(true)
        let carrier = ScriptedCarrier { request in
            let fails = request.url.contains("rcs") && isDown.withLock { $0 }
            return fails
                ? .failure(.unanswered(reason: "reset")) : .success(OutboundReply(status: 200))
        }
        let provider = PlainProvider(name: "rcs-one", channel: .rcs, hasIdempotencyHandle: false)
        let shop = try await Shop(carrier: carrier, providers: [provider])
        for _ in 0..<8 {
            _ = try await shop.open()
            await shop.settled()
        }
        #expect(carrier.requests.filter { $0.url.contains("rcs") }.count == 5)
        #expect(try await shop.eventTypes().filter { $0 == .routeDegraded }.count == 1)
        #expect(
            shop.checkout.providersPaused.contains { $0.provider == "rcs-one" && $0.isPaused }
        )
        isDown.withLock { $0 = false }
        shop.clock.advance(seconds: 15)
        for _ in 0..<3 {
            _ = try await shop.open()
            await shop.settled()
        }
        #expect(carrier.requests.filter { $0.url.contains("rcs") }.count == 8)
        let events = try await shop.store
            .events(of: shop.caller.merchant.id, mode: .live, after: 0, limit: 100)
            .filter { $0.type == .routeDegraded }
        let told = try events.map { try JSONReader.read($0.data)["state"]?.string }
        #expect(told == ["degraded", "recovered"])
        #expect(events.map(\.confirmation) == [nil, nil])
    }
}
