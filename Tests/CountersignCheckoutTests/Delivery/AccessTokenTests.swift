import CountersignCheckout
import CountersignCore
import CountersignMessaging
import CountersignTesting
import Synchronization
import Testing

struct AccessTokenTests {
    /// A token server that counts, and gives `t1`, `t2`, …; each lives for an hour and is renewed after 50
    /// minutes.
    final class Server: Sendable {
        let fetches = Mutex(0)

        var source: AccessTokenSource {
            .exchanged(
                request: { _ in OutboundRequest(url: "http://tokens.test/") },
                read: { result, now in
                    guard case .success(let reply) = result, reply.status == 200 else {
                        return .failure(TokenRefusal(.stop, reason: "grant"))
                    }
                    return .success(
                        AccessToken(
                            value: String(decoding: reply.body, as: UTF8.self),
                            renewAt: now.advanced(bySeconds: 3_000),
                            expiresAt: now.advanced(bySeconds: 3_600)
                        )
                    )
                }
            )
        }

        func answer() -> Result<OutboundReply, OutboundFailure> {
            let number = fetches.withLock { count in
                count += 1
                return count
            }
            return .success(OutboundReply(status: 200, body: Array("t\(number)".utf8)))
        }
    }

    private func tokens(_ carrier: ScriptedCarrier) -> [String] {
        carrier.requests.compactMap { $0.headers.first { $0.name == "Authorization" }?.value }
    }

    @Test func tokenIsFetchedOnceForManyAndRenewedBeforeItEnds() async throws {
        let server = Server()
        let carrier = ScriptedCarrier { request in
            request.url.contains("tokens") ? server.answer() : .success(OutboundReply(status: 200))
        }
        let provider = PlainProvider(
            name: "sms-one",
            channel: .sms,
            accessTokens: server.source
        )
        let shop = try await Shop(carrier: carrier, steps: Shop.smsOnly, providers: [provider])
        for _ in 0..<8 { _ = try await shop.open() }
        await shop.settled()
        #expect(server.fetches.withLock { $0 } == 1)
        #expect(tokens(carrier) == Array(repeating: "Bearer t1", count: 8))
        shop.clock.advance(seconds: 3_000)
        _ = try await shop.open()
        await shop.settled()
        #expect(tokens(carrier).last == "Bearer t1", "the old one works while it is renewed")
        for _ in 0..<500 where server.fetches.withLock({ $0 }) < 2 {
            try await Task.sleep(for: .milliseconds(10))
        }
        _ = try await shop.open()
        await shop.settled()
        #expect(tokens(carrier).last == "Bearer t2")
    }

    @Test func refusedTokenIsDroppedAndFetchedOnceMoreForThatMessage() async throws {
        let server = Server()
        let carrier = ScriptedCarrier { request in
            if request.url.contains("tokens") { return server.answer() }
            let isOld = request.headers.contains { $0.value == "Bearer t1" }
            return .success(OutboundReply(status: isOld ? 401 : 200))
        }
        let provider = PlainProvider(
            name: "sms-one",
            channel: .sms,
            accessTokens: server.source
        )
        let shop = try await Shop(carrier: carrier, steps: Shop.smsOnly, providers: [provider])
        let id = try await shop.open().confirmation.id
        await shop.settled()
        #expect(tokens(carrier) == ["Bearer t1", "Bearer t2"])
        #expect(try await shop.stored(id).messages.map(\.status) == [.accepted])
        #expect(shop.outcomes() == ["accepted": 1, "token-refused": 1])
        #expect(!shop.log.written.joined().contains("t1"))
    }

