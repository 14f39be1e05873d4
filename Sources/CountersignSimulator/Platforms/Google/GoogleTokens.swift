import CountersignAPI
import CountersignCore
import CountersignMessaging
import Synchronization

/// Access tokens of one of Google's platforms: a service account exchanges a signed assertion for one.
///
/// Source: rbm.md, "Send"; RFC 7523 section 2.1; Google's "Using OAuth 2.0 for server to server".
final class GoogleTokens: Sendable {
    static let grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer"
    /// How long a token lives.
    static let lifeSeconds = 3_600
    /// How far the clocks of both sides may differ.
    static let skewSeconds = 300
    /// Tokens that are remembered; the oldest goes first.
    static let tokensMax = 1_000

    /// Why there is no token.
    struct Refusal: Error, Equatable {
        let error: String
        let description: String
    }

    private let account: ServiceAccount?
    /// What the platform's tokens are for.
    private let scope: String
    private let fixedToken: String
    private let crypto: ProviderCrypto
    private let signer: ProviderCrypto.Signer?
    private let entropy: any Entropy
    private let issued = Mutex<[(token: String, expiresAt: Instant)]>([])
    /// Where an assertion must say that it goes to: the token endpoint as its callers know it.
    private let audience = Mutex("")

    /// - Parameters:
    ///   - account: whose assertions are taken; nil for nobody's.
    ///   - scope: what tokens of the platform are for.
    ///   - fixedToken: a token that always works, for providers without an exchange of their own.
    init(
        _ account: ServiceAccount?,
        scope: String,
        fixedToken: String,
        crypto: ProviderCrypto,
        entropy: any Entropy
    ) {
        self.account = account
        self.scope = scope
        self.fixedToken = fixedToken
        self.crypto = crypto
        self.signer = account.flatMap { crypto.rsaSigner($0.privateKeyPEM) }
        self.entropy = entropy
    }

    /// Says where the token endpoint is.
    func setAudience(_ url: String) { audience.withLock { $0 = url } }

    /// Whether a request carries a token that is in force.
    func isCarried(by request: HTTPRequest, at now: Instant) -> Bool {
        if request.carries(bearer: fixedToken, crypto.webhook) { return true }
        let live = issued.withLock { $0.filter { now < $0.expiresAt }.map(\.token) }
        return live.contains { request.carries(bearer: $0, crypto.webhook) }
    }

    /// `POST /token`.
    func exchange(_ request: HTTPRequest, at now: Instant) -> HTTPResponse {
        do throws(Refusal) {
            try check(request, audience: audience.withLock { $0 }, at: now)
        } catch {
            return .simulated(
                400,
                .members([
                    "error": .string(error.error), "error_description": .string(error.description),
                ])
            )
        }
        let token = "ya29.simulated-" + Base64URL.encode(entropy.bytes(32))
        issued.withLock { issued in
            issued.append((token, now.advanced(bySeconds: GoogleTokens.lifeSeconds)))
            if issued.count > GoogleTokens.tokensMax { issued.removeFirst() }
        }
        return .simulated(
            200,
            .members([
                "access_token": .string(token),
                "expires_in": .integer(GoogleTokens.lifeSeconds - 1),
                "token_type": .string("Bearer"),
            ])
        )
    }

    private func check(
        _ request: HTTPRequest,
        audience: String,
        at now: Instant
    ) throws(Refusal) {
        guard request.isForm, let text = String(validating: request.body, as: UTF8.self),
            let parameters = PercentEncoding.parameters(text, plusIsSpace: true)
        else { throw Refusal(error: "invalid_request", description: "The body is a form.") }
        let values = Dictionary(parameters.map { ($0.name, $0.value) }) { first, _ in first }
        guard values.count == parameters.count, values["grant_type"] == GoogleTokens.grantType
        else {
            throw Refusal(
                error: "unsupported_grant_type",
                description: "Invalid grant_type: \(values["grant_type"] ?? "")"
            )
        }
        guard let assertion = values["assertion"].flatMap({ try? CompactJWS(parsing: $0) }) else {
            throw GoogleTokens.grant("Invalid JWT: the assertion is missing or not a token.")
        }
        guard assertion.member("alg") == "RS256", assertion.member("typ") ?? "JWT" == "JWT" else {
            throw GoogleTokens.grant("Invalid JWT: alg must be RS256.")
        }
        // PKCS #1 v1.5 signatures are deterministic: signing again is verifying.
        guard let signer,
            crypto.webhook.constantTimeEqual(signer(assertion.signingInput), assertion.signature)
        else { throw GoogleTokens.grant("Invalid JWT Signature.") }
        guard let claims = try? JSONReader.read(assertion.payload), claims.object != nil else {
            throw GoogleTokens.grant("Invalid JWT: the claims are no JSON object.")
        }
        try check(claims, audience: audience, at: now)
    }

    private func check(
        _ claims: JSONValue,
        audience: String,
        at now: Instant
    ) throws(Refusal) {
        guard let account, claims["iss"]?.string == account.clientEmail else {
            throw GoogleTokens.grant("Invalid grant: account not found")
        }
        guard claims["aud"]?.string == audience else {
            throw GoogleTokens.grant("Invalid JWT: aud must be \(audience)")
        }
        guard let issuedAt = claims["iat"]?.integer, let expiresAt = claims["exp"]?.integer,
            issuedAt <= now.seconds + Int64(GoogleTokens.skewSeconds), expiresAt > issuedAt,
            expiresAt - issuedAt <= Int64(GoogleTokens.lifeSeconds),
            expiresAt > now.seconds - Int64(GoogleTokens.skewSeconds)
        else {
            throw GoogleTokens.grant(
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable "
                    + "timeframe. Check your iat and exp values in the JWT claim."
            )
        }
        guard let scopes = claims["scope"]?.string?.split(separator: " "),
            scopes.contains(Substring(scope))
        else {
            throw Refusal(
                error: "invalid_scope",
                description: "Invalid OAuth scope or ID token audience provided."
            )
        }
    }

    private static func grant(_ description: String) -> Refusal {
        Refusal(error: "invalid_grant", description: description)
    }
}
