import CountersignCore
import CountersignPolicy
import CountersignTesting
import Foundation
import Testing

@testable import CountersignCheckout

/// The shipped policy stops an attack that earns money with messages, and nobody else.
@Suite struct PumpingTests {
    private func shippedPolicy() throws -> Policy {
        let path = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Policies/default.policy")
        let text = try String(contentsOf: path, encoding: .utf8)
        let (policy, findings) = Policy.parse(text, file: "default.policy")
        #expect(findings.isEmpty, "\(findings.map(\.rendered).joined(separator: "\n"))")
        return try #require(policy)
    }

    private static func request(_ phone: String) throws -> ConfirmationRequest {
        let euro = try #require(Currency("EUR"))
        return ConfirmationRequest(
            amount: Amount(minorUnits: 4_999, currency: euro),
            reference: "order-1234",
            recipient: Recipient(
                phone: try PhoneNumber(phone),
                email: nil,
                locale: "en",
                customer: nil
            )
        )
    }

    @Test func fiveThousandToOnePrefixAreStoppedWithinSixty() async throws {
        let shop = try await Shop(steps: Shop.smsOnly, policy: shippedPolicy())
        let caller = shop.caller
        let checkout = shop.checkout
        var sent = 0
        var normal = 0
        for round in 0..<100 {
            sent += try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<50 {
                    // A new number each time, all of one range.
                    let request = try PumpingTests.request(
                        "+370600\(10_000 + round * 50 + number)"
                    )
                    group.addTask {
                        let view = try await checkout.confirm(request, by: caller, claim: nil)
                            .view()
                        return view.confirmation.status == .pending
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            // Beside it a normal shop goes on: payers who confirm.
            let request = try PumpingTests.request("+49151\(12_345_000 + round)")
            let confirmation = try await checkout.confirm(request, by: caller, claim: nil).view()
                .confirmation
            #expect(confirmation.status == .pending, "round \(round)")
            let code = try checkout.composer.code(of: confirmation).withDigits { $0 }
            let answer = await checkout.verify(
                confirmation.id,
                try shop.present(code),
                by: caller,
                claim: nil
            )
            if try answer.view().confirmation.status == .approved { normal += 1 }
            shop.clock.advance(seconds: 1)
        }
        #expect(sent == 51)
        #expect(normal == 100)
        let metrics = shop.metrics.prometheusText
        let stopped = "countersign_decisions_total{outcome=\"block\",rule=\"pumping\"} 4949"
        #expect(metrics.contains(stopped))
        // A range holds one entry for each second, however much is sent there.
        #expect(checkout.counters.size.entries < 2_000)
    }
}
