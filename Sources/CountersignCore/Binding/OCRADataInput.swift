/// Why a suite and its inputs don't go together.
///
/// Checked top to bottom; the first that applies is returned.
public enum OCRAFault: Error, Equatable, Sendable {
    /// The suite takes a counter and none was given, or the other way round.
    case counterMismatch
    /// The question is empty, too long, or has characters that its format does not know.
    case badQuestion
    /// The PIN's hash is missing, unasked for, or not as long as its hash function's output.
    case pinHashMismatch
    /// The session information is missing, unasked for, or not exactly as long as the suite says.
    case sessionMismatch
    /// The suite takes the time and none was given, or the other way round.
    case timeMismatch
}

/// What goes into a one-time code beside the key.
///
/// Source: RFC 6287 section 5.1, and Appendix A for the encoding of questions.
public struct OCRADataInput: Equatable, Sendable {
    /// Bytes that every question fills, padded with zeroes on the right.
    public static let questionByteCount = 128

    /// The counter, if the suite takes one.
    public var counter: UInt64?
    /// The question.
    ///
    /// In a mode of two parties the two questions stand one after the other.
    public var question: String
    /// The hash of the PIN, if the suite takes one.
    public var pinHash: [UInt8]?
    /// The session information, if the suite takes any.
    public var session: [UInt8]?
    /// Whole time steps since 1970, if the suite takes the time.
    public var timeSteps: UInt64?

    /// Inputs; leave out what the suite does not take.
    public init(
        counter: UInt64? = nil,
        question: String,
        pinHash: [UInt8]? = nil,
        session: [UInt8]? = nil,
        timeSteps: UInt64? = nil
    ) {
        self.counter = counter
        self.question = question
        self.pinHash = pinHash
        self.session = session
        self.timeSteps = timeSteps
    }

    /// The bytes that the HMAC is computed over.
    ///
    /// Shape: suite in ASCII, a zero byte, counter (8 bytes, big-endian), question (128 bytes), PIN's
    /// hash, session, time (8 bytes, big-endian). Lengths must fit exactly; the standard's sample code
    /// pads short ones on the left, which would give two inputs the same bytes.
    /// - Throws: ``OCRAFault``, the first that applies.
    public func bytes(for suite: OCRASuite) throws(OCRAFault) -> [UInt8] {
        var bytes = Array(suite.text.utf8) + [0]
        guard suite.takesCounter == (counter != nil) else { throw .counterMismatch }
        if let counter { OCRADataInput.append(counter, to: &bytes) }

        bytes += try questionBytes(for: suite)

        guard suite.pinHash?.byteCount == pinHash?.count else { throw .pinHashMismatch }
        if let pinHash { bytes += pinHash }
        guard suite.sessionByteCount == session?.count else { throw .sessionMismatch }
        if let session { bytes += session }
        guard (suite.timeStep != nil) == (timeSteps != nil) else { throw .timeMismatch }
        if let timeSteps { OCRADataInput.append(timeSteps, to: &bytes) }
        return bytes
    }

    // MARK: - The question

    private func questionBytes(for suite: OCRASuite) throws(OCRAFault) -> [UInt8] {
        let characters = Array(question.utf8)
        // Two questions, one of each party, at most.
        guard (1...(2 * suite.questionLengthMax)).contains(characters.count) else {
            throw .badQuestion
        }
        let encoded =
            switch suite.questionFormat {
            case .alphanumeric: OCRADataInput.alphanumeric(characters)
            case .numeric: OCRADataInput.decimal(characters)
            case .hexadecimal: OCRADataInput.hexadecimal(question)
            }
        guard let encoded else { throw .badQuestion }
        let padding = OCRADataInput.questionByteCount - encoded.count
        return encoded + [UInt8](repeating: 0, count: padding)
    }

    private static func alphanumeric(_ characters: [UInt8]) -> [UInt8]? {
        let areKnown = characters.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
        }
        return areKnown ? characters : nil
    }

    /// An odd digit is completed by a zero on the right, as the standard's vectors have it.
    private static func hexadecimal(_ digits: String) -> [UInt8]? {
        Hex.decode(digits.utf8.count % 2 == 0 ? digits : digits + "0")
    }

    /// The number in hexadecimal without leading zeroes, completed on the right when it is odd.
    private static func decimal(_ digits: [UInt8]) -> [UInt8]? {
        // The number in base 16, lowest digit first: 128 decimal digits overflow every integer type.
        var nibbles: [UInt8] = [0]
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            var carry = Int(digit - 48)
            for place in nibbles.indices {
                let value = Int(nibbles[place]) * 10 + carry
                nibbles[place] = UInt8(value & 15)
                carry = value >> 4
            }
            if carry > 0 { nibbles.append(UInt8(carry)) }
        }
        var written = Array(nibbles.reversed())
        if written.count % 2 == 1 { written.append(0) }
        return stride(from: 0, to: written.count, by: 2).map {
            written[$0] << 4 | written[$0 + 1]
        }
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }
}
