public import CountersignCore

/// What is wrong with one counter of a payment's document.
public struct CounterFault: Equatable, Sendable {
    /// The member's name in `counters`.
    public let name: String
    /// What to do about it, one sentence.
    public let advice: String
}

extension Policy {
    /// Reads what counters stand at from the member `counters` of a payment's document.
    ///
    /// Shape: an object whose names are the counters' words, such as `sends to prefix in 1 hour`; whole numbers
    /// for numbers, money for sums, null for one that can't be told. One that is left out stands at zero.
    /// - Returns: the values as ``PaymentFacts/counters`` takes them, and every fault in the document's order.
    public func counterValues(
        in document: JSONValue
    ) -> (values: [Counter: PolicyValue], faults: [CounterFault]) {
        guard let members = document.object else {
            return ([:], [CounterFault(name: "", advice: Policy.countersAdvice)])
        }
        var values: [Counter: PolicyValue] = [:]
        var faults: [CounterFault] = []
        for member in members {
            let (counter, advice) = Counter.read(member.name)
            guard let counter else {
                faults.append(CounterFault(name: member.name, advice: advice))
                continue
            }
            guard counters.contains(counter) else {
                let advice = self.advice(onUnused: counter)
                faults.append(CounterFault(name: member.name, advice: advice))
                continue
            }
            guard let value = value(of: counter, member.value) else {
                let example = counter.isAmount ? "{\"value\": 9000, \"currency\": \"EUR\"}" : "5"
                let advice = "write what it stands at, such as \(example), or null for missing"
                faults.append(CounterFault(name: member.name, advice: advice))
                continue
            }
            values[counter] = value
        }
        return (values, faults)
    }

    private static let countersAdvice =
        "counters are an object such as {\"sends to prefix in 1 hour\": 12}"

    private func advice(onUnused counter: Counter) -> String {
        let known = counters.map(\.words)
        if known.isEmpty { return "the policy counts nothing; leave it out" }
        let near = NearestWord.suggestion(for: counter.words, among: known)
        return near.map { "the policy does not look at this counter; did you mean '\($0)'?" }
            ?? "the policy does not look at this counter; it looks at \(known.joined(separator: ", "))"
    }

    private func value(of counter: Counter, _ json: JSONValue) -> PolicyValue? {
        if case .null = json { return .missing }
        guard counter.isAmount else {
            guard let number = json.integer, number >= 0 else { return nil }
            return .number(Int128(number))
        }
        guard let minorUnits = json["value"]?.integer,
            let currency = json["currency"]?.string.flatMap({ Currency($0) }),
            let amount = Amount(minorUnits: minorUnits, currency: currency)
        else { return nil }
        // Money of a currency without a rate can't be summed up.
        return rates?.units(of: amount).map { .number($0) } ?? .missing
    }
}
