internal import CCurl
import CountersignMessaging

extension OptionSetter {
    /// Sets the header fields of a request, and the signature where it has one; the list that comes
    /// back is to be freed after the transfer.
    func setHeaders(
        of request: OutboundRequest
    ) throws(OptionFault) -> UnsafeMutablePointer<curl_slist>? {
        guard let signature = request.signature else {
            return unsafe try setHeaders(request.headers)
        }
        try set(CURLOPT_AWS_SIGV4, "aws:amz:\(signature.region):\(signature.service)")
        try set(CURLOPT_USERNAME, signature.accessKeyID)
        try set(CURLOPT_PASSWORD, signature.secretAccessKey)
        var headers = request.headers
        if let host = hostWithPort(request.url) { headers.append(("Host", host)) }
        if let token = signature.sessionToken { headers.append(("X-Amz-Security-Token", token)) }
        return unsafe try setHeaders(headers, isSigned: true)
    }

    /// The host of a URL that names a port; nil for others.
    ///
    /// libcurl 7.88 signs the host without its port and sends it with the port; a field of our own is
    /// signed as it is sent.
    private func hostWithPort(_ url: String) -> String? {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        let host = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
        let name = host.drop { $0 != "]" }
        return (name.isEmpty ? host : name).contains(":") ? String(host) : nil
    }
}
