/// A suite string, which says how a one-time code is computed and from what.
///
/// Shape: `OCRA-1:HOTP-<hash>-<digits>:[C-]Q<format><length>[-P<hash>][-S<bytes>][-T<step>]`, upper case,
/// no part twice, the parts in this order. Anything else is refused, because the string itself is
/// hashed. Two forms that the standard lets through are refused as well: a time step of zero hours,
/// which divides by zero, and lengths with fewer digits than it defines.
/// Source: RFC 6287 section 6; standards/01, "Suite string".
public struct OCRASuite: Hashable, Sendable, CustomStringConvertible {
    /// How the characters of a question are turned into bytes.
    public enum QuestionFormat: Character, CaseIterable, Hashable, Sendable {
        /// ASCII letters and digits, taken as they are.
        case alphanumeric = "A"
        /// Decimal digits, read as one number.
        case numeric = "N"
        /// Hexadecimal digits.
        case hexadecimal = "H"
    }

    /// The length of one time step.
    public struct TimeStep: Hashable, Sendable {
        /// Seconds in a step, at least 1.
        public let seconds: UInt64
    }

    /// The string exactly as agreed.
    public let text: String
    /// The hash under the HMAC.
    public let hash: HashAlgorithm
    /// Digits of the code, 4 to 10; 0 gives the whole HMAC in hexadecimal.
    public let digits: Int
    /// Whether a counter goes in.
    public let takesCounter: Bool
    /// How the question is written.
    public let questionFormat: QuestionFormat
    /// Most characters of one party's question, 4 to 64.
    public let questionLengthMax: Int
    /// The hash of the PIN that goes in, if one does.
    public let pinHash: HashAlgorithm?
    /// Bytes of session information that go in, 1 to 512, if any do.
    public let sessionByteCount: Int?
    /// The time step, if the time goes in.
    public let timeStep: TimeStep?

    /// Reads a suite string; nil when it is not exactly of the form above.
    public init?(_ text: String) {
        let sections = text.utf8.split(
            separator: UInt8(ascii: ":"),
            omittingEmptySubsequences: false
        )
        .map { Array($0) }
        guard sections.count == 3, sections[0].elementsEqual("OCRA-1".utf8),
            let function = CryptoFunction(sections[1])
        else { return nil }

        var parts = sections[2]
            .split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            .map { Array($0) }[...]
        let takesCounter = parts.first?.elementsEqual("C".utf8) ?? false
        if takesCounter { parts.removeFirst() }
        guard let question = parts.popFirst().flatMap(Question.init) else { return nil }

        // Each optional part takes the next piece if it is its own; what is left over at the end was
        // unknown, doubled or out of order.
        let pinHash = parts.first.flatMap(OCRASuite.pinHash)
        if pinHash != nil { parts.removeFirst() }
        let session = parts.first.flatMap(OCRASuite.sessionByteCount)
        if session != nil { parts.removeFirst() }
        let step = parts.first.flatMap(OCRASuite.timeStep)
        if step != nil { parts.removeFirst() }
        guard parts.isEmpty else { return nil }

        self.text = text
        self.hash = function.hash
        self.digits = function.digits
        self.takesCounter = takesCounter
        self.questionFormat = question.format
        self.questionLengthMax = question.lengthMax
        self.pinHash = pinHash
        self.sessionByteCount = session
        self.timeStep = step
    }

    /// The string exactly as agreed.
    public var description: String { text }

    /// How many whole steps have passed since 1970; nil when the suite takes no time, or before 1970.
    public func timeSteps(at moment: Instant) -> UInt64? {
        guard let timeStep, let seconds = UInt64(exactly: moment.seconds) else { return nil }
        return seconds / timeStep.seconds
    }

    // MARK: - Parts

    private struct CryptoFunction {
        let hash: HashAlgorithm
        let digits: Int

        /// Reads `HOTP-SHA256-6`.
        init?(_ bytes: [UInt8]) {
            let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0].elementsEqual("HOTP".utf8),
                let hash = OCRASuite.hash(named: parts[1]),
                let digits = OCRASuite.number(parts[2]), digits == 0 || (4...10).contains(digits)
            else { return nil }
            self.hash = hash
            self.digits = digits
        }
    }

    private struct Question {
        let format: QuestionFormat
        let lengthMax: Int

        /// Reads `QH64`: always two digits.
        init?(_ bytes: [UInt8]) {
            guard bytes.count == 4, bytes[0] == UInt8(ascii: "Q"),
                let format = QuestionFormat(rawValue: Character(Unicode.Scalar(bytes[1]))),
                let length = OCRASuite.paddedNumber(bytes[2...]), (4...64).contains(length)
            else { return nil }
            self.format = format
            self.lengthMax = length
        }
    }

    /// Reads `PSHA1`.
    private static func pinHash(_ bytes: [UInt8]) -> HashAlgorithm? {
        guard bytes.first == UInt8(ascii: "P") else { return nil }
        return hash(named: bytes.dropFirst())
    }

    /// Reads `S064`: always three digits.
    private static func sessionByteCount(_ bytes: [UInt8]) -> Int? {
        guard bytes.count == 4, bytes[0] == UInt8(ascii: "S"),
            let count = paddedNumber(bytes[1...]), (1...512).contains(count)
        else { return nil }
        return count
    }

    /// Reads `T30S`, `T1M` or `T48H`.
    private static func timeStep(_ bytes: [UInt8]) -> TimeStep? {
        guard bytes.count >= 3, bytes[0] == UInt8(ascii: "T"),
            let unit = bytes.last, let count = number(bytes[1..<(bytes.count - 1)])
        else { return nil }
        switch unit {
        case UInt8(ascii: "S") where (1...59).contains(count):
            return TimeStep(seconds: UInt64(count))
        case UInt8(ascii: "M") where (1...59).contains(count):
            return TimeStep(seconds: UInt64(count) * 60)
        case UInt8(ascii: "H") where (1...48).contains(count):
            return TimeStep(seconds: UInt64(count) * 3_600)
        default: return nil
        }
    }

    private static func hash(named name: ArraySlice<UInt8>) -> HashAlgorithm? {
        let allowed: [HashAlgorithm] = [.sha1, .sha256, .sha512]
        return allowed.first { $0.rawValue.utf8.elementsEqual(name) }
    }

    /// One or two digits without a leading zero.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...2).contains(digits.count) else { return nil }
        guard digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
        return paddedNumber(digits)
    }

    /// Digits, leading zeroes and all.
    private static func paddedNumber(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 48)
        }
        return value
    }
}
