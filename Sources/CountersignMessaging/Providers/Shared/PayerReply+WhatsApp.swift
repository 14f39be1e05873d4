extension PayerReply {
    /// The payload of WhatsApp's own button "I didn't request a code".
    static let didNotRequest = "DID_NOT_REQUEST_CODE"
}
