import CountersignMessaging

extension CheckoutService {
    /// Takes a provider's callback as it came over the wire; names of header fields in lower case.
    public func receive(
        method: String,
        query: String,
        headers: [String: String],
        body: [UInt8],
        provider: String
    ) async -> CallbackAnswer {
        let callback = Callback(method: method, query: query, headers: headers, body: body)
        return await receive(callback, provider: provider)
    }
}
