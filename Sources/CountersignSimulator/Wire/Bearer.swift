import CountersignAPI
import CountersignMessaging

extension HTTPRequest {
    /// Whether the request carries this token in `Authorization: Bearer`.
    func carries(bearer token: String, _ crypto: WebhookCrypto) -> Bool {
        let expected = Array("Bearer \(token)".utf8)
        guard let given = headers["authorization"].map({ Array($0.utf8) }),
            !repeatedHeaders.contains("authorization")
        else { return false }
        return given.count == expected.count && crypto.constantTimeEqual(given, expected)
    }

    /// Whether the body is declared as JSON.
    var isJSON: Bool {
        let type = headers["content-type"]?.prefix { $0 != ";" && $0 != " " } ?? ""
        return type.lowercased() == "application/json"
    }
}
