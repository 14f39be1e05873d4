import CountersignCore
import Testing

@Suite struct DeliveryClaimsTests {
    @Test(arguments: [
        // Too few to say anything, on either side.
        (29, 29, 1_000, 100, DeliveryClaims.Judgement.tooFew),
        (1_000, 900, 29, 0, .tooFew),
        (0, 0, 0, 0, .tooFew),
        // The same share, and a difference that chance explains.
        (1_000, 100, 1_000, 100, .usual),
        (30, 6, 1_000, 100, .usual),
        (100, 15, 10_000, 1_000, .usual),
        // Just within and just beyond three standard errors of 0.1 of 10,000 for 1,000.
        (1_000, 128, 10_000, 1_000, .usual),
        (1_000, 131, 10_000, 1_000, .above),
        (1_000, 69, 10_000, 1_000, .below),
        // Far off.
        (30, 30, 1_000, 100, .above),
        (1_000, 0, 1_000, 100, .below),
        // Nothing varies at all.
        (100, 0, 100, 0, .usual),
        (100, 100, 100, 100, .usual),
    ])
    func sharesAreJudgedAgainstTheirNorm(
        judged: Int,
        unconfirmed: Int,
        normJudged: Int,
        normUnconfirmed: Int,
        judgement: DeliveryClaims.Judgement
    ) {
        let own = DeliveryClaims(judged: judged, unconfirmed: unconfirmed)
        let norm = DeliveryClaims(judged: normJudged, unconfirmed: normUnconfirmed)
        #expect(own.judgement(against: norm) == judgement)
    }

    @Test func aShareOfFewClaimsIsNotTold() {
        #expect(DeliveryClaims(judged: 29, unconfirmed: 1).unconfirmedShare == nil)
        #expect(DeliveryClaims(judged: 30, unconfirmed: 3).unconfirmedShare == Share(1, of: 10))
    }
}
