import CountersignCore
import CountersignStore
import Testing

@Suite("Kept answers")
struct AnswerTests {
    private static let day = 86_400

    @Test func aSecondChangeUnderTheSameKeyGetsTheFirstAnswer() async throws {
        try await withStore { (store, _) async throws in
            let first = try Fixture.creation(1)
            #expect(try await store.commit(first) == .committed)
            var second = try Fixture.creation(2)
            second.answer = StoredAnswer(
                key: Fixture.bytes(1),
                fingerprint: Fixture.bytes(50),
                status: 500,
                location: nil,
                contentType: "text/plain",
                body: [],
                at: Fixture.start.advanced(bySeconds: 60)
            )
            let kept = try Fixture.found(first.answer)
            #expect(try await store.commit(second) == .repeated(kept))
            #expect(try await store.confirmation(Fixture.id(2)) == nil)
            #expect(try await store.answer(Fixture.bytes(1), at: Fixture.start) == kept)
        }
    }

    @Test func ofManyChangesUnderOneKeyExactlyOneIsCommitted() async throws {
        try await withStore { (store, _) async throws in
            let outcomes = try await withThrowingTaskGroup(of: ChangeOutcome.self) { group in
                for number in 1...40 {
                    var change = try Fixture.creation(number)
                    change.answer = Fixture.answer(7)
                    group.addTask { [change] in try await store.commit(change) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == .committed }.count == 1)
            #expect(outcomes.filter { $0 == .repeated(Fixture.answer(7)) }.count == 39)
        }
    }

    @Test func anAnswerIsForgottenAfterADayAndReplaced() async throws {
        try await withStore { (store, _) async throws in
            _ = try await store.commit(try Fixture.creation(1))
            let last = Fixture.start.advanced(bySeconds: AnswerTests.day)
            #expect(
                try await store.answer(Fixture.bytes(1), at: last.advanced(byMilliseconds: -1))
                    != nil
            )
            #expect(try await store.answer(Fixture.bytes(1), at: last) == nil)
            var second = try Fixture.creation(2)
            second.answer = Fixture.answer(1, at: last)
            #expect(try await store.commit(second) == .committed)
            #expect(try await store.answer(Fixture.bytes(1), at: last) == second.answer)
        }
    }

    @Test func keysThatBeginAlikeAreDifferentKeys() async throws {
        try await withStore { (store, _) async throws in
            for last in 0..<3 {
                var change = Change()
                let answer = Fixture.answer(1)
                change.answer = StoredAnswer(
                    key: Array(answer.key.dropLast()) + [UInt8(last)],
                    fingerprint: answer.fingerprint,
                    status: 200 + last,
                    location: nil,
                    contentType: answer.contentType,
                    body: answer.body,
                    at: answer.at
                )
                #expect(try await store.commit(change) == .committed)
            }
            let key = Array(Fixture.bytes(1).dropLast()) + [1]
            #expect(try await store.answer(key, at: Fixture.start)?.status == 201)
            #expect(try await store.answer(Fixture.bytes(1), at: Fixture.start) == nil)
        }
    }

    @Test func oldAnswersAreForgottenInPortions() async throws {
        try await withStore { (store, _) async throws in
            for number in 1...5 {
                var change = Change()
                change.answer = Fixture.answer(
                    number,
                    at: Fixture.start.advanced(bySeconds: number)
                )
                _ = try await store.commit(change)
            }
            let limit = Fixture.start.advanced(bySeconds: 4)
            #expect(try await store.forgetAnswers(before: limit, limit: 2) == 2)
            #expect(try await store.forgetAnswers(before: limit, limit: 2) == 1)
            #expect(try await store.forgetAnswers(before: limit, limit: 2) == 0)
            #expect(try await store.answer(Fixture.bytes(3), at: limit) == nil)
            #expect(try await store.answer(Fixture.bytes(4), at: limit) != nil)
        }
    }
}
