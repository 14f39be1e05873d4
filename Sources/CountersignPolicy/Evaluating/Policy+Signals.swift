public import CountersignCore

/// What is wrong with one signal of a payment.
public struct SignalFault: Equatable, Sendable {
    /// The member's name in `signals`.
    public let name: String
    /// What to do about it, one sentence.
    public let advice: String
}

extension Policy {
    /// Signals that every checkout may send; counters group payments by them.
    public static let commonSignals = ["ip", "device"]

    /// The first signal that rules can't rely on: not declared, or of another type than declared.
    ///
    /// A misspelt name must not be ignored silently: a rule would look at nothing.
    public func fault(in given: [JSONMember]) -> SignalFault? {
        for member in given {
            guard let signal = signals.first(where: { $0.name == member.name }) else {
                if Policy.commonSignals.contains(member.name), member.value.string != nil {
                    continue
                }
                return SignalFault(name: member.name, advice: advice(onUnknown: member.name))
            }
            if signal.type.value(ofSignal: member.value) == nil {
                return SignalFault(
                    name: member.name,
                    advice: "the policy declares this signal as \(signal.type.declaration); "
                        + signal.type.signalExample
                )
            }
        }
        return nil
    }

    private func advice(onUnknown name: String) -> String {
        if Policy.commonSignals.contains(name) { return "this signal is a string" }
        let known = signals.map(\.name) + Policy.commonSignals
        let near = NearestWord.suggestion(for: name, among: known)
        return near.map { "the policy declares no such signal; did you mean '\($0)'?" }
            ?? "the policy declares no such signal; leave it out, or declare it: "
            + "signal … is yes or no, days, country, number or text"
    }
}

extension PolicyType {
    /// The words that declare a signal of the kind.
    var declaration: String {
        switch self {
        case .flag: "yes or no"
        case .duration: "days"
        case .count: "number"
        default: rawValue
        }
    }

    /// How the checkout writes such a signal.
    fileprivate var signalExample: String {
        switch self {
        case .flag: "write true or false"
        case .duration: "write a whole number of days"
        case .count: "write a whole number"
        case .country: "write a country in two capitals, such as \"DE\""
        default: "write a string"
        }
    }
}
