/// What a fact is worth for one payment, or what stands for it in a policy.
///
/// Shape: money in the policy's own unit (see ``Rates``), durations in seconds, a percentage in
/// thousandths of a percent, weekdays from Monday as 1, yes as 1 and no as 0.
public enum PolicyValue: Equatable, Hashable, Sendable {
    /// Nobody said.
    case missing
    /// Something that is counted or measured.
    case number(Int128)
    /// Something that is named, in its canonical spelling.
    case text(String)
    /// Several names, any of which counts.
    case texts([String])
}

/// What kind of thing a fact or a literal is; only things of one kind are compared.
public enum PolicyType: String, CaseIterable, Sendable {
    case money
    case count
    case duration
    case hour
    case weekday
    case country
    case currency
    case purpose
    case text
    case phone
    case prefix
    case channel
    case flag

    /// Whether `<` and `between` mean anything.
    var isOrdered: Bool {
        switch self {
        case .money, .count, .duration, .hour: true
        case .weekday, .country, .currency, .purpose, .text, .phone, .prefix, .channel, .flag:
            false
        }
    }

    /// How a finding calls it, with its article.
    var phrase: String {
        switch self {
        case .money: "an amount of money"
        case .count: "a number"
        case .duration: "a duration"
        case .hour: "an hour"
        case .weekday: "a weekday"
        case .country: "a country"
        case .currency: "a currency"
        case .purpose: "a purpose"
        case .text: "a text"
        case .phone: "a recipient"
        case .prefix: "a number prefix"
        case .channel: "a channel"
        case .flag: "yes or no"
        }
    }

    /// How a literal of the kind is written.
    var example: String {
        switch self {
        case .money: "30 EUR"
        case .count: "5"
        case .duration: "7 days"
        case .hour: "a whole hour from 0 to 23"
        case .weekday: "saturday"
        case .country: "DE"
        case .currency: "EUR"
        case .purpose: "payment"
        case .text: "\"Acme Shoes\""
        case .phone: "+4915112345678"
        case .prefix: "+4915"
        case .channel: "sms"
        case .flag: "yes or no"
        }
    }
}
