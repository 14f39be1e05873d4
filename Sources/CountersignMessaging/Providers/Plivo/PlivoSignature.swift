import CountersignCore

/// The signature that proves a callback to be Plivo's.
///
/// Source: Plivo, "Signature validation", version 3.
struct PlivoSignature: Sendable {
    /// The header fields that it is read from: signatures, their nonce, signatures of the main account.
    static let headers = [
        "x-plivo-signature-v3", "x-plivo-signature-v3-nonce", "x-plivo-signature-ma-v3",
    ]
    /// Most signatures that are looked at in one header field.
    static let signaturesMax = 8

    let authToken: ProviderSecret
    let crypto: ProviderCrypto

    /// The parameters of an authentic callback: its form's, and its query's where it is a GET.
    /// - Throws: ``CallbackFault/forged``.
    func parameters(
        of callback: Callback,
        under callbackURL: String
    ) throws(CallbackFault) -> [(name: String, value: String)] {
        guard let query = PercentEncoding.parameters(callback.query, plusIsSpace: true),
            let form = callback.formParameters,
            let nonce = callback.headers[PlivoSignature.headers[1]], !nonce.isEmpty
        else { throw .forged }
        let isGET = callback.method == "GET"
        let base =
            isGET
            ? PlivoSignature.base(callbackURL, query: query + form, form: [])
            : PlivoSignature.base(callbackURL, query: query, form: form)
        let code = authToken.withBytes { crypto.hmac(.sha256, $0, Array("\(base).\(nonce)".utf8)) }
        let given = [PlivoSignature.headers[0], PlivoSignature.headers[2]]
            .compactMap { callback.headers[$0] }
            .flatMap { $0.split(separator: ",").prefix(PlivoSignature.signaturesMax) }
        let isAuthentic = given.contains { text in
            Base64.decode(String(text.drop { $0 == " " })).map { crypto.areEqual($0, code) }
                ?? false
        }
        guard isAuthentic else { throw .forged }
        return isGET ? query + form : form
    }

    /// The URL without its query, then a question mark and the sorted query where there is a query or
    /// a form, then, for a form, a full stop after a query that is not empty, and names and values.
    private static func base(
        _ url: String,
        query: [(name: String, value: String)],
        form: [(name: String, value: String)]
    ) -> String {
        let sortedQuery = sorted(query).map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        let sortedForm = sorted(form).map { $0.name + $0.value }.joined()
        guard !form.isEmpty else { return sortedQuery.isEmpty ? url : "\(url)?\(sortedQuery)" }
        return "\(url)?\(sortedQuery)\(sortedQuery.isEmpty ? "" : ".")\(sortedForm)"
    }

    private static func sorted(
        _ parameters: [(name: String, value: String)]
    ) -> [(name: String, value: String)] {
        parameters.sorted { left, right in
            left.name.utf8.elementsEqual(right.name.utf8)
                ? left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
                : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
        }
    }
}
