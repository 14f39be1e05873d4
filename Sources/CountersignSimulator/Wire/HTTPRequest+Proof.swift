import CountersignAPI
import CountersignMessaging

extension HTTPRequest {
    /// Whether the request carries this token in `Authorization: Bearer`.
    func carries(bearer token: String, _ crypto: WebhookCrypto) -> Bool {
        carries(authorization: "Bearer \(token)", crypto)
    }

    /// Whether the request has exactly this `Authorization`.
    func carries(authorization value: String, _ crypto: WebhookCrypto) -> Bool {
        let expected = Array(value.utf8)
        guard let given = headers["authorization"].map({ Array($0.utf8) }),
            !repeatedHeaders.contains("authorization")
        else { return false }
        return given.count == expected.count && crypto.constantTimeEqual(given, expected)
    }

    /// Whether the body is declared as JSON.
    var isJSON: Bool { mediaType == "application/json" }

    /// Whether the body is declared as a form.
    var isForm: Bool { mediaType == "application/x-www-form-urlencoded" }

    private var mediaType: String {
        (headers["content-type"]?.prefix { $0 != ";" && $0 != " " } ?? "").lowercased()
    }
}
