public import CountersignCore

extension ReceiptSignature {
    /// Checks a receipt against a JWK set and gives its payload; see ``verify(token:jwks:isValid:)``.
    public static func verify(token: String, jwks: JSONValue) throws(JWSFault) -> JSONValue {
        try verify(token: token, jwks: jwks) { signature, message, publicKey in
            Ed25519.isValid(signature: signature, of: message, publicKey: publicKey)
        }
    }
}
