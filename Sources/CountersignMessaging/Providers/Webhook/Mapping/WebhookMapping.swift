/// What a gateway's requests, answers and reports look like.
struct WebhookMapping: Sendable {
    /// The methods that a gateway may want.
    enum Method: String, CaseIterable, Sendable {
        case post = "POST"
        case put = "PUT"
        case get = "GET"
    }

    /// The body of a request.
    enum Body: Sendable {
        /// None; everything is in the URL.
        case none
        /// The body of cli.md.
        case standard
        /// JSON with placeholders.
        case json(JSONTemplate)
        /// Form fields with placeholders.
        case form([(name: String, value: TextTemplate)])
    }

    var url: TextTemplate
    var method = Method.post
    var headers: [(name: String, value: TextTemplate)] = []
    var body = Body.standard
    /// The sender where a brand names none.
    var from: String?
    var timeoutSeconds = 10
    var isIdempotent = true
    var reply = ReplyMapping(id: JSONPath(tokens: [.name("id")]))
    /// Nil for the reports of cli.md.
    var receipts: ReceiptMapping?

    /// The `Content-Type` that goes with the body, unless the configuration writes one itself.
    var contentType: String? {
        let isConfigured = headers.contains { $0.name.lowercased() == "content-type" }
        guard !isConfigured else { return nil }
        switch body {
        case .none: return nil
        case .standard, .json: return "application/json"
        case .form: return "application/x-www-form-urlencoded"
        }
    }
}
