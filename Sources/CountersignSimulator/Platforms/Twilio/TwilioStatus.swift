import CountersignCore
import CountersignMessaging

/// A state that Twilio reports by status callback.
///
/// Source: twilio.md, "States" and "Status callback".
enum TwilioStatus: Equatable {
    case sent
    case delivered
    /// With an error code.
    case undelivered(Int)

    /// The handset is switched off or out of reach.
    static let unreachableHandset = 30_003

    var word: String {
        switch self {
        case .sent: "sent"
        case .delivered: "delivered"
        case .undelivered: "undelivered"
        }
    }

    var meaning: Report.Meaning {
        switch self {
        case .sent: .progress
        case .delivered: .arrival
        case .undelivered: .failure
        }
    }

    /// The parameters of the callback, beside those that every one has.
    var parameters: [(name: String, value: String)] {
        let status = [(name: "MessageStatus", value: word), (name: "SmsStatus", value: word)]
        guard case .undelivered(let code) = self else { return status }
        return status + [("ErrorCode", String(code))]
    }
}

/// How Twilio signs what it posts.
///
/// Source: twilio.md, "Signature": base64(HMAC-SHA1(auth token, URL and sorted parameters)).
struct TwilioSignature {
    let authToken: [UInt8]
    let crypto: ProviderCrypto

    /// The value of `X-Twilio-Signature`.
    func value(_ url: String, _ parameters: [(name: String, value: String)]) -> String {
        let sorted = parameters.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        let text = url + sorted.map { $0.name + $0.value }.joined()
        return Base64.encode(crypto.hmac(.sha1, authToken, Array(text.utf8)))
    }

    /// A signed POST; a forged one is signed with another token.
    func post(
        _ parameters: [(name: String, value: String)],
        to url: String,
        isForged: Bool = false
    ) -> OutboundRequest {
        let signer =
            isForged ? TwilioSignature(authToken: authToken.spoilt, crypto: crypto) : self
        return Report.post(
            Array(PercentEncoding.form(parameters).utf8),
            to: url,
            contentType: "application/x-www-form-urlencoded",
            proof: [("X-Twilio-Signature", signer.value(url, parameters))]
        )
    }
}
