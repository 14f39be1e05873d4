import CountersignCore
import Testing

@Suite struct EducationStatisticsTests {
    private func query(_ dimensions: Set<EducationDimension>) throws -> EducationQuery {
        try #require(
            EducationQuery(
                since: Instant(seconds: 0),
                until: Instant(seconds: 60),
                mode: .live,
                merchant: nil,
                dimensions: dimensions
            )
        )
    }

    /// So many payments of one kind, a part of them confirmed.
    private func count(
        _ tally: inout EducationTally,
        _ tip: MessageTip,
        _ locale: String = "en",
        confirmed: Int,
        denied: Int = 0,
        expired: Int = 0
    ) {
        for number in 0..<confirmed {
            tally.count(
                tip,
                locale: locale,
                .approved,
                confirmedAfter: Int64(number % 10 + 1) * 1_000
            )
        }
        for _ in 0..<denied { tally.count(tip, locale: locale, .denied, confirmedAfter: nil) }
        for _ in 0..<expired { tally.count(tip, locale: locale, .expired, confirmedAfter: nil) }
    }

    @Test func aTipIsComparedWithThoseWhoWouldHaveGotIt() throws {
        var tally = EducationTally()
        count(&tally, .shown(id: "share", variant: 1), confirmed: 560, expired: 140)
        count(&tally, .holdout(id: "share", variant: 0), confirmed: 480, expired: 320)
        // Another tip's holdout does not count here.
        count(&tally, .holdout(id: "other", variant: 0), confirmed: 0, expired: 900)
        let statistics = EducationStatistics(try query([.tip]), tally: tally)
        #expect(statistics.rows.map(\.tip) == ["other", "share"])
        let row = statistics.rows[1]
        #expect(row.shown.payments == 700 && row.holdout.payments == 800)
        #expect(row.confirmed.judgement == .higher)
        let difference = try #require(row.confirmed.difference)
        #expect(abs(difference.difference - 0.2) < 0.000_001)
        #expect(row.denied.judgement == .unclear)
        #expect(statistics.rows[0].confirmed.judgement == .tooFew)
        #expect(row.shown.timeToConfirm.count == 560)
    }

    @Test(arguments: [(99, 100, true), (100, 99, true), (100, 100, false)])
    func ofFewPaymentsNothingIsSaid(_ row: (shown: Int, holdout: Int, isTooFew: Bool)) throws {
        var tally = EducationTally()
        count(&tally, .shown(id: "a", variant: 0), confirmed: row.shown)
        count(&tally, .holdout(id: "a", variant: 0), confirmed: 0, expired: row.holdout)
        let effect = EducationStatistics(try query([.tip]), tally: tally).rows[0].confirmed
        #expect((effect.judgement == .tooFew) == row.isTooFew)
        #expect((effect.difference == nil) == row.isTooFew)
    }

    @Test func aLowerShareIsSaidToBeLower() throws {
        var tally = EducationTally()
        count(&tally, .shown(id: "a", variant: 0), confirmed: 300, denied: 1)
        count(&tally, .holdout(id: "a", variant: 0), confirmed: 250, denied: 50)
        let row = EducationStatistics(try query([.tip]), tally: tally).rows[0]
        #expect(row.denied.judgement == .lower)
        #expect(row.confirmed.judgement == .higher)
    }

    @Test func rowsDifferInWhatIsAskedFor() throws {
        var tally = EducationTally()
        count(&tally, .shown(id: "b", variant: 0), "de", confirmed: 2)
        count(&tally, .shown(id: "a", variant: 0), "de", confirmed: 3)
        count(&tally, .shown(id: "a", variant: 1), "en", confirmed: 4)
        count(&tally, .noRoom, "en", confirmed: 5)
        count(&tally, .noTip, "ja", confirmed: 6, denied: 1)
        let both = EducationStatistics(try query([.tip, .locale]), tally: tally)
        #expect(both.rows.map(\.tip) == ["a", "a", "b"])
        #expect(both.rows.map(\.locale) == ["de", "en", "de"])
        #expect(both.rows.map(\.shown.payments) == [3, 4, 2])
        let byLocale = EducationStatistics(try query([.locale]), tally: tally)
        #expect(byLocale.rows.map(\.locale) == ["de", "en"])
        #expect(byLocale.rows.map(\.shown.payments) == [5, 4])
        #expect(EducationStatistics(try query([]), tally: tally).rows.isEmpty)
        #expect(both.total.shown.payments == 9)
        #expect(both.untold.map(\.fate) == [.noRoom, .noTip])
        #expect(both.untold.map(\.figures.payments) == [5, 7])
    }

    @Test func openPaymentsAreCountedApart() throws {
        var tally = EducationTally()
        for status in ConfirmationStatus.allCases {
            tally.count(.shown(id: "a", variant: 0), locale: "en", status, confirmedAfter: nil)
        }
        let figures = EducationStatistics(try query([.tip]), tally: tally).rows[0].shown
        #expect(figures.pending == 1)
        // Approved, denied, expired, exhausted, canceled; skipped and blocked asked nobody.
        #expect(figures.payments == 5)
        #expect(figures.confirmed == 1 && figures.denied == 1)
    }

    @Test func talliesAddUp() {
        var one = EducationTally()
        var other = EducationTally()
        var whole = EducationTally()
        count(&one, .shown(id: "a", variant: 0), confirmed: 3)
        count(&other, .shown(id: "a", variant: 0), confirmed: 2, denied: 1)
        count(&whole, .shown(id: "a", variant: 0), confirmed: 3)
        count(&whole, .shown(id: "a", variant: 0), confirmed: 2, denied: 1)
        one.add(other)
        #expect(one == whole)
    }

    @Test func tipsAreReadBackFromTheirParts() {
        let tips: [MessageTip] = [
            .shown(id: "a", variant: 2), .holdout(id: "b", variant: 0), .noRoom, .noTip,
        ]
        for tip in tips { #expect(MessageTip(tip.fate, id: tip.id, variant: tip.variant) == tip) }
        #expect(MessageTip(.shown, id: nil, variant: 1) == nil)
        #expect(MessageTip(.noRoom, id: "a", variant: 1) == nil)
    }
}
