import CountersignCore

extension API {
    /// Seconds for which a verifier may keep the public keys.
    static let publicKeysCachedSeconds = 300

    /// `GET /.well-known/jwks.json`: the keys that receipts verify with.
    func getWellKnownJWKS() -> HTTPResponse {
        var json = JSONWriter()
        json.value(dependencies.publicKeys())
        return HTTPResponse(
            status: 200,
            headers: HeaderFields.cached(
                "application/jwk-set+json",
                seconds: API.publicKeysCachedSeconds
            ),
            body: json.bytes
        )
    }
}
