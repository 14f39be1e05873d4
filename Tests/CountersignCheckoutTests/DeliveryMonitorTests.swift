import CountersignCheckout
import CountersignCore
import CountersignMessaging
import CountersignTesting
import Testing

@Suite struct DeliveryMonitorTests {
    @Test func aPaymentAndItsFallbacksAreCountedWhereTheyBelong() async throws {
        let carrier = ScriptedCarrier { request in
            let isSMS = request.url.contains("sms-two")
            return .success(OutboundReply(status: isSMS ? 200 : 422))
        }
        let shop = try await Shop(carrier: carrier)
        let opened = try await shop.open()
        let code = try await shop.sent(4)[0]
        shop.clock.advance(seconds: 30)
        let presentation = try shop.present(code)
        _ = try await shop.checkout
            .verify(opened.confirmation.id, presentation, by: shop.caller, claim: nil).view()
        let euro = try #require(Currency("EUR"))
        let monitor = DeliveryMonitor(
            store: shop.store,
            prices: [
                "sms-two": ProviderPrices(
                    standard: nil,
                    byCountry: ["DE": MicroAmount(micros: 71_000, currency: euro)]
                )
            ],
            clock: shop.clock
        )
        let made = opened.confirmation.createdAt
        let query = try #require(
            DeliveryStatisticsQuery(
                since: made,
                until: made.advanced(bySeconds: 1),
                mode: .live,
                merchant: shop.caller.merchant.id,
                dimensions: [.provider, .country]
            )
        )
        let report = try await monitor.statistics(query)
        #expect(
            report.rows.map(\.key.provider) == ["rcs-one", "sms-one", "sms-two", "whatsapp-one"]
        )
        #expect(report.rows.map(\.key.country) == ["DE", "DE", "DE", "DE"])
        #expect(report.rows.map(\.figures.failed) == [1, 1, 0, 1])
        #expect(report.rows.map(\.figures.accepted) == [0, 0, 1, 0])
        #expect(report.rows.map(\.figures.fallbacks) == [0, 1, 1, 1])
        #expect(report.rows.map(\.figures.confirmed) == [0, 0, 1, 0])
        let total = report.total.figures
        #expect(total.cost.sums == [MicroAmount(micros: 71_000, currency: euro)])
        #expect(total.timeToConfirm.quantile(permille: 500).map { abs($0 - 30_000) < 480 } == true)
        let rival = try #require(
            DeliveryStatisticsQuery(
                since: made,
                until: made.advanced(bySeconds: 1),
                mode: .live,
                merchant: shop.other.merchant.id,
                dimensions: []
            )
        )
        #expect(try await monitor.statistics(rival).total.figures.queued == 0)
    }
}
