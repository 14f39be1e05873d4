import CountersignCore
import Testing

@Suite struct DeliveryTallyTests {
    private let start = Instant(seconds: 1_790_000_000)

    private func confirmation(
        _ status: ConfirmationStatus,
        generation: Int = 0
    ) throws -> ConfirmationFate {
        ConfirmationFate(
            merchant: try #require(MerchantID("acme-shoes")),
            generation: generation,
            status: status,
            closedAt: status == .pending ? nil : start.advanced(bySeconds: 40)
        )
    }

    private func message(
        _ status: MessageStatus,
        channel: Channel = .sms,
        provider: String = "gateway",
        country: String? = "DE",
        generation: Int = 0,
        parts: Int = 1,
        after seconds: Int = 0
    ) -> MessageFate {
        let createdAt = start.advanced(bySeconds: seconds)
        return MessageFate(
            channel: channel,
            provider: provider,
            country: country,
            generation: generation,
            status: status,
            parts: parts,
            createdAt: createdAt,
            deliveredAt: [.delivered, .read].contains(status)
                ? createdAt.advanced(bySeconds: 3) : nil,
            wasAccepted: ![.queued, .failed].contains(status)
        )
    }

    private func report(
        _ payments: [(ConfirmationFate, [MessageFate])],
        before: [(ConfirmationFate, [MessageFate])] = [],
        by dimensions: Set<DeliveryDimension> = [.channel],
        prices: [String: ProviderPrices] = [:]
    ) throws -> DeliveryStatistics {
        var tallies = [DeliveryTally(byMerchant: true), DeliveryTally(byMerchant: true)]
        for (confirmation, messages) in payments { tallies[0].count(confirmation, messages) }
        for (confirmation, messages) in before { tallies[1].count(confirmation, messages) }
        let query = try #require(
            DeliveryStatisticsQuery(
                since: start,
                until: start.advanced(bySeconds: 60),
                mode: .live,
                merchant: nil,
                dimensions: dimensions
            )
        )
        return DeliveryStatistics(query, tally: tallies[0], before: tallies[1], prices: prices)
    }

    private func figures(
        _ report: DeliveryStatistics,
        _ channel: Channel
    ) throws -> DeliveryFigures {
        try #require(report.rows.first { $0.key.channel == channel }?.figures)
    }

    @Test func theStepsOfTheWayAreCumulative() throws {
        let all = MessageStatus.allCases.map { message($0) }
        let report = try report([(try confirmation(.pending), all)])
        let figures = report.total.figures
        #expect(figures.queued == 10)
        #expect(figures.accepted == 8)
        #expect(figures.sent == 4)
        #expect(figures.delivered == 2)
        #expect(
            [figures.undelivered, figures.failed, figures.expired, figures.canceled]
                == [1, 1, 1, 1]
        )
        #expect(figures.unknown == 1)
        #expect(figures.acceptedShare == Share(8, of: 10))
        #expect(figures.deliveredShare == Share(2, of: 8))
    }

    @Test func anApprovalCountsForTheNewestMessageThatHasNotFailed() throws {
        let report = try report([
            (
                try confirmation(.approved),
                [
                    message(.delivered, channel: .rcs), message(.accepted, after: 20),
                    message(.failed, channel: .whatsapp, after: 25),
                ]
            )
        ])
        #expect(report.rows.map(\.figures.confirmed) == [0, 1, 0])
        #expect(report.rows.map(\.key.channel) == [.rcs, .sms, .whatsapp])
        let sms = try figures(report, .sms)
        #expect(sms.timeToConfirm.quantile(permille: 500).map { abs($0 - 20_000) < 320 } == true)
        #expect(report.total.figures.confirmed == 1)
        #expect(report.total.figures.fallbacks == 2)
    }

    @Test func anApprovalIsCountedEvenIfEveryMessageFailed() throws {
        let report = try report([
            (try confirmation(.approved), [message(.undelivered), message(.failed)])
        ])
        #expect(report.total.figures.confirmed == 1)
    }

    @Test func anApprovalNeverCountsForAnOlderCode() throws {
        let report = try report([
            (
                try confirmation(.approved, generation: 1),
                [message(.delivered), message(.accepted, channel: .rcs, generation: 1)]
            )
        ])
        #expect(try figures(report, .sms).confirmed == 0)
        #expect(try figures(report, .rcs).confirmed == 1)
        // Its payment was amended: nobody could answer to it any more.
        #expect(try figures(report, .sms).claims.judged == 0)
        #expect(report.total.figures.fallbacks == 0)
    }

    @Test func theSameStepAgainIsNoFallback() throws {
        let report = try report([
            (try confirmation(.pending), [message(.accepted), message(.accepted, after: 30)])
        ])
        #expect(report.total.figures.fallbacks == 0)
    }

    @Test(arguments: [
        (ConfirmationStatus.approved, 1, 0), (.denied, 1, 0), (.expired, 1, 1), (.exhausted, 1, 1),
        (.pending, 0, 0), (.canceled, 0, 0),
    ])
    func aClaimIsJudgedByWhatBecameOfThePayment(
        status: ConfirmationStatus,
        judged: Int,
        unconfirmed: Int
    ) throws {
        let report = try report([(try confirmation(status), [message(.delivered)])])
        #expect(
            report.total.figures.claims == DeliveryClaims(judged: judged, unconfirmed: unconfirmed)
        )
    }

    @Test func aClaimThatALaterMessageHadToMakeGoodStandsUnconfirmed() throws {
        let report = try report([
            (
                try confirmation(.approved),
                [message(.delivered, channel: .rcs), message(.delivered, after: 20)]
            )
        ])
        #expect(
            try figures(report, .rcs).claims == DeliveryClaims(judged: 1, unconfirmed: 1)
        )
        #expect(
            try figures(report, .sms).claims == DeliveryClaims(judged: 1, unconfirmed: 0)
        )
    }

    @Test func theNormIsThatOfTheSameRowInTheRangeBefore() throws {
        let before = try (0..<100).map { place in
            (try confirmation(place < 10 ? .expired : .approved), [message(.delivered)])
        }
        let now = try (0..<100).map { place in
            (try confirmation(place < 60 ? .expired : .approved), [message(.delivered)])
        }
        let row = try #require(try report(now, before: before).rows.first)
        #expect(row.norm == DeliveryClaims(judged: 100, unconfirmed: 10))
        #expect(row.judgement == .above)
    }

    @Test func costIsCountedByProviderAndCountryWhateverTheRowsAre() throws {
        let euro = try #require(Currency("EUR"))
        let yen = try #require(Currency("JPY"))
        let prices = [
            "gateway": ProviderPrices(
                standard: MicroAmount(micros: 75_000, currency: euro),
                byCountry: ["AT": MicroAmount(micros: 69_000, currency: euro)]
            ),
            "other": ProviderPrices(
                standard: MicroAmount(micros: 9_000_000, currency: yen),
                byCountry: [:]
            ),
        ]
        let payments = [
            (
                try confirmation(.approved),
                [
                    message(.delivered, parts: 2), message(.failed, parts: 9),
                    message(.accepted, country: "AT", parts: 3),
                ]
            ),
            (
                try confirmation(.approved),
                [message(.delivered, channel: .rcs, provider: "other", country: nil)]
            ),
        ]
        let total = try report(payments, by: [], prices: prices).total.figures
        let sums = try #require(total.cost.sums)
        #expect(
            sums == [
                MicroAmount(micros: 2 * 75_000 + 3 * 69_000, currency: euro),
                MicroAmount(micros: 9_000_000, currency: yen),
            ]
        )
        #expect(total.smsParts == 5)
        let rows = try report(payments, prices: prices).rows
        #expect(rows.map { $0.figures.cost.sums?.count } == [1, 1])
    }

    @Test func aMessageWithoutAPriceMakesTheCostUnknownNotZero() throws {
        let euro = try #require(Currency("EUR"))
        let prices = [
            "gateway": ProviderPrices(
                standard: nil,
                byCountry: ["AT": MicroAmount(micros: 69_000, currency: euro)]
            )
        ]
        let report = try report(
            [
                (
                    try confirmation(.approved),
                    [message(.delivered), message(.delivered, country: "AT")]
                )
            ],
            by: [.country],
            prices: prices
        )
        #expect(report.total.figures.cost.sums == nil)
        #expect(report.total.figures.cost.unpriced == 1)
        #expect(report.rows.map { $0.figures.cost.sums?.count } == [1, nil])
    }

    @Test func rowsAreInOrderAndAddUpToTheTotal() throws {
        let payments = [
            (try confirmation(.approved), [message(.delivered, country: nil)]),
            (try confirmation(.denied), [message(.read, channel: .rcs, country: "AT")]),
            (try confirmation(.expired), [message(.sent, provider: "a-gateway")]),
        ]
        let report = try report(payments, by: Set(DeliveryDimension.allCases))
        let words = report.rows.map { row in
            report.dimensions.map { row.key.word($0) ?? "" }.joined(separator: " ")
        }
        #expect(
            words == [
                "acme-shoes rcs gateway AT", "acme-shoes sms a-gateway DE",
                "acme-shoes sms gateway ZZ",
            ]
        )
        var sum = DeliveryFigures()
        for row in report.rows { sum.add(row.figures) }
        #expect(sum == report.total.figures)
    }

    @Test func aRangeMustHoldAMomentAndNoMoreThanAYear() throws {
        func query(_ seconds: Int) -> DeliveryStatisticsQuery? {
            DeliveryStatisticsQuery(
                since: start,
                until: start.advanced(bySeconds: seconds),
                mode: .live,
                merchant: nil,
                dimensions: []
            )
        }
        #expect(query(0) == nil)
        #expect(query(-1) == nil)
        #expect(query(1)?.normSince == start.advanced(bySeconds: -1))
        #expect(query(366 * 86_400) != nil)
        #expect(query(366 * 86_400 + 1) == nil)
    }
}
