import CountersignCore
import CountersignStore
import CountersignTesting
import Testing

@testable import CountersignCheckout

@Suite struct PayerMemoryTests {
    /// A past that is given piece by piece.
    private struct Past: EducationStore {
        let payments: [PastPayment]

        func pastPayments(
            before id: ConfirmationID?,
            limit: Int
        ) async throws(StoreFailure) -> [PastPayment] {
            Array(payments.filter { payment in id.map { payment.id < $0 } ?? true }.prefix(limit))
        }

        func educationTally(
            _ query: EducationQuery,
            at now: Instant
        ) async throws(EducationFailure) -> EducationTally { EducationTally() }
    }

    private static let merchant = MerchantID("acme-shoes")

    private func id(_ number: Int) -> ConfirmationID {
        ConfirmationID(bits: UInt128(number))
    }

    private func payment(
        _ number: Int,
        of recipient: UInt8,
        _ status: ConfirmationStatus,
        tip: String? = nil
    ) throws -> PastPayment {
        PastPayment(
            id: id(number),
            merchant: try #require(Self.merchant),
            mode: .live,
            recipient: [recipient],
            status: status,
            tip: tip
        )
    }

    private func payer(_ recipient: UInt8, _ mode: Mode = .live) throws -> PayerMemory.Payer {
        PayerMemory.Payer(try #require(Self.merchant), mode, recipient: [recipient])
    }

    @Test func thePastIsReadFromTheNewestOn() async throws {
        let payments = [
            try payment(9, of: 1, .denied, tip: "b"), try payment(8, of: 2, .approved),
            try payment(7, of: 1, .approved, tip: "a"), try payment(6, of: 2, .exhausted, tip: "c"),
        ]
        let memory = PayerMemory(store: Past(payments: payments))
        _ = memory.past(of: try payer(3), before: id(99))
        for _ in 0..<2_000 where !memory.isComplete {
            try await Task.sleep(for: .milliseconds(2))
        }
        #expect(
            memory.past(of: try payer(1), before: id(99))
                == PayerMemory.Past(status: .denied, tip: "b")
        )
        #expect(
            memory.past(of: try payer(2), before: id(99))
                == PayerMemory.Past(status: .approved, tip: "c")
        )
        // What came before the latest payment itself.
        #expect(memory.past(of: try payer(2), before: id(8)).status == .exhausted)
        #expect(memory.past(of: try payer(3), before: id(99)).isFirst)
        // Test keys have a past of their own.
        #expect(memory.past(of: try payer(1, .test), before: id(99)).isFirst)
        await memory.stop()
    }

    @Test func itRemembersNoMorePayersThanItMay() async throws {
        let shop = try await Shop()
        let memory = PayerMemory(store: nil, payersMax: 8)
        _ = memory.past(of: try payer(0), before: id(1))
        let confirmation = try await shop.open().confirmation
        memory.note(confirmation, tip: "a")
        let known = PayerMemory.Payer(confirmation)
        #expect(memory.past(of: known, before: id(1)).tip == "a")
        for number in 0..<16 {
            var other = try shop.request()
            other.recipient.phone = try PhoneNumber("+49151123456\(10 + number)")
            let made = try await shop.open(other).confirmation
            memory.note(made, tip: "b")
        }
        #expect(memory.past(of: known, before: id(1)) == PayerMemory.Past())
    }

    @Test func itSleepsUntilItIsAsked() async throws {
        let shop = try await Shop()
        let confirmation = try await shop.open().confirmation
        let memory = PayerMemory(store: nil)
        memory.note(confirmation, tip: "a")
        #expect(memory.past(of: PayerMemory.Payer(confirmation), before: id(1)).tip == nil)
    }
}
