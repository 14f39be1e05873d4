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
    ) throws(CallbackFault) -> CallbackParameters {
        guard let query = callback.queryParameters, let form = callback.formParameters,
            let nonce = callback.headers[PlivoSignature.headers[1]], !nonce.isEmpty
        else { throw .forged }
        let isGET = callback.method == "GET"
        let all = CallbackParameters(query.pairs + form.pairs)
        let base =
            isGET
            ? PlivoSignature.base(callbackURL, query: all, form: CallbackParameters([]))
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
        return isGET ? all : form
    }

    /// The URL without its query, then a question mark and the sorted query where there is a query or
    /// a form, then, for a form, a full stop after a query that is not empty, and names and values.
    private static func base(
        _ url: String,
        query: CallbackParameters,
        form: CallbackParameters
    ) -> String {
        let sortedQuery = query.sortedPairs.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        let sortedForm = form.sortedPairs.map { $0.name + $0.value }.joined()
        guard !form.pairs.isEmpty else {
            return sortedQuery.isEmpty ? url : "\(url)?\(sortedQuery)"
        }
        return "\(url)?\(sortedQuery)\(sortedQuery.isEmpty ? "" : ".")\(sortedForm)"
    }
}
