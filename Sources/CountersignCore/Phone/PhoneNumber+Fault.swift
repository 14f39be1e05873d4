extension PhoneNumber {
    /// Why a number is refused.
    ///
    /// Checked top to bottom; the first that applies is returned.
    public enum Fault: Error, Equatable, Sendable {
        /// The number does not start with `+`.
        case plusMissing
        /// Something else than digits follows the plus; write E.164 without spaces.
        case notDigits
        /// Fewer than 7 or more than 15 digits.
        case length
        /// The digits begin with no calling code that exists.
        case unknownCallingCode
        /// A network or a service, not a country: codes never go there.
        case notGeographic
        /// The `0` that is dialled at home follows the calling code.
        case trunkPrefix(callingCode: String)
        /// Numbers of this calling code never have so many digits; `lengths` counts those after it.
        case nationalLength(callingCode: String, lengths: [Int])
        /// The three digits after `+1` are no area code in use.
        case unknownAreaCode

        /// What to write, one sentence that never holds the number.
        public var advice: String {
            switch self {
            case .plusMissing:
                "Begin with + and the calling code, e.g. +4915112345678."
            case .notDigits:
                "Write digits only after the +, without spaces, dashes or brackets."
            case .length:
                "Write 7 to 15 digits after the +, calling code included."
            case .unknownCallingCode:
                "Begin with a calling code that exists, e.g. +49 for Germany, without 00 or 011."
            case .notGeographic:
                "Use the number of a phone in a country; services and satellite networks get no code."
            case .trunkPrefix(let callingCode):
                "Leave out the 0 after +\(callingCode)."
            case .nationalLength(let callingCode, let lengths):
                "Write \(Fault.alternatives(lengths)) digits after +\(callingCode)."
            case .unknownAreaCode:
                "Write an area code that is in use after +1, then seven digits."
            }
        }

        /// `8`, `8 or 9`, `5, 6 or 8`; runs of three and more as `8 to 10`.
        private static func alternatives(_ lengths: [Int]) -> String {
            var runs: [ClosedRange<Int>] = []
            for length in lengths {
                if let last = runs.last, last.upperBound + 1 == length {
                    runs[runs.count - 1] = last.lowerBound...length
                } else {
                    runs.append(length...length)
                }
            }
            let words = runs.flatMap { run -> [String] in
                run.count > 2 ? ["\(run.lowerBound) to \(run.upperBound)"] : run.map { String($0) }
            }
            guard words.count > 1, let last = words.last else { return words.first ?? "other" }
            return words.dropLast().joined(separator: ", ") + " or " + last
        }
    }
}