    @Test func withoutATokenTheMessageEndsInTheRefusalsClass() async throws {
        let carrier = ScriptedCarrier { request in
            .success(OutboundReply(status: request.url.contains("tokens") ? 400 : 200))
        }
        let provider = PlainProvider(
            name: "rcs-one",
            channel: .rcs,
            accessTokens: Server().source
        )
        let shop = try await Shop(carrier: carrier, providers: [provider])
        let id = try await shop.open().confirmation.id
        await shop.settled()
        let messages = try await shop.stored(id).messages
        #expect(messages.map(\.status) == [.failed, .accepted])
        #expect(messages.first?.failureClass == .stop)
        #expect(messages.first?.failure == "grant")
        #expect(shop.outcomes() == ["token-stop": 1, "accepted": 1])
    }

    @Test func mintedTokenGetsSixteenFreshBytes() async throws {
        let provider = PlainProvider(
            name: "sms-one",
            channel: .sms,
            accessTokens: .minted { now, unique in
                AccessToken(
                    value: Hex.encode(unique),
                    renewAt: now.advanced(bySeconds: 60),
                    expiresAt: now.advanced(bySeconds: 60)
                )
            }
        )
        let shop = try await Shop(steps: Shop.smsOnly, providers: [provider])
        _ = try await shop.open()
        await shop.settled()
        #expect(tokens(shop.carrier).first?.utf8.count == "Bearer ".utf8.count + 32)
    }

    @Test func providerThatRefusesEveryTokenDoesNotCostOneForEveryMessage() async throws {
        let server = Server()
        let carrier = ScriptedCarrier { request in
            if request.url.contains("tokens") { return server.answer() }
            return .success(OutboundReply(status: 401))
        }
        let provider = PlainProvider(
            name: "sms-one",
            channel: .sms,
            accessTokens: server.source
        )
        let shop = try await Shop(carrier: carrier, steps: Shop.smsOnly, providers: [provider])
        for _ in 0..<6 {
            _ = try await shop.open()
            await shop.settled()
        }
        #expect(server.fetches.withLock { $0 } == 2)
        shop.clock.advance(seconds: 30)
        _ = try await shop.open()
        await shop.settled()
        #expect(server.fetches.withLock { $0 } == 3)
    }

    @Test func preparationWhoseTokenIsRefusedTwiceIsNotRepeatedForever() async throws {
        let server = Server()
        let carrier = ScriptedCarrier { request in
            if request.url.contains("tokens") { return server.answer() }
            return .success(OutboundReply(status: request.url.contains("ready") ? 401 : 200))
        }
        let shop = try await Shop(
            carrier: carrier,
            steps: Shop.smsOnly,
            others: [CarefreeProvider(source: server.source)]
        )
        let id = try await shop.open().confirmation.id
        await shop.settled()
        let ready = carrier.requests.filter { $0.url.contains("ready") }
        #expect(ready.count == 2)
        #expect(try await shop.stored(id).messages.map(\.status) == [.accepted])
    }
}

/// A provider that goes on whatever its preparation says.
private struct CarefreeProvider: Provider {
    private let inner: PlainProvider
    var name: String { inner.name }
    var channel: Channel { inner.channel }
    var hasIdempotencyHandle: Bool { inner.hasIdempotencyHandle }
    var reportsByReference: Bool { inner.reportsByReference }
    var callbackHeaders: [String] { inner.callbackHeaders }
    var accessTokens: AccessTokenSource? { inner.accessTokens }

    init(source: AccessTokenSource) {
        inner = PlainProvider(
            name: "sms-one",
            channel: .sms,
            accessTokens: source,
            asksFirst: true
        )
    }

    func preparation(for dispatch: Dispatch) -> OutboundRequest? {
        inner.preparation(for: dispatch)
    }

    func verdict(
        onPreparation result: Result<OutboundReply, OutboundFailure>
    ) -> DispatchOutcome? { nil }

    func request(for dispatch: Dispatch) -> OutboundRequest { inner.request(for: dispatch) }

    func outcome(of reply: OutboundReply) -> DispatchOutcome { inner.outcome(of: reply) }

    func content(of callback: Callback, at now: Instant) throws(CallbackFault) -> CallbackContent {
        try inner.content(of: callback, at: now)
    }
}
