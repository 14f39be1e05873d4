import CountersignCore
import CountersignKeys

/// AWS Signature Version 4 of a request as it was received, computed anew from its bytes.
///
/// Source: AWS General Reference, "Signature Version 4 signing process".
struct SignatureV4 {
    let accessKeyID: String
    let secretAccessKey: String
    let region: String
    let service: String

    /// What a client signs of a request; names in lower case and in order.
    static func canonicalRequest(
        method: String,
        path: String,
        query: String,
        headers: [(name: String, value: String)],
        body: [UInt8]
    ) -> String {
        let lines = headers.map { "\($0.name):\($0.value)\n" }.joined()
        let names = headers.map(\.name).joined(separator: ";")
        return "\(method)\n\(path)\n\(query)\n\(lines)\n\(names)\n" + Hex.encode(SHA256.hash(body))
    }

    func stringToSign(canonicalRequest: String, timestamp: String) -> String {
        "AWS4-HMAC-SHA256\n\(timestamp)\n\(scope(timestamp))\n"
            + Hex.encode(SHA256.hash(Array(canonicalRequest.utf8)))
    }

    /// The whole `Authorization` field.
    func authorization(
        canonicalRequest: String,
        timestamp: String,
        signedNames: String
    ) -> String {
        let parts = [String(timestamp.prefix(8)), region, service, "aws4_request"]
        let key = parts.reduce(Array(("AWS4" + secretAccessKey).utf8)) { key, part in
            SHA256.hmac(key: key, Array(part.utf8))
        }
        let text = stringToSign(canonicalRequest: canonicalRequest, timestamp: timestamp)
        let signature = Hex.encode(SHA256.hmac(key: key, Array(text.utf8)))
        return "AWS4-HMAC-SHA256 Credential=\(accessKeyID)/\(scope(timestamp)), "
            + "SignedHeaders=\(signedNames), Signature=\(signature)"
    }

    /// The field that a received request should carry, by the names that it says are signed.
    func expectedAuthorization(of request: Received) -> String? {
        guard let given = request.values("authorization").first,
            let start = given.firstRange(of: "SignedHeaders="),
            let timestamp = request.values("x-amz-date").first
        else { return nil }
        let names = String(given[start.upperBound...].prefix { $0 != "," })
        var headers: [(name: String, value: String)] = []
        for name in names.split(separator: ";") {
            let values = request.values(String(name))
            guard values.count == 1 else { return nil }
            headers.append((String(name), values[0]))
        }
        let line = request.requestLine.split(separator: " ")
        guard line.count == 3 else { return nil }
        let target = line[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let canonical = SignatureV4.canonicalRequest(
            method: String(line[0]),
            path: String(target[0]),
            query: target.count == 2 ? String(target[1]) : "",
            headers: headers,
            body: request.body
        )
        return authorization(
            canonicalRequest: canonical,
            timestamp: timestamp,
            signedNames: names
        )
    }

    private func scope(_ timestamp: String) -> String {
        "\(timestamp.prefix(8))/\(region)/\(service)/aws4_request"
    }
}
