import CountersignCore
import Testing

@testable import CountersignTemplates

@Suite struct TipChoiceTests {
    private func tip(
        _ id: String,
        _ reasons: Set<TipReason>,
        weight: Int = 1,
        _ variants: [String] = ["Share it with nobody."]
    ) -> Tip {
        Tip(
            id: id,
            reasons: reasons,
            weight: weight,
            variants: variants.enumerated().map { Tip.Variant(number: $0, text: $1) }
        )
    }

    private func question(
        _ reasons: Set<TipReason> = [],
        kept: String? = nil,
        lastSeen: String? = nil,
        number: Int = 1
    ) -> TipQuestion {
        TipQuestion(
            reasons: reasons,
            kept: kept,
            lastSeen: lastSeen,
            confirmation: payment(number),
            isHeldOut: false
        )
    }

    private func payment(_ number: Int) -> ConfirmationID {
        ConfirmationID(bits: UInt128(SteadyHash.mixed(UInt64(number))) << 8 | UInt128(number % 251))
    }

    private func chosen(_ answer: TipChoice.Answer) -> String? {
        if case .tip(let chosen) = answer { return chosen.id }
        return nil
    }

    @Test func theMostUrgentReasonDecides() {
        let tips = TipReason.allCases.map { tip($0.rawValue, [$0]) }
        var reasons = Set(TipReason.allCases)
        for reason in TipReason.allCases {
            let answer = TipChoice.choose(question(reasons), among: tips) { _ in true }
            #expect(chosen(answer) == reason.rawValue)
            reasons.remove(reason)
        }
    }

    @Test func theLongestVariantThatFitsIsTaken() {
        let tips = [tip("a", [.general], ["a", "bb", "ccc", "dddd"])]
        for room in 1...4 {
            let answer = TipChoice.choose(question(), among: tips) { $0.text.utf8.count <= room }
            guard case .tip(let chosen) = answer else {
                Issue.record("a variant fits")
                continue
            }
            #expect(chosen.variant.number == room - 1)
        }
        #expect(TipChoice.choose(question(), among: tips) { _ in false } == .noRoom)
    }

    @Test func lessUrgentTipsStandInForOneThatDoesNotFit() {
        let tips = [tip("long", [.afterDenial], ["a long one"]), tip("short", [.general], ["a"])]
        let answer = TipChoice.choose(question([.afterDenial]), among: tips) {
            $0.text.utf8.count < 3
        }
        #expect(chosen(answer) == "short")
    }

    @Test func theTipSeenLastIsNotRepeatedWhileAnotherFits() {
        let tips = [
            tip("a", [.general], weight: 100), tip("b", [.general]), tip("c", [.newDevice]),
        ]
        for number in 0..<500 {
            let answer = TipChoice.choose(question(lastSeen: "a", number: number), among: tips) {
                _ in true
            }
            #expect(chosen(answer) == "b")
        }
        let urgent = TipChoice.choose(question([.newDevice], lastSeen: "c"), among: tips) { _ in
            true
        }
        #expect(chosen(urgent) != "c")
        let alone = TipChoice.choose(question(lastSeen: "a"), among: [tips[0]]) { _ in true }
        #expect(chosen(alone) == "a")
    }

    @Test func aPaymentKeepsItsTipWhileItFits() {
        let tips = [tip("a", [.general], ["aaa"]), tip("b", [.general], ["b"])]
        let kept = TipChoice.choose(question(kept: "a", lastSeen: "a"), among: tips) { _ in true }
        #expect(chosen(kept) == "a")
        let other = TipChoice.choose(question(kept: "a", lastSeen: "a"), among: tips) {
            $0.text.utf8.count < 3
        }
        #expect(chosen(other) == "b")
    }

    @Test func weightsDecideAmongEqualsAndTheSamePaymentGetsTheSame() {
        let tips = [tip("often", [.general], weight: 3), tip("rarely", [.general], weight: 1)]
        var often = 0
        for number in 0..<20_000 {
            let answer = TipChoice.choose(question(number: number), among: tips) { _ in true }
            #expect(answer == TipChoice.choose(question(number: number), among: tips) { _ in true })
            if chosen(answer) == "often" { often += 1 }
        }
        // Five standard deviations of a binomial of 20,000 at 3/4 are 306.
        #expect(abs(often - 15_000) < 306)
    }

    @Test func withoutATipForTheReasonsThereIsNone() {
        let answer = TipChoice.choose(question(), among: [tip("a", [.firstTime])]) { _ in true }
        #expect(answer == .noTip)
        #expect(TipChoice.choose(question(), among: []) { _ in true } == .noTip)
    }

    @Test func theHoldoutIsAStableShareOfThePayers() {
        var chance = SeededChance(state: 11)
        for tenThousandths in [0, 100, 1_000, 5_000] {
            var heldOut = 0
            for _ in 0..<100_000 {
                let digest = (0..<32).map { _ in UInt8.random(in: 0...255, using: &chance) }
                let isHeldOut = Holdout.includes(digest, tenThousandths: tenThousandths)
                #expect(isHeldOut == Holdout.includes(digest, tenThousandths: tenThousandths))
                if isHeldOut {
                    heldOut += 1
                    #expect(Holdout.includes(digest, tenThousandths: tenThousandths + 500))
                }
            }
            let share = Double(tenThousandths) / 10_000
            let deviation = (100_000 * share * (1 - share)).squareRoot()
            #expect(abs(Double(heldOut) - 100_000 * share) <= 5 * deviation)
        }
    }
}
