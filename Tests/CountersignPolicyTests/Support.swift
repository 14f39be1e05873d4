import CountersignCore
import CountersignPolicy
import Testing

/// A policy from its text, which must be sound.
func policy(
    _ text: String,
    lists: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> Policy {
    let (policy, findings) = Policy.parse(text, file: "Policies/test.policy") { lists[$0] }
    return try #require(
        policy,
        "\(findings.map(\.rendered).joined(separator: "\n"))",
        sourceLocation: sourceLocation
    )
}

/// A payment of an everyday checkout.
func payment(
    _ amount: String? = "49.99 EUR",
    purpose: Purpose = .payment,
    phone: String? = "+4915112345678",
    email: String? = nil,
    customer: String? = nil,
    channels: [Channel]? = nil,
    signals: [JSONMember] = [],
    at moment: String = "2026-01-01T12:00:00Z"
) throws -> PaymentFacts {
    PaymentFacts(
        amount: try amount.map { try Amount(parsing: $0) },
        purpose: purpose,
        payee: "Acme Shoes",
        reference: "order-1234",
        recipient: Recipient(
            phone: try phone.map { try PhoneNumber($0) },
            email: email,
            locale: nil,
            customer: customer
        ),
        channels: channels,
        signals: signals,
        time: CivilTime(try #require(Instant(rfc3339: moment)))
    )
}
