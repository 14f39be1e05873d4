/// Something about a payment that a rule may look at.
public enum Fact: Hashable, Sendable {
    /// The money; missing where the purpose has none.
    case amount
    /// The money's currency.
    case currency
    /// What the confirmation is about.
    case purpose
    /// The payee as the payer sees it.
    case payee
    /// The merchant's order number.
    case reference
    /// The payer's phone number, else email address.
    case recipient
    /// The country of the payer's phone number.
    case recipientCountry
    /// The first digits of the payer's phone number: its country code and four more.
    case recipientPrefix
    /// The merchant's own id of the customer.
    case customer
    /// The hour of the day in the policy's time zone.
    case hour
    /// The day of the week in the policy's time zone.
    case weekday
    /// A channel that the checkout asked for.
    case channel
    /// What the checkout says of the payment, under a declared name.
    case signal(String, PolicyType)
    /// What is counted over earlier payments.
    case counter(Counter)

    /// Facts that every policy has, by the words that name them.
    static let known: [(words: [String], fact: Fact)] = [
        (["amount"], .amount), (["currency"], .currency), (["purpose"], .purpose),
        (["payee"], .payee), (["reference"], .reference),
        (["recipient", "country"], .recipientCountry),
        (["recipient", "prefix"], .recipientPrefix), (["recipient"], .recipient),
        (["customer"], .customer), (["hour"], .hour), (["weekday"], .weekday),
        (["channel"], .channel),
    ]

    /// The kind of its values.
    public var type: PolicyType {
        switch self {
        case .amount: .money
        case .currency: .currency
        case .purpose: .purpose
        case .payee, .reference, .customer: .text
        case .recipient: .phone
        case .recipientCountry: .country
        case .recipientPrefix: .prefix
        case .hour: .hour
        case .weekday: .weekday
        case .channel: .channel
        case .signal(_, let type): type
        case .counter(let counter): counter.isAmount ? .money : .count
        }
    }

    /// The words that name it in a policy.
    public var words: String {
        if case .signal(let name, _) = self { return name }
        if case .counter(let counter) = self { return counter.words }
        let entry = Fact.known.first { $0.fact == self }
        return entry?.words.joined(separator: " ") ?? ""
    }
}
