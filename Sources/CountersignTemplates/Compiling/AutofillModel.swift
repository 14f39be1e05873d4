/// What a phone or a browser takes for the code in a message, as far as it is written down.
public enum AutofillModel: String, CaseIterable, Sendable {
    /// Security code AutoFill above the keyboard of iOS and macOS, for messages without a host.
    ///
    /// Apple publishes no grammar, only that codes near words such as "code" are offered. Modelled on the
    /// careful side: digits in runs of 4 to 10, a single space or hyphen within a run skipped; the code is
    /// offered when all runs are the same digits, and nothing when they differ. Source: Apple, "About the
    /// Password AutoFill workflow"; standard 05, "Apple".
    case iosHeuristic = "ios"
    /// The last line of an origin-bound message, as iOS and macOS read it since iOS 14: offered on that
    /// host alone. Source: "Origin-bound one-time codes delivered via SMS" (WICG), "Parsing".
    case iosDomainBound = "ios_domain"
    /// The same line for `navigator.credentials.get({otp: …})`. Source: WebOTP (WICG), which parses as
    /// origin-bound messages do.
    case webOTP = "webotp"
    /// SMS Retriever: at most 140 bytes, which are 160 septets or 70 units of 16 bits, and the app's
    /// 11-character hash at the end; the app gets the whole message and looks for the code itself.
    /// Source: Android, "Perform SMS verification on a server"; sms-formats.md.
    case androidRetriever = "android_retriever"
    /// SMS User Consent: the message is offered to the app when it holds a word of 4 to 10 letters and
    /// digits, one digit at least. The app gets the whole message; as in Android's own sample, it takes
    /// the first run of 4 to 10 digits. Source: Android, "SMS User Consent API"; sms-formats.md.
    case androidConsent = "android_consent"

    /// What it would take for the code; nil for nothing.
    public func code(in message: String) -> String? {
        switch self {
        case .iosHeuristic:
            let runs = Set(AutofillModel.digitRuns(in: message, skippingGaps: true))
            return runs.count == 1 ? runs.first : nil
        case .iosDomainBound, .webOTP:
            return OriginLine(lastOf: message)?.code
        case .androidRetriever:
            let isShort = SMSSegments(message).parts <= 1
            guard isShort, AutofillModel.endsInHash(message) else { return nil }
            return AutofillModel.digitRuns(in: message, skippingGaps: false).first
        case .androidConsent:
            let words = message.utf8.split { !AutofillModel.isWordByte($0) }
            let isOffered = words.contains { word in
                (4...10).contains(word.count) && word.contains { (48...57).contains($0) }
            }
            guard isOffered else { return nil }
            return AutofillModel.digitRuns(in: message, skippingGaps: false).first
        }
    }

    /// Whether the model looks at a message at all: those for hosts and hashes want one.
    public func applies(to message: String) -> Bool {
        switch self {
        case .iosHeuristic: OriginLine(lastOf: message) == nil
        case .androidConsent: true
        case .iosDomainBound, .webOTP: OriginLine(lastOf: message) != nil
        case .androidRetriever: AutofillModel.endsInHash(message)
        }
    }

    /// Runs of 4 to 10 ASCII digits, in order.
    private static func digitRuns(in message: String, skippingGaps: Bool) -> [String] {
        var runs: [String] = []
        var run: [UInt8] = []
        var isGap = false
        // Bytes beyond ASCII are no digits and no gaps: each ends a run as its character does.
        for byte in Array(message.utf8) + [0x0A] {
            if (48...57).contains(byte) {
                run.append(byte)
                isGap = false
            } else if skippingGaps, !isGap, !run.isEmpty, byte == 0x20 || byte == 0x2D {
                isGap = true
            } else {
                if (4...10).contains(run.count) {
                    runs.append(String(decoding: run, as: UTF8.self))
                }
                run.removeAll(keepingCapacity: true)
                isGap = false
            }
        }
        return runs
    }

    private static func endsInHash(_ message: String) -> Bool {
        let words = message.utf8.split { $0 == 0x20 || $0 == 0x0A }
        guard words.count > 1, let last = words.last, message.utf8.last == last.last else {
            return false
        }
        return last.count == 11 && last.allSatisfy(isBase64)
            && last.dropFirst().contains { !isLower($0) }
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        isWordByte(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
    }

    private static func isLower(_ byte: UInt8) -> Bool { (97...122).contains(byte) }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: false
        }
    }
}

/// The last line of an origin-bound message.
///
/// Source: "Origin-bound one-time codes delivered via SMS" (WICG), "Parsing".
public struct OriginLine: Equatable, Sendable {
    /// The host of the page that the code is for.
    public let host: String
    /// The code.
    public let code: String
    /// The host of the frame in that page that the code is for.
    public let embeddedHost: String?

    /// Reads the last line of a message; nil when it is of another form.
    public init?(lastOf message: String) {
        var rest = OriginLine.lastLine(of: message)
        guard let host = OriginLine.token("@", from: &rest), OriginLine.space(from: &rest),
            let code = OriginLine.token("#", from: &rest)
        else { return nil }
        self.host = host
        self.code = code
        embeddedHost = OriginLine.space(from: &rest) ? OriginLine.token("@", from: &rest) : nil
    }

    /// What follows the last line end; CR and CR LF count as line ends.
    private static func lastLine(of message: String) -> ArraySlice<UInt8> {
        let bytes = Array(message.utf8)
        let end = bytes.lastIndex { $0 == 0x0A || $0 == 0x0D }
        return bytes[(end.map { $0 + 1 } ?? 0)...]
    }

    /// A marker and one or more bytes that are no white space of ASCII.
    private static func token(_ marker: String, from rest: inout ArraySlice<UInt8>) -> String? {
        guard rest.first == marker.utf8.first else { return nil }
        let token = rest.dropFirst().prefix { ![0x20, 0x09, 0x0A, 0x0C, 0x0D].contains($0) }
        guard !token.isEmpty else { return nil }
        rest = rest[token.endIndex...]
        return String(decoding: token, as: UTF8.self)
    }

    private static func space(from rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.first == 0x20 else { return false }
        rest = rest.dropFirst()
        return true
    }
}
