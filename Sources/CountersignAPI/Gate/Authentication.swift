import CountersignCheckout
import CountersignCore

/// Reads the merchant's key out of the `Authorization` header.
enum Credentials {
    private static let prefixes = ["csk_live_", "csk_test_"].map { Array($0.utf8) }
    /// Characters behind the prefix: base64url of 32 bytes.
    static let secretCharacters = 43

    /// The whole secret as bytes; nil when the header does not have the shape of a key of ours.
    static func secret(in header: String) -> [UInt8]? {
        let bytes = Array(header.utf8)
        let scheme = Array("bearer".utf8)
        // Schemes are case-insensitive. Source: RFC 9110, section 11.1.
        guard bytes.count > scheme.count, bytes[scheme.count] == 0x20,
            zip(bytes, scheme).allSatisfy({ $0 | 0x20 == $1 })
        else { return nil }
        let secret = Array(bytes.dropFirst(scheme.count + 1))
        guard let prefix = prefixes.first(where: { secret.starts(with: $0) }),
            secret.count == prefix.count + secretCharacters,
            Base64URL.decode(secret.dropFirst(prefix.count)) != nil
        else { return nil }
        return secret
    }
}

extension API {
    /// Who calls, if the key is good and covers the endpoint.
    func caller(
        of request: HTTPRequest,
        for endpoint: Endpoint
    ) async -> Result<Caller, Refused> {
        guard let header = request.headers["authorization"] else {
            return .failure(
                Refused(
                    .unauthorized(
                        "The Authorization header is missing; send 'Authorization: Bearer csk_…'.",
                        challenge: "Bearer realm=\"countersign\""
                    )
                )
            )
        }
        guard let secret = Credentials.secret(in: header) else { return .failure(badKey) }
        let hash = dependencies.sha256(secret)
        guard let (key, merchant) = await dependencies.directory.key(hash: hash),
            key.revokedAt == nil
        else { return .failure(badKey) }
        if let problem = problem(with: key, for: endpoint) { return .failure(Refused(problem)) }
        return .success(Caller(merchant: merchant, mode: key.mode))
    }

    private func problem(with key: APIKey, for endpoint: Endpoint) -> Problem? {
        guard endpoint.scopes.contains(where: key.scopes.contains) else {
            let words = endpoint.scopes.map { "'\($0.rawValue)'" }.joined(separator: " or ")
            return Problem(.forbidden, "This key lacks the scope \(words); use one that has it.")
        }
        if endpoint.isForTestKeysOnly, key.mode != .test {
            return Problem(.forbidden, "This call is for test keys only; use a key 'csk_test_…'.")
        }
        return nil
    }

    // One answer for a key of the wrong shape, an unknown and a revoked one.
    private var badKey: Refused {
        Refused(
            .unauthorized(
                "The key is not a valid one: it is cut, unknown or revoked. Send the whole key as 'Authorization: Bearer csk_…'.",
                challenge: "Bearer realm=\"countersign\", error=\"invalid_token\""
            )
        )
    }
}

extension Problem {
    /// A 401 with its challenge, which RFC 9110 section 15.5.2 demands.
    static func unauthorized(_ detail: String, challenge: String) -> Problem {
        var problem = Problem(.unauthorized, detail)
        problem.headers = [("WWW-Authenticate", challenge)]
        return problem
    }
}
