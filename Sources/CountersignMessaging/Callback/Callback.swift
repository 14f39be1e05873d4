/// A request that came to a provider's callback URL.
public struct Callback: Sendable {
    /// The method in capitals: `POST`, or `GET` where a provider reports so.
    public let method: String
    /// The query as sent, still percent-encoded, without the question mark; empty for none.
    ///
    /// Signatures cover it: the URL is rebuilt from the configured one, never from a `Host` field.
    public let query: String
    /// Header fields; names in lower case.
    public let headers: [String: String]
    /// The raw body.
    public let body: [UInt8]
    /// What was fetched because ``CallbackFault/needs(_:)`` asked for it, by URL.
    public let fetched: [String: [UInt8]]

    /// A callback.
    public init(
        method: String = "POST",
        query: String = "",
        headers: [String: String],
        body: [UInt8],
        fetched: [String: [UInt8]] = [:]
    ) {
        self.method = method
        self.query = query
        self.headers = headers
        self.body = body
        self.fetched = fetched
    }

    /// The same callback with one thing more that was fetched for it.
    public func fetching(_ body: [UInt8], from url: String) -> Callback {
        Callback(
            method: method,
            query: query,
            headers: headers,
            body: self.body,
            fetched: fetched.merging([url: body]) { $1 }
        )
    }
}

/// Why a callback is refused.
///
/// Checked top to bottom; the first that applies is returned.
public enum CallbackFault: Error, Equatable, Sendable {
    /// It can't be judged without what a GET of this URL fetches, e.g. a signing certificate.
    ///
    /// The reader is asked again with the answer's body in ``Callback/fetched``.
    case needs(url: String)
    /// The signature is missing, wrong, or too old.
    case forged
    /// Nothing proves it and nothing speaks against it: its sender shall try again.
    case unproven
    /// It is authentic but not understood; `detail` says what belongs there.
    case malformed(detail: String)
}

/// What an authentic callback says.
public struct CallbackContent: Sendable {
    /// Claims about messages.
    public var reports: [DeliveryReport]
    /// What payers answered.
    public var replies: [PayerReply]
    /// Requests that complete the exchange, such as the confirmation of a subscription.
    public var followUps: [OutboundRequest]
    /// What the provider wants to read; nil for an empty answer.
    public var answer: CallbackText?

    /// The content of a callback.
    public init(
        reports: [DeliveryReport] = [],
        replies: [PayerReply] = [],
        followUps: [OutboundRequest] = [],
        answer: CallbackText? = nil
    ) {
        self.reports = reports
        self.replies = replies
        self.followUps = followUps
        self.answer = answer
    }
}

/// The text that a provider wants to read in the answer to its callback.
public struct CallbackText: Equatable, Sendable {
    /// The media type.
    public let contentType: String
    /// The body.
    public let body: [UInt8]

    /// A text.
    public init(contentType: String = "text/plain", body: [UInt8]) {
        self.contentType = contentType
        self.body = body
    }
}
