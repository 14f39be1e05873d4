import CountersignCheckout
import CountersignCore
import CountersignKeys
import CountersignMessaging
import CountersignStore
import CountersignTesting
import Testing

struct CourierTests {
    @Test func endpointThatNeverAnswersHoldsUpNobody() async throws {
        let carrier = ScriptedCarrier { request in
            if request.url.contains("silent") { try? await Task.sleep(for: .seconds(3_600)) }
            return .success(OutboundReply(status: 200, body: Array("{}".utf8)))
        }
        let shop = try await Shop(carrier: carrier, steps: Shop.smsOnly)
        for (number, host) in [(1, "silent"), (2, "awake")] {
            let id = WebhookEndpointID(
                at: shop.clock.now(),
                random: [UInt8](repeating: UInt8(number), count: 10)
            )
            let endpoint = WebhookEndpoint(
                id: id,
                merchant: shop.caller.merchant.id,
                url: "https://\(host).example/hook",
                sealedSecret: shop.keyring.seal(
                    [UInt8](repeating: 7, count: 32),
                    for: WebhookEndpoint.sealPlace(of: id)
                ),
                createdAt: shop.clock.now()
            )
            try await shop.store.change([.endpoint(endpoint)])
        }
        shop.clock.advance(seconds: 1)
        for _ in 0..<40 { _ = try await shop.open() }
        let courier = Courier(
            shop.checkout.dependenciesForTests,
            store: shop.store,
            allowsPrivate: false
        )
        courier.start()
        func count(_ host: String) -> Int {
            carrier.requests.filter { $0.url.contains(host) }.count
        }
        for _ in 0..<1_000 where count("awake") < 40 {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(count("awake") >= 40)
        #expect((1...8).contains(count("silent")))
        await courier.stop()
    }

    @Test func eventThatFailsForDaysLeavesItsEndpointInUse() async throws {
        let carrier = ScriptedCarrier { _ in .success(OutboundReply(status: 500)) }
        let shop = try await Shop(carrier: carrier, steps: Shop.smsOnly)
        let id = WebhookEndpointID(
            at: shop.clock.now(),
            random: [UInt8](repeating: 1, count: 10)
        )
        let endpoint = WebhookEndpoint(
            id: id,
            merchant: shop.caller.merchant.id,
            url: "https://broken.example/hook",
            sealedSecret: shop.keyring.seal(
                [UInt8](repeating: 7, count: 32),
                for: WebhookEndpoint.sealPlace(of: id)
            ),
            createdAt: shop.clock.now()
        )
        try await shop.store.change([.endpoint(endpoint)])
        shop.clock.advance(seconds: 1)
        _ = try await shop.open()
        let courier = Courier(
            shop.checkout.dependenciesForTests,
            store: shop.store,
            allowsPrivate: false
        )
        courier.start()
        func isGivenUp() -> Bool { shop.log.written.contains { $0.contains("is given up") } }
        for _ in 0..<1_000 where !isGivenUp() {
            shop.clock.advance(seconds: 3_600)
            try await Task.sleep(for: .milliseconds(20))
        }
        await courier.stop()
        #expect(isGivenUp())
        let posts = carrier.requests.filter { $0.url == endpoint.url }
        #expect(posts.count >= WebhookPost.delaysSeconds.count)
        let endpoints = try await shop.store.directory().endpoints.values.flatMap { $0 }
        #expect(endpoints.map(\.disabledAt) == [nil])
    }

    @Test func secretOfAKeyThatIsNotHereYetLosesNoEvent() async throws {
        let shop = try await Shop(steps: Shop.smsOnly)
        let endpoint = WebhookEndpoint(
            id: WebhookEndpointID(at: shop.clock.now(), random: [UInt8](repeating: 1, count: 10)),
            merchant: shop.caller.merchant.id,
            url: "https://awake.example/hook",
            sealedSecret: [1, 2, 3],
            createdAt: shop.clock.now()
        )
        try await shop.store.change([.endpoint(endpoint)])
        shop.clock.advance(seconds: 1)
        _ = try await shop.open()
        let courier = Courier(
            shop.checkout.dependenciesForTests,
            store: shop.store,
            allowsPrivate: false
        )
        courier.start()
        var waiting: [WebhookDelivery] = []
        for _ in 0..<6_000 where waiting.first?.attempts != 1 {
            try await Task.sleep(for: .milliseconds(10))
            waiting = try await shop.store.dueDeliveries(
                at: shop.clock.now().advanced(bySeconds: 60),
                underWay: [:],
                ofEachMax: 10,
                limit: 10
            )
        }
        await courier.stop()
        #expect(waiting.first?.attempts == 1)
    }
}
