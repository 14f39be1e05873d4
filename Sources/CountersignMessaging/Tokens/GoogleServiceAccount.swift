import CountersignCore

/// A Google service account, which gets access tokens for assertions that it signs.
///
/// Source: RFC 7523 sections 2.1 and 3; Google, "Using OAuth 2.0 for server to server applications".
struct GoogleServiceAccount: Sendable {
    /// The account's address, `iss` of its assertions.
    let clientEmail: String
    /// Where assertions are exchanged, and their `aud`.
    let tokenURI: String
    /// The id of its key; nil where the file names none.
    let keyID: String?
    /// The project that it belongs to; nil where the file names none.
    let projectID: String?
    private let signer: ProviderCrypto.Signer

    /// How long an assertion may be exchanged, in seconds: the most that Google takes.
    static let assertionSeconds = 3_600

    init(
        clientEmail: String,
        tokenURI: String,
        keyID: String?,
        projectID: String?,
        signer: @escaping ProviderCrypto.Signer
    ) {
        self.clientEmail = clientEmail
        self.tokenURI = tokenURI
        self.keyID = keyID
        self.projectID = projectID
        self.signer = signer
    }

    /// Access tokens for one scope, such as `https://www.googleapis.com/auth/firebase.messaging`.
    func accessTokens(scope: String) -> AccessTokenSource {
        .exchanged(
            request: { now in request(scope: scope, at: now) },
            read: { result, now in TokenAnswer.read(result, at: now) }
        )
    }

    private func request(scope: String, at now: Instant) -> OutboundRequest {
        let assertion = OutboundJWT.token(
            header: { header in
                header.member("alg", "RS256")
                if let keyID { header.member("kid", keyID) }
                header.member("typ", "JWT")
            },
            claims: { claims in
                claims.member("iss", clientEmail)
                claims.member("scope", scope)
                claims.member("aud", tokenURI)
                claims.member("iat", now.seconds)
                claims.member("exp", now.seconds + Int64(GoogleServiceAccount.assertionSeconds))
            },
            signer: signer
        )
        let form = PercentEncoding.form([
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", assertion),
        ])
        return OutboundRequest(
            url: tokenURI,
            headers: [("Content-Type", "application/x-www-form-urlencoded")],
            body: Array(form.utf8)
        )
    }
}

extension ProviderSettingsReader {
    /// The account of a key file that Google issued, which is a secret as a whole.
    mutating func serviceAccount(
        _ name: String,
        in settings: ProviderSettings
    ) -> GoogleServiceAccount? {
        let pointer = "/" + name
        guard let secret = secret(name, in: settings) else { return nil }
        guard let file = secret.withBytes({ try? JSONReader.read($0) }), file.object != nil else {
            fault(pointer, "the key file of a service account belongs here, as Google issued it")
            return nil
        }
        var texts: [String: String] = [:]
        for member in ["client_email", "private_key", "token_uri"] {
            if let text = file[member]?.string, !text.isEmpty {
                texts[member] = text
            } else {
                fault(pointer, "the service account's key file has no \(member)")
            }
        }
        guard let email = texts["client_email"], let key = texts["private_key"],
            let tokenURI = texts["token_uri"]
        else { return nil }
        guard isURL(tokenURI) else {
            fault(pointer, "token_uri of the key file is no absolute URL")
            return nil
        }
        guard let signer = settings.crypto.rsaSigner(Array(key.utf8)) else {
            fault(pointer, "private_key of the key file is no RSA key of at least 2048 bits")
            return nil
        }
        return GoogleServiceAccount(
            clientEmail: email,
            tokenURI: tokenURI,
            keyID: file["private_key_id"]?.string,
            projectID: file["project_id"]?.string,
            signer: signer
        )
    }
}
