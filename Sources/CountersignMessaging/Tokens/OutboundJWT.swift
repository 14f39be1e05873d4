import CountersignCore

/// A signed token for a provider, in compact form.
///
/// Source: RFC 7519; RFC 7515 section 7.1.
enum OutboundJWT {
    /// The token of a header and claims, each written as one JSON object.
    static func token(
        header: (inout JSONWriter) -> Void,
        claims: (inout JSONWriter) -> Void,
        signer: ProviderCrypto.Signer
    ) -> String {
        let input = CompactJWS.signingInput(
            header: String(decoding: object(header), as: UTF8.self),
            payload: object(claims)
        )
        return CompactJWS.compose(signingInput: input, signature: signer(input))
    }

    private static func object(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        members(&json)
        json.endObject()
        return json.bytes
    }
}
