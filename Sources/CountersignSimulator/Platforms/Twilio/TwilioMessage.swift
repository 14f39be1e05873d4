import CountersignCore

/// A request to create a message, checked as Twilio does.
///
/// Source: twilio.md, "Send". What belongs to other products (pictures, stored content, schedules) is
/// refused, for the simulator does not show it; parameters that nobody knows are ignored as there.
struct TwilioMessage: Equatable {
    /// Most characters of a body, counted in Unicode scalars.
    static let bodyCharactersMax = 1_600
    static let validitySecondsRange = 1...36_000
    /// Codes for the parameters that are not simulated.
    private static let notShown = [
        "ContentSid", "ContentVariables", "MediaUrl", "ScheduleType", "SendAt", "ShortenUrls",
    ]
    private static let words: [(name: String, words: [String])] = [
        ("SmartEncoded", ["true", "false"]), ("ProvideFeedback", ["true", "false"]),
        ("ContentRetention", ["retain", "discard"]),
        ("AddressRetention", ["retain", "obfuscate"]), ("RiskCheck", ["enable", "disable"]),
    ]

    let to: PhoneNumber
    /// The destination as it was written.
    let toText: String
    let from: String?
    let messagingService: String?
    let body: String
    let statusCallback: String?
    let validitySeconds: Int?

    /// Reads a form.
    static func read(_ form: [UInt8]) throws(TwilioError) -> TwilioMessage {
        guard let text = String(validating: form, as: UTF8.self),
            let parameters = PercentEncoding.parameters(text, plusIsSpace: true)
        else { throw .invalid(20_001, "The form is not well-formed.") }
        var values: [String: String] = [:]
        for (name, value) in parameters {
            guard values.updateValue(value, forKey: name) == nil || name == "MediaUrl" else {
                throw .invalid(20_001, "The parameter '\(name)' is repeated.")
            }
        }
        if let name = notShown.first(where: { values[$0] != nil }) {
            throw .invalid(20_001, "The simulator does not show what '\(name)' asks for.")
        }
        return try read(values)
    }

    private static func read(_ values: [String: String]) throws(TwilioError) -> TwilioMessage {
        guard let to = values["To"], !to.isEmpty else { throw .toMissing }
        guard !to.hasPrefix("whatsapp:") else {
            throw .invalid(63_007, "Could not find a Channel with the specified From address")
        }
        guard let phone = try? PhoneNumber(to) else { throw .toInvalid(to) }
        let (from, service) = try sender(values)
        guard let body = values["Body"], !body.isEmpty else { throw .bodyMissing }
        guard body.unicodeScalars.count <= bodyCharactersMax else { throw .bodyTooLong }
        if let url = values["StatusCallback"], !isURL(url) { throw .callbackInvalid(url) }
        for (name, known) in words {
            guard let word = values[name]?.lowercased() else { continue }
            guard known.contains(word) else {
                throw .invalid(20_001, "The parameter '\(name)' takes \(known).")
            }
        }
        return TwilioMessage(
            to: phone,
            toText: to,
            from: from,
            messagingService: service,
            body: body,
            statusCallback: values["StatusCallback"],
            validitySeconds: try validity(values["ValidityPeriod"])
        )
    }

    private static func validity(_ text: String?) throws(TwilioError) -> Int? {
        guard let text else { return nil }
        guard let seconds = Int(text), validitySecondsRange.contains(seconds) else {
            throw .validityPeriod
        }
        return seconds
    }

    /// The sender: one of From and MessagingServiceSid.
    private static func sender(
        _ values: [String: String]
    ) throws(TwilioError) -> (from: String?, service: String?) {
        if let service = values["MessagingServiceSid"], !service.isEmpty {
            guard isSID(service, "MG") else {
                throw .invalid(21_701, "The Messaging Service \(service) does not exist")
            }
            return (values["From"], service)
        }
        guard let from = values["From"], !from.isEmpty else { throw .fromMissing }
        guard isSender(from) else { throw .fromInvalid(from) }
        return (from, nil)
    }

    /// A number in E.164, a short code, or 1 to 11 letters, digits and spaces with a letter.
    private static func isSender(_ from: String) -> Bool {
        if from.hasPrefix("+") { return (try? PhoneNumber(from)) != nil }
        let isDigits = from.utf8.allSatisfy { (48...57).contains($0) }
        if isDigits { return (3...8).contains(from.utf8.count) }
        return (1...11).contains(from.utf8.count)
            && from.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122: true
                default: " +-_&".utf8.contains(byte)
                }
            }
    }

    /// An absolute URL whose host has no underscore.
    private static func isURL(_ text: String) -> Bool {
        guard let start = ["https://", "http://"].first(where: { text.hasPrefix($0) }) else {
            return false
        }
        let host = text.dropFirst(start.count).prefix { $0 != "/" && $0 != "?" }
        return !host.isEmpty && !host.contains("_")
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// A prefix and 32 hexadecimal digits.
    static func isSID(_ text: String, _ prefix: String) -> Bool {
        text.hasPrefix(prefix) && text.utf8.count == prefix.utf8.count + 32
            && Hex.decode(String(text.dropFirst(prefix.count))) != nil
    }
}
