import CountersignCore
import Testing

@testable import CountersignPolicy

/// A board counts what a walk over all events counts.
@Suite struct CounterBoardTests {
    static func subjects(
        _ recipient: Int = 1,
        customer: Int? = nil,
        ip: Int? = nil,
        merchant: String = "acme",
        mode: Mode = .live
    ) throws -> CountedSubjects {
        var subjects = CountedSubjects(merchant: try #require(MerchantID(merchant)), mode: mode)
        func digest(_ number: Int) -> CountedSubjects.Digest {
            .init([UInt8](repeating: UInt8(number), count: 32))
        }
        subjects.recipient = digest(recipient)
        subjects.customer = customer.map(digest)
        subjects.ip = ip.map(digest)
        subjects.prefix = .init(prefixOf: try PhoneNumber("+4915112345678"))
        return subjects
    }

    static func board(_ conditions: String...) throws -> (CounterBoard, Policy) {
        let rules = conditions.enumerated().map { "block \"r\($0)\" if \($1)" }
        let policy = try policy(
            """
            policy "A"
            currency EUR
            rate 1 USD = 0.5 EUR
            \(rules.joined(separator: "\n"))
            otherwise confirm
            """
        )
        return (CounterBoard(CounterPlan([policy])), policy)
    }

    private func value(
        _ board: CounterBoard,
        _ policy: Policy,
        _ subjects: CountedSubjects,
        at seconds: Int64
    ) -> PolicyValue? {
        board.values(
            of: policy.counters,
            for: subjects,
            policy.rates,
            at: Instant(seconds: seconds)
        )[policy.counters[0]]
    }

    @Test func aWindowIsExactToTheSecond() throws {
        var (board, policy) = try CounterBoardTests.board("sends of recipient in 10 minutes > 1")
        let subjects = try CounterBoardTests.subjects()
        let event = CountedEvent(.sends, of: subjects, at: Instant(milliseconds: 1_000_999))
        board.add(event)
        #expect(value(board, policy, subjects, at: 1_000) == .number(1))
        #expect(value(board, policy, subjects, at: 1_599) == .number(1))
        #expect(value(board, policy, subjects, at: 1_600) == .number(0))
        board.takeBack(event)
        #expect(value(board, policy, subjects, at: 1_000) == .number(0))
    }

    @Test func merchantsAndModesAndSubjectsCountApart() throws {
        var (board, policy) = try CounterBoardTests.board("sends of recipient in 1 hour > 1")
        let own = try CounterBoardTests.subjects()
        board.add(CountedEvent(.sends, of: own, at: Instant(seconds: 5)))
        for other in [
            try CounterBoardTests.subjects(2), try CounterBoardTests.subjects(merchant: "rival"),
            try CounterBoardTests.subjects(mode: .test),
        ] {
            #expect(value(board, policy, other, at: 5) == .number(0))
        }
        #expect(value(board, policy, own, at: 5) == .number(1))
    }

    @Test func anApprovalBeginsAnew() throws {
        var (board, policy) = try CounterBoardTests.board("skips of customer since approval >= 5")
        let subjects = try CounterBoardTests.subjects(customer: 7)
        let now = Instant(seconds: 100)
        for _ in 0..<3 { board.add(CountedEvent(.skips, of: subjects, at: now)) }
        #expect(value(board, policy, subjects, at: 100) == .number(3))
        board.add(CountedEvent(.approvals, of: subjects, at: now))
        #expect(value(board, policy, subjects, at: 100) == .number(0))
        // What happens later is later, though the clock has not moved.
        board.add(CountedEvent(.skips, of: subjects, at: now))
        #expect(value(board, policy, subjects, at: 100) == .number(1))
        let days = Int64(Counter.sinceApprovalDaysMax) * 86_400
        #expect(value(board, policy, subjects, at: 100 + days - 1) == .number(1))
        #expect(value(board, policy, subjects, at: 101 + days) == .number(0))
    }

    @Test func sumsAreOfEveryCurrencyThatHasARate() throws {
        let counter = "skipped amount of customer in 1 day"
        var (board, policy) = try CounterBoardTests.board("\(counter) > 9 EUR")
        let subjects = try CounterBoardTests.subjects(customer: 7)
        func add(_ amount: String) throws {
            let amount = try Amount(parsing: amount)
            board.add(CountedEvent(.skips, amount: amount, of: subjects, at: Instant(seconds: 9)))
        }
        let rates = try #require(policy.rates)
        try add("10 EUR")
        try add("10 USD")
        #expect(
            value(board, policy, subjects, at: 9)
                == (try rates.units(of: Amount(parsing: "15 EUR"))).map { .number($0) }
        )
        try add("1 CHF")
        #expect(value(board, policy, subjects, at: 9) == .missing)
    }

