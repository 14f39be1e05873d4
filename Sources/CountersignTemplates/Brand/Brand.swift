internal import CountersignCore

/// The words around an amount that is a ceiling, such as `up to ` before it.
struct CeilingWords: Equatable, Sendable {
    let before: String
    let after: String
}

/// How a merchant appears to the payer, as its brand file says.
///
/// What is absent comes from `default`.
struct Brand: Equatable, Sendable {
    /// Most characters of a name or a line of support.
    static let nameCharactersMax = 64
    /// Most characters of a sender's name in SMS; numbers have up to 15 digits.
    ///
    /// Source: 3GPP TS 23.040, section 9.1.2.5.
    static let senderCharactersMax = 11

    /// The brand's name.
    var name: String
    /// Where the payer gets help.
    var support: String?
    /// Sender's name or number by channel.
    var senders: [Channel: String]
    /// The host of the checkout, for merchants that have none of their own.
    var origin: String?
    /// Languages in the order of preference; the first is the one for everybody else.
    var locales: [String]
    /// Words for a ceiling by language.
    var ceilings: [String: CeilingWords]

    /// Whether a text is a host's name in ASCII, without port.
    static func isHost(_ text: String) -> Bool {
        guard (1...253).contains(text.utf8.count) else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "."), UInt8(ascii: "-"): true
            default: false
            }
        }
    }
}
