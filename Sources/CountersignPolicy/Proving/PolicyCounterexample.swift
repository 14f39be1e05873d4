internal import CountersignCore

/// A payment on which a policy breaks one of its own `never` lines.
public struct PolicyCounterexample: Sendable {
    /// The line that is broken, in the policy's words.
    public let never: String
    /// The rule that decides so; nil for `otherwise`.
    public let rule: String?
    /// The payment; what the policy does not look at is like an everyday one.
    public let payment: PaymentFacts
    /// What its counters stand at, in the order of the policy; those that do not matter are left out.
    let counters: [CounterReading]
    /// The payment in one sentence's words, as far as it matters; numbers masked.
    public let words: String

    /// The payment as `POST /v1/confirmations` takes it, whole number included, and a member `counters`
    /// with what the merchant's counters stand at.
    ///
    /// The time is none of it: ``PaymentFacts/time`` has hour and weekday.
    public var json: String {
        var json = JSONWriter()
        json.beginObject()
        if let amount = payment.amount { json.member("amount", amount) }
        json.member("purpose", payment.purpose.rawValue)
        json.member("reference", payment.reference)
        json.member("payee", payment.payee)
        json.name("recipient")
        json.beginObject()
        if let phone = payment.recipient.phone { json.member("phone", phone.withDigits { $0 }) }
        if let email = payment.recipient.email { json.member("email", email) }
        if let customer = payment.recipient.customer { json.member("customer", customer) }
        json.endObject()
        if let channels = payment.channels {
            json.member("channels", .array(channels.map { .string($0.rawValue) }))
        }
        if !payment.signals.isEmpty { json.member("signals", .object(payment.signals)) }
        if !counters.isEmpty {
            json.name("counters")
            json.beginObject()
            for reading in counters { json.member(reading.counter.words, reading.json) }
            json.endObject()
        }
        json.endObject()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    init(_ never: Never, rule: String?, parts: [PaymentPart]) {
        var payment = PaymentFacts.plain
        for part in parts { part.put(into: &payment) }
        counters = parts.flatMap { part -> [CounterReading] in
            if case .counters(let readings) = part { readings } else { [] }
        }
        self.never = never.words
        self.rule = rule
        self.payment = payment
        words = parts.isEmpty ? "any payment" : parts.map(\.words).joined(separator: ", ")
    }
}

extension PaymentPart {
    /// The choice in words; numbers masked.
    fileprivate var words: String {
        switch self {
        case .money(let purpose, let amount?): "a \(purpose.rawValue) of \(amount.plain)"
        case .money(let purpose, nil): "a \(purpose.rawValue)"
        case .recipient(let recipient):
            "recipient "
                + [recipient.phone?.masked, recipient.email, recipient.customer]
                .compactMap { $0 }.joined(separator: " alias ")
        case .hour(let hour): "at hour \(hour)"
        case .weekday(let weekday): "on a \(PolicyLine.weekdays[weekday - 1])"
        case .channels(let channels?):
            "channels " + channels.map(\.rawValue).joined(separator: " and ")
        case .channels(nil): "no channels named"
        case .payee(let payee): "payee \"\(payee)\""
        case .reference(let reference): "reference \"\(reference)\""
        case .counters(let readings): readings.map(\.told).joined(separator: ", ")
        case .signal(let name, nil): "\(name) missing"
        case .signal(let name, let value?): "\(name) \(PaymentPart.words(of: value))"
        }
    }

    private static func words(of value: JSONValue) -> String {
        switch value {
        case .bool(let flag): flag ? "yes" : "no"
        case .string(let text): "\"\(text)\""
        default: value.integer.map { String($0) } ?? value.kind
        }
    }
}

extension CounterReading {
    /// What it stands at, in words.
    fileprivate var told: String {
        switch value {
        case .number(let number): "\(counter.words) = \(amount?.plain ?? "\(number)")"
        default: "\(counter.words) missing"
        }
    }

    /// What it stands at as a payment's document has it; null where it can't be told.
    fileprivate var json: JSONValue {
        if let amount {
            return .object([
                JSONMember("value", .integer(amount.minorUnits)),
                JSONMember("currency", .string(amount.currency.code)),
            ])
        }
        guard !counter.isAmount, case .number(let number) = value else { return .null }
        return .integer(Int64(clamping: number))
    }
}
