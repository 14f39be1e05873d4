public import CountersignCore

/// What is known of one payment when a policy decides on it.
public struct PaymentFacts: Sendable {
    /// The money; nil where the purpose has none.
    public var amount: Amount?
    /// What it is about.
    public var purpose: Purpose
    /// The payee as the payer sees it.
    public var payee: String
    /// The merchant's order number.
    public var reference: String
    /// The payer.
    public var recipient: Recipient
    /// Channels that the checkout asked for; nil where it leaves them to the policy.
    public var channels: [Channel]?
    /// What the checkout says of the payment.
    public var signals: [JSONMember]
    /// The time in the policy's time zone.
    public var time: CivilTime
    /// What counters stand at: numbers as they are, sums in the policy's units (see ``Rates``).
    ///
    /// One that is not here stands at zero; ``PolicyValue/missing`` says that it can't be told.
    public var counters: [Counter: PolicyValue]

    /// Facts of a payment.
    public init(
        amount: Amount?,
        purpose: Purpose,
        payee: String,
        reference: String,
        recipient: Recipient,
        channels: [Channel]? = nil,
        signals: [JSONMember] = [],
        time: CivilTime,
        counters: [Counter: PolicyValue] = [:]
    ) {
        self.amount = amount
        self.purpose = purpose
        self.payee = payee
        self.reference = reference
        self.recipient = recipient
        self.channels = channels
        self.signals = signals
        self.time = time
        self.counters = counters
    }

    /// What one fact is worth in a policy's units.
    func value(of fact: Fact, _ rates: Rates?) -> PolicyValue {
        switch fact {
        case .amount:
            guard let amount, let units = rates?.units(of: amount) else { return .missing }
            return .number(units)
        case .currency: return amount.map { .text($0.currency.code) } ?? .missing
        case .purpose: return .text(purpose.rawValue)
        case .payee: return .text(payee)
        case .reference: return .text(reference)
        case .recipient: return .texts(recipient.names)
        case .recipientCountry: return recipient.phone.map { .text($0.country) } ?? .missing
        case .recipientPrefix: return recipient.phone.map { .text($0.prefix) } ?? .missing
        case .customer: return recipient.customer.map { .text($0) } ?? .missing
        case .hour: return .number(Int128(time.hour))
        case .weekday: return .number(Int128(time.weekday))
        case .channel: return channels.map { .texts($0.map(\.rawValue)) } ?? .missing
        case .signal(let name, let type): return signal(name, type)
        case .counter(let counter):
            return has(counter.subject) ? counters[counter] ?? .number(0) : .missing
        }
    }

    /// Whether the payment says who is meant; counters of what it does not name are missing.
    func has(_ subject: Counter.Subject) -> Bool {
        switch subject {
        case .recipient, .merchant: true
        case .customer: recipient.customer != nil
        case .prefix: recipient.phone != nil
        case .ip, .device: text(ofSignal: subject.rawValue) != nil
        }
    }

    /// A signal's text, declared or not; nil where there is none.
    public func text(ofSignal name: String) -> String? {
        signals.first { $0.name == name }?.value.string
    }

    /// A signal's value; one of another kind counts as missing, the API has refused it before.
    private func signal(_ name: String, _ type: PolicyType) -> PolicyValue {
        guard let value = signals.first(where: { $0.name == name })?.value else {
            return .missing
        }
        return type.value(ofSignal: value) ?? .missing
    }
}

extension PolicyType {
    /// The value that a signal of this kind has; nil when it is of another kind.
    public func value(ofSignal value: JSONValue) -> PolicyValue? {
        switch (self, value) {
        case (_, .null): .missing
        case (.flag, .bool(let flag)): .number(flag ? 1 : 0)
        case (.count, _): value.integer.map { .number(Int128($0)) }
        // A duration is declared in days.
        case (.duration, _): value.integer.map { .number(Int128($0) * 86_400) }
        case (.country, .string(let text)):
            PhoneNumber.countries.contains(text) ? .text(text) : nil
        case (.text, .string(let text)): .text(text)
        default: nil
        }
    }
}

extension Recipient {
    /// Everything that a list may know the payer by.
    fileprivate var names: [String] {
        var names: [String] = []
        if let phone { names.append(phone.withDigits { $0 }) }
        if let email { names.append(email.lowercased()) }
        if let customer { names.append(customer) }
        return names
    }
}

extension PhoneNumber {
    /// A plus, the country code and the next four digits.
    public var prefix: String { beginning }
}
