internal import CountersignCore

/// Facts of a payment that hang together and are chosen at once.
enum PaymentGroup: Hashable {
    /// Purpose, currency and amount: only some purposes have one.
    case money
    /// A payer's number gives country and prefix; lists know payers by number, address or customer.
    case recipient
    case hour
    case weekday
    case channels
    case payee
    case reference
    case signal(String, PolicyType)
    /// Counters that hang together, by a number that they share.
    case counters(family: Int)

    /// - Parameter family: the number of the fact's family, where it is a counter.
    init(_ fact: Fact, family: Int) {
        switch fact {
        case .counter: self = .counters(family: family)
        case .amount, .currency, .purpose: self = .money
        case .recipient, .recipientCountry, .recipientPrefix, .customer: self = .recipient
        case .hour: self = .hour
        case .weekday: self = .weekday
        case .channel: self = .channels
        case .payee: self = .payee
        case .reference: self = .reference
        case .signal(let name, let type): self = .signal(name, type)
        }
    }
}

/// One choice for a group of facts.
enum PaymentPart {
    case money(Purpose, Amount?)
    case recipient(Recipient)
    case hour(Int)
    case weekday(Int)
    case channels([Channel]?)
    case payee(String)
    case reference(String)
    case signal(String, JSONValue?)
    case counters([CounterReading])

    /// Puts the choice into a payment.
    func put(into payment: inout PaymentFacts) {
        switch self {
        case .money(let purpose, let amount):
            payment.purpose = purpose
            payment.amount = amount
        case .recipient(let recipient): payment.recipient = recipient
        case .hour(let hour):
            payment.time = CivilTime(hour: hour, weekday: payment.time.weekday)
        case .weekday(let weekday):
            payment.time = CivilTime(hour: payment.time.hour, weekday: weekday)
        case .channels(let channels): payment.channels = channels
        case .payee(let payee): payment.payee = payee
        case .reference(let reference): payment.reference = reference
        case .signal(let name, let value):
            payment.signals.removeAll { $0.name == name }
            if let value { payment.signals.append(JSONMember(name, value)) }
        case .counters(let readings):
            for reading in readings { payment.counters[reading.counter] = reading.value }
        }
    }
}

extension CivilTime {
    /// The time of an hour and a weekday.
    init(hour: Int, weekday: Int) {
        // The fifth of January 1970 was a Monday.
        let days = 4 + weekday - 1
        self.init(Instant(seconds: Int64(days * 86_400 + hour * 3_600)))
    }
}
