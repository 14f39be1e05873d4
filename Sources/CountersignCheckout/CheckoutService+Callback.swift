import CountersignMessaging

extension CheckoutService {
    /// Takes a provider's callback as it came over the wire; names of header fields in lower case.
    public func receive(
        headers: [String: String],
        body: [UInt8],
        provider: String
    ) async -> CallbackAnswer {
        await receive(Callback(headers: headers, body: body), provider: provider)
    }
}