    @Test func whatIsNotCountedIsMissing() throws {
        let (_, policy) = try CounterBoardTests.board("sends of recipient in 1 hour > 1")
        let subjects = try CounterBoardTests.subjects()
        #expect(value(CounterBoard(), policy, subjects, at: 5) == .missing)
    }

    @Test func idleSubjectsAreForgotten() throws {
        var (board, _) = try CounterBoardTests.board("sends of recipient in 1 minute > 1")
        for second in 0..<10_000 {
            var subjects = try CounterBoardTests.subjects()
            let bytes = (0..<32).map { UInt8(truncatingIfNeeded: second >> ($0 % 4 * 8)) }
            subjects.recipient = .init(bytes)
            board.add(CountedEvent(.sends, of: subjects, at: Instant(seconds: Int64(second))))
        }
        #expect(board.subjectCount <= 122)
        #expect(board.entryCount <= 122)
    }

    @Test func aHotPrefixHoldsOneEntryForEachSecond() throws {
        var (board, policy) = try CounterBoardTests.board("sends to prefix in 1 hour > 1")
        let subjects = try CounterBoardTests.subjects()
        for number in 0..<50_000 {
            let at = Instant(milliseconds: Int64(number) * 100)
            board.add(CountedEvent(.sends, of: subjects, at: at))
        }
        #expect(board.entryCount <= 3_600)
        #expect(value(board, policy, subjects, at: 4_999) == .number(36_000))
    }

    @Test(arguments: UInt64(1)...40)
    func aReplayInAnyOrderIsWhatWasCountedLive(_ seed: UInt64) throws {
        var chance = Chance(state: seed &* 104_729)
        let conditions = [
            "confirmations of recipient in 10 minutes > 1", "sends of ip in 90 seconds > 1",
            "skips of customer since approval > 1", "failures of customer in 5 minutes > 2",
            "skipped amount of customer since approval > 1 EUR",
            "denials of merchant in 1 hour > 1",
            "approved amount of recipient in 20 minutes > 1 EUR",
            "sends to prefix in 3 minutes > 1",
        ]
        var (live, policy) = try CounterBoardTests.board(
            conditions[0],
            conditions[1],
            conditions[2],
            conditions[3],
            conditions[4],
            conditions[5],
            conditions[6],
            conditions[7]
        )
        var events: [CountedEvent] = []
        var milliseconds: Int64 = 1_000_000
        let euros = try Amount(parsing: "3 EUR")
        for _ in 0..<400 {
            milliseconds += Int64(1 + chance.below(9_000))
            // What an approval began anew can't be taken back.
            if chance.below(12) == 0, let taken = events.last, taken.kind != .approvals {
                live.takeBack(taken)
                events.removeLast()
                continue
            }
            let kind = chance.one(of: Counter.Kind.allCases)
            let subjects = try CounterBoardTests.subjects(
                1 + chance.below(3),
                customer: chance.below(4) == 0 ? nil : 1 + chance.below(2),
                ip: chance.below(3) == 0 ? nil : 1 + chance.below(2)
            )
            let event = CountedEvent(
                kind,
                amount: kind.amountWord == nil ? nil : euros,
                of: subjects,
                at: Instant(milliseconds: milliseconds)
            )
            events.append(event)
            live.add(event)
        }
        var replayed = CounterBoard(live.plan)
        var rest = events
        while !rest.isEmpty {
            replayed.add(rest.remove(at: chance.below(rest.count)), isReplay: true)
        }
        let now = Instant(milliseconds: milliseconds)
        for recipient in 1...3 {
            for customer in 1...2 {
                let subjects = try CounterBoardTests.subjects(recipient, customer: customer, ip: 1)
                let values = [live, replayed].map {
                    $0.values(of: policy.counters, for: subjects, policy.rates, at: now)
                }
                #expect(values[0] == values[1])
            }
        }
    }
}
