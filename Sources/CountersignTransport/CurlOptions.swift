internal import CCurl

/// An option that could not be set, so that the request must not leave.
struct OptionFault: Error {
    /// A word of ``Reason``.
    let reason: String
}

/// The options that every transfer has, whatever it carries.
@safe struct CurlOptions {
    let connectTimeoutMillisecondsMax: Int
    let authorityFile: String?
    let proxy: String?
    let userAgent: String
    /// Whether mail to loopback addresses may go without TLS.
    let allowsPlainMailToLoopback: Bool
    /// The connections of requests that may go to public addresses only.
    ///
    /// Kept apart from the others, or such a request could
    /// ride on a connection that an operator's own request opened to a private address.
    let publicShare: UnsafeMutableRawPointer

    func apply(
        to setter: OptionSetter,
        isPublicOnly: Bool,
        isMail: Bool
    ) throws(OptionFault) {
        try setter.set(CURLOPT_NOSIGNAL, 1)
        try setter.set(CURLOPT_PROTOCOLS_STR, isMail ? "smtp,smtps" : "http,https")
        try setter.set(CURLOPT_FOLLOWLOCATION, 0)
        try setter.set(CURLOPT_SSL_VERIFYPEER, 1)
        try setter.set(CURLOPT_SSL_VERIFYHOST, 2)
        try setter.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try setter.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        try setter.set(CURLOPT_CONNECTTIMEOUT_MS, connectTimeoutMillisecondsMax)
        // The least that is allowed, for bodies of a few hundred bytes; 64 KB else.
        try setter.set(CURLOPT_UPLOAD_BUFFERSIZE, 16_384)
        try setter.set(CURLOPT_USERAGENT, userAgent)
        // An empty text, as opposed to none, keeps the environment's proxies out.
        try setter.set(CURLOPT_PROXY, proxy ?? "")
        try setter.set(CURLOPT_NOPROXY, "")
        if let authorityFile { try setter.set(CURLOPT_CAINFO, authorityFile) }
        if isPublicOnly { try setter.set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1) }
        // Set either way: a share is the one thing that outlives `curl_easy_reset`.
        try unsafe setter.set(CURLOPT_SHARE, pointer: isPublicOnly ? publicShare : nil)
    }
}

/// Sets options of one easy handle; the one funnel for the return codes.
@safe struct OptionSetter {
    let easy: UnsafeMutableRawPointer

    func check(_ code: CURLcode, _ reason: String = Reason.transport) throws(OptionFault) {
        guard code == CURLE_OK else { throw OptionFault(reason: reason) }
    }

    func set(_ option: CURLoption, _ value: Int) throws(OptionFault) {
        try check(unsafe countersign_easy_set_long(easy, option, value))
    }

    func set(_ option: CURLoption, _ text: String) throws(OptionFault) {
        try check(unsafe countersign_easy_set_string(easy, option, text))
    }

    func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer?) throws(OptionFault) {
        try check(unsafe countersign_easy_set_pointer(easy, option, pointer))
    }

    func setURL(_ url: String) throws(OptionFault) {
        // A space or a control character would end the request line early, a zero the C string.
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw OptionFault(reason: Reason.url)
        }
        try set(CURLOPT_URL, url)
        // Waiting for a connection that may turn out to be shareable pays only where HTTP/2 can be
        // agreed on; plain HTTP/1.1 would start with one request at a time.
        if url.utf8.starts(with: "https:".utf8) { try set(CURLOPT_PIPEWAIT, 1) }
    }

    func setBody(method: String, _ body: [UInt8]) throws(OptionFault) {
        guard isToken(method) else { throw OptionFault(reason: Reason.transport) }
        if method == "HEAD" { return try set(CURLOPT_NOBODY, 1) }
        if method == "GET", body.isEmpty { return try set(CURLOPT_HTTPGET, 1) }
        try set(CURLOPT_POST, 1)
        if method != "POST" { try set(CURLOPT_CUSTOMREQUEST, method) }
        // The size comes first: COPYPOSTFIELDS copies that many bytes at once.
        try check(
            unsafe countersign_easy_set_offset(
                easy,
                CURLOPT_POSTFIELDSIZE_LARGE,
                curl_off_t(body.count)
            )
        )
        let code = unsafe body.withUnsafeBufferPointer { bytes in
            // An empty array has no address, and POSTFIELDS without one would ask a read callback.
            guard let start = bytes.baseAddress, !bytes.isEmpty else {
                return unsafe countersign_easy_set_string(easy, CURLOPT_COPYPOSTFIELDS, "")
            }
            return unsafe countersign_easy_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, start)
        }
        try check(code)
    }

    /// Sets the header fields; the list that comes back is to be freed after the transfer.
    ///
    /// - Parameter isSigned: leaves out the spellings that take a field away: libcurl 7.88 signs those
    ///   too, and the other side misses the field.
    func setHeaders(
        _ fields: [(name: String, value: String)],
        isSigned: Bool = false
    ) throws(OptionFault) -> UnsafeMutablePointer<curl_slist>? {
        // No `Expect: 100-continue`, which costs a round trip or a second of waiting; bodies of less
        // than a megabyte have none anyhow.
        var list = unsafe isSigned ? nil : curl_slist_append(nil, "Expect:")
        var hasContentType = isSigned
        var line: [UInt8] = []
        for field in fields {
            guard isToken(field.name), isFieldValue(field.value),
                !(isSigned && field.value.isEmpty)
            else {
                unsafe curl_slist_free_all(list)
                throw OptionFault(reason: Reason.header)
            }
            hasContentType = hasContentType || isContentType(field.name)
            line.removeAll(keepingCapacity: true)
            line.append(contentsOf: field.name.utf8)
            // The library's spelling of an empty value; `Name:` would take the field away.
            line.append(contentsOf: field.value.isEmpty ? ";".utf8 : ": ".utf8)
            line.append(contentsOf: field.value.utf8)
            line.append(0)
            let longer = unsafe line.withUnsafeBytes { bytes in
                unsafe curl_slist_append(
                    list,
                    bytes.assumingMemoryBound(to: CChar.self).baseAddress
                )
            }
            guard let longer = unsafe longer else {
                unsafe curl_slist_free_all(list)
                throw OptionFault(reason: Reason.transport)
            }
            unsafe list = unsafe longer
        }
        // Left to itself the library calls every body a form.
        if !hasContentType, let longer = unsafe curl_slist_append(list, "Content-Type:") {
            unsafe list = unsafe longer
        }
        guard unsafe countersign_easy_set_list(easy, CURLOPT_HTTPHEADER, list) == CURLE_OK else {
            unsafe curl_slist_free_all(list)
            throw OptionFault(reason: Reason.transport)
        }
        return unsafe list
    }

    private func isContentType(_ name: String) -> Bool {
        let wanted = "content-type".utf8
        return name.utf8.count == wanted.count
            && zip(name.utf8, wanted).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }

    /// Source: RFC 9110 section 5.6.2.
    private func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    private func isFieldValue(_ text: String) -> Bool {
        text.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
    }
}
