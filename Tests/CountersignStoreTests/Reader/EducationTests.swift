@testable import CountersignCore
import Testing

@testable import CountersignStore

@Suite("Education statistics")
struct EducationTests {
    private static let end = Fixture.start.advanced(bySeconds: 100_000)

    /// A payment whose messages had these tips.
    private func payment(
        _ number: Int,
        _ status: ConfirmationStatus,
        merchant: String = "acme-shoes",
        mode: Mode = .live,
        tips: [MessageTip?]
    ) throws -> Change {
        let createdAt = Fixture.start.advanced(byMilliseconds: Int64(number) * 10)
        let confirmation = try DeliveryWorld.confirmation(
            number,
            createdAt: createdAt,
            merchant: try Fixture.merchant(merchant),
            mode: mode,
            status: status,
            generation: 0,
            closedAt: status == .pending ? nil : createdAt.advanced(bySeconds: 20)
        )
        var change = Change.inserting(confirmation)
        change.messages = tips.enumerated().map { place, tip in
            message(number * 10 + place, of: confirmation, tip)
        }
        return change
    }

    private func message(
        _ number: Int,
        of confirmation: CountersignCore.Confirmation,
        _ tip: MessageTip?
    ) -> Message {
        let model = Fixture.message(number, of: confirmation)
        return Message(
            id: model.id,
            confirmation: confirmation.id,
            generation: 0,
            template: model.template,
            channel: model.channel,
            provider: model.provider,
            status: .accepted,
            providerReference: nil,
            failure: nil,
            parts: 1,
            shown: model.shown,
            createdAt: confirmation.createdAt,
            updatedAt: confirmation.createdAt,
            tip: tip
        )
    }

    private func query(_ merchant: String? = nil, mode: Mode = .live) throws -> EducationQuery {
        try Fixture.found(
            EducationQuery(
                since: Fixture.start,
                until: Self.end,
                mode: mode,
                merchant: try merchant.map { try Fixture.merchant($0) },
                dimensions: [.tip]
            )
        )
    }

    private let tips: [MessageTip?] = [
        .shown(id: "share", variant: 2), .holdout(id: "share", variant: 0), .noRoom, .noTip, nil,
    ]

    @Test func tipsAreKeptWithTheirMessages() async throws {
        try await withStore { store, _ in
            let change = try payment(1, .pending, tips: tips)
            #expect(try await store.commit(change) == .committed)
            let id = try Fixture.found(change.insert?.id)
            let stored = try Fixture.found(try await store.confirmation(id))
            #expect(stored.messages.map(\.tip) == tips)
            #expect(stored.messages == change.messages)
        }
    }

    @Test func aPaymentCountsOnceForItsFirstTip() async throws {
        try await withStore { store, _ in
            let changes = [
                try payment(1, .approved, tips: [nil, tips[0], tips[1]]),
                try payment(2, .denied, tips: [tips[0]]),
                try payment(3, .approved, tips: [tips[1], tips[0]]),
                try payment(4, .expired, tips: [.noRoom, tips[0]]),
                try payment(5, .approved, tips: [nil]),
                try payment(6, .approved, tips: []),
                // Its deadline has passed, whatever the row says.
                try payment(7, .pending, tips: [tips[0]]),
                try payment(8, .approved, merchant: "blue", tips: [tips[0]]),
                try payment(9, .approved, mode: .test, tips: [tips[0]]),
            ]
            for change in changes { #expect(try await store.commit(change) == .committed) }
            let statistics = EducationStatistics(
                try query("acme-shoes"),
                tally: try await store.educationTally(query("acme-shoes"), at: Self.end)
            )
            let row = try Fixture.found(statistics.rows.first)
            #expect(statistics.rows.count == 1)
            #expect(row.shown.payments == 3 && row.shown.confirmed == 1 && row.shown.denied == 1)
            #expect(row.holdout.payments == 1 && row.holdout.confirmed == 1)
            #expect(row.shown.timeToConfirm.quantile(permille: 500).map { $0 / 1_000 } == 20)
            #expect(statistics.untold.map(\.figures.payments) == [1, 0])
            let all = try await store.educationTally(query(), at: Self.end)
            #expect(EducationStatistics(try query(), tally: all).rows[0].shown.payments == 4)
            let test = try await store.educationTally(query(mode: .test), at: Self.end)
            #expect(EducationStatistics(try query(), tally: test).rows[0].shown.payments == 1)
        }
    }

    @Test func aRangeLongerThanASliceIsCountedWholeAndOnce() async throws {
        let count = DeliverySlice.rowsMax + 700
        try await withStore { store, _ in
            let changes = try (1...count).map {
                try payment($0, .approved, tips: [tips[$0 % 2], tips[0]])
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for change in changes {
                    group.addTask {
                        let outcome = try await store.commit(change)
                        #expect(outcome == .committed)
                    }
                }
                try await group.waitForAll()
            }
            for merchant in [nil, "acme-shoes"] {
                let tally = try await store.educationTally(query(merchant), at: Self.end)
                let row = EducationStatistics(try query(merchant), tally: tally).rows[0]
                #expect(row.shown.payments + row.holdout.payments == count)
                #expect(row.holdout.payments == (count + 1) / 2)
            }
        }
    }

    @Test func thePastIsReadBackwardsPieceByPiece() async throws {
        try await withStore { store, _ in
            for number in 1...7 {
                let change = try payment(
                    number,
                    number == 3 ? .denied : .approved,
                    tips: number % 2 == 0 ? [tips[0], nil] : [nil]
                )
                #expect(try await store.commit(change) == .committed)
            }
            var read: [PastPayment] = []
            while true {
                let next = try await store.pastPayments(before: read.last?.id, limit: 3)
                if next.isEmpty { break }
                read += next
            }
            #expect(read.map(\.tip) == [nil, "share", nil, "share", nil, "share", nil])
            #expect(read.map(\.id) == read.map(\.id).sorted(by: >))
            #expect(read[4].status == .denied)
            #expect(read[4].recipient == Fixture.bytes(3))
        }
    }
}
