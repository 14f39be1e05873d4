import CountersignCore
import CountersignKeys
import CountersignPolicy
import CountersignTesting
import Testing

@testable import CountersignCheckout

/// A shop whose policy counts.
struct CountedShop {
    let shop: Shop
    let policy: Policy

    /// - Parameter rules: lines between the declarations and `otherwise`.
    init(_ rules: String, carrier: ScriptedCarrier = ScriptedCarrier()) async throws {
        let text = """
            policy "Counting"
            currency EUR
            rate 1 USD = 0.5 EUR
            defaults
                at most 5 sends, 5 seconds apart
            \(rules)
            otherwise confirm
            """
        let (policy, findings) = Policy.parse(text, file: "p")
        #expect(findings.isEmpty, "\(findings.map(\.rendered).joined(separator: "\n"))")
        self.policy = try #require(policy)
        shop = try await Shop(carrier: carrier, steps: Shop.smsOnly, policy: self.policy)
    }

    /// A payment of somebody.
    func request(
        units: Int64 = 1_000,
        currency: String = "EUR",
        phone: String = "+4915112345678",
        customer: String? = nil,
        ip: String? = nil
    ) throws -> ConfirmationRequest {
        let currency = try #require(Currency(currency))
        return ConfirmationRequest(
            amount: Amount(minorUnits: units, currency: currency),
            reference: "order-1234",
            recipient: Recipient(
                phone: try PhoneNumber(phone),
                email: nil,
                locale: "en",
                customer: customer
            ),
            signals: ip.map { [JSONMember("ip", .string($0))] } ?? []
        )
    }

    /// The status that a payment gets.
    func status(
        of request: ConfirmationRequest,
        at checkout: Checkout? = nil,
        mode: Mode = .live
    ) async throws -> ConfirmationStatus {
        try await view(of: request, at: checkout, mode: mode).confirmation.status
    }

    func view(
        of request: ConfirmationRequest,
        at checkout: Checkout? = nil,
        mode: Mode = .live
    ) async throws -> ConfirmationView {
        let caller = Caller(merchant: shop.caller.merchant, mode: mode)
        return try await (checkout ?? shop.checkout).confirm(request, by: caller, claim: nil).view()
    }

    /// Presents a code for a confirmation; the right one unless told otherwise.
    @discardableResult
    func present(
        _ confirmation: CountersignCore.Confirmation,
        isRight: Bool = true,
        at checkout: Checkout? = nil
    ) async throws -> CheckoutAnswer {
        let checkout = checkout ?? shop.checkout
        let right = try checkout.composer.code(of: confirmation).withDigits { $0 }
        let wrong = String(right.reversed()) == right ? "000000" : String(right.reversed())
        let code = OneTimeCode(digits: isRight ? right : wrong)
        let presentation = Presentation(code: code, amount: confirmation.context.amount)
        return await checkout.verify(
            confirmation.id,
            presentation,
            by: shop.caller,
            claim: nil
        )
    }

    /// What the policy's counters stand at for a payment.
    func values(
        for request: ConfirmationRequest,
        at checkout: Checkout? = nil
    ) throws -> [Counter: PolicyValue] {
        let checkout = checkout ?? shop.checkout
        let keyring = shop.keyring
        let subjects = try checkout.subjects.find(
            merchant: shop.caller.merchant.id,
            mode: .live,
            recipient: try keyring.recipientIndex(
                of: request.recipient.canonicalDestination,
                key: keyring.current.index
            ),
            payer: request.recipient,
            signals: request.signals,
            checkout.counters.plan
        )
        return checkout.counters.values(
            of: policy.counters,
            for: subjects,
            policy.rates,
            at: shop.clock.now()
        )
    }
}
