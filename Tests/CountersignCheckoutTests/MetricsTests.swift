import CountersignCheckout
import CountersignCore
import Testing

@Suite struct MetricsTests {
    @Test func timesAreAHistogramOfCumulativeBuckets() {
        let metrics = Metrics()
        for milliseconds in [10, 25, 26, 250, 99_000, -3] as [Int64] {
            metrics.observe(.handover, milliseconds: milliseconds, .init("provider", "gateway"))
        }
        let expected = """
            # HELP countersign_handover_seconds Time from giving a message to the transport to the provider's answer.
            # TYPE countersign_handover_seconds histogram
            countersign_handover_seconds_bucket{provider="gateway",le="0.025"} 3
            countersign_handover_seconds_bucket{provider="gateway",le="0.05"} 4
            countersign_handover_seconds_bucket{provider="gateway",le="0.1"} 4
            countersign_handover_seconds_bucket{provider="gateway",le="0.25"} 5
            countersign_handover_seconds_bucket{provider="gateway",le="0.5"} 5
            countersign_handover_seconds_bucket{provider="gateway",le="1"} 5
            countersign_handover_seconds_bucket{provider="gateway",le="2.5"} 5
            countersign_handover_seconds_bucket{provider="gateway",le="5"} 5
            countersign_handover_seconds_bucket{provider="gateway",le="10"} 5
            countersign_handover_seconds_bucket{provider="gateway",le="30"} 5
            countersign_handover_seconds_bucket{provider="gateway",le="+Inf"} 6
            countersign_handover_seconds_sum{provider="gateway"} 99.311
            countersign_handover_seconds_count{provider="gateway"} 6

            """
        #expect(metrics.prometheusText == expected)
    }

    @Test func aLabelCannotEndItsQuotes() {
        let metrics = Metrics()
        metrics.count(.refusals, .init("reason", "a\"b\\c\nd"))
        #expect(metrics.prometheusText.contains(#"{reason="a\"b\\c\nd"} 1"#))
    }

    @Test func messagesHandOversAndApprovalsAreCounted() async throws {
        let shop = try await Shop(steps: Shop.smsOnly)
        let opened = try await shop.open()
        let code = try await shop.sent(1)[0]
        let presentation = try shop.present(code)
        _ = try await shop.checkout
            .verify(opened.confirmation.id, presentation, by: shop.caller, claim: nil).view()
        let text = shop.checkout.dependenciesForTests.metrics.prometheusText
        for line in [
            #"countersign_messages_total{channel="sms",status="queued"} 1"#,
            #"countersign_messages_total{channel="sms",status="accepted"} 1"#,
            #"countersign_handover_seconds_count{provider="sms-one"} 1"#,
            #"countersign_approval_seconds_count{channel="sms"} 1"#,
        ] {
            #expect(text.contains(line + "\n"), "\(text)")
        }
    }
}
