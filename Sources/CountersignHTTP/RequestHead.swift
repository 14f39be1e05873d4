/// The header section of one request: what is copied of it, and what frames the body.
struct RequestHead {
    /// Copied fields by lower-case name; the first of a repeated one.
    private(set) var headers: [String: String] = [:]
    /// Names of copied fields that came more than once.
    private(set) var repeatedHeaders: [String] = []
    /// The announced length in bytes; nil for none, or one that is no number.
    private(set) var contentLength: Int?
    /// Whether the request is HTTP/1.0, which knows no transfer encoding.
    private let isVersion10: Bool
    private var contentLengthCount = 0
    private var transferEncodingCount = 0
    private var hostCount = 0
    private var isChunked = false
    private var hasInvalidField = false

    /// A head without fields yet.
    ///
    /// - Parameter fieldsExpected: copied fields that there is room for at once.
    init(isVersion10: Bool = false, fieldsExpected: Int = 0) {
        self.isVersion10 = isVersion10
        headers.reserveCapacity(fieldsExpected)
    }

    /// Takes one field in.
    mutating func add(
        name: UnsafeBufferPointer<UInt8>,
        value: UnsafeBufferPointer<UInt8>,
        reading names: HeaderNames
    ) {
        guard unsafe HeaderNames.isToken(name), unsafe !value.contains(where: RequestHead.isControl)
        else {
            hasInvalidField = true
            return
        }
        unsafe noteFraming(name: name, value: value)
        guard let name = unsafe names.name(of: name) else { return }
        if headers[name] == nil {
            headers[name] = unsafe String(decoding: value, as: UTF8.self)
        } else if !repeatedHeaders.contains(name) {
            repeatedHeaders.append(name)
        }
    }

    /// Why the request can't be framed safely; nil when it can.
    ///
    /// The library takes two lengths, and a length beside a transfer encoding, and chooses one. A
    /// proxy before us may choose the other, and then bytes of one request become another request.
    /// Source: RFC 9112, sections 3.2, 6.1 and 6.3.
    var fault: String? {
        if hasInvalidField { return "a header field has a malformed name or value" }
        if hostCount > 1 { return "Host is repeated" }
        if contentLengthCount > 1 { return "Content-Length is repeated" }
        if transferEncodingCount > 1 { return "Transfer-Encoding is repeated" }
        if contentLengthCount > 0 && transferEncodingCount > 0 {
            return "both Content-Length and Transfer-Encoding are given"
        }
        if contentLengthCount > 0 && contentLength == nil {
            return "Content-Length is not a number"
        }
        if transferEncodingCount > 0 && isVersion10 { return "HTTP/1.0 has no Transfer-Encoding" }
        if transferEncodingCount > 0 && !isChunked { return "Transfer-Encoding is not 'chunked'" }
        return nil
    }

    private mutating func noteFraming(
        name: UnsafeBufferPointer<UInt8>,
        value: UnsafeBufferPointer<UInt8>
    ) {
        switch name.count {
        case 4 where unsafe HeaderNames.isSame(name, "host"):
            hostCount += 1
        case 14 where unsafe HeaderNames.isSame(name, "content-length"):
            contentLengthCount += 1
            contentLength = unsafe RequestHead.number(value)
        case 17 where unsafe HeaderNames.isSame(name, "transfer-encoding"):
            transferEncodingCount += 1
            isChunked = unsafe HeaderNames.isSame(value, "chunked")
        default: break
        }
    }

    /// Decimal digits only; more than fit count as the largest number.
    private static func number(_ digits: UnsafeBufferPointer<UInt8>) -> Int? {
        guard !digits.isEmpty else { return nil }
        var number = 0
        for index in digits.indices {
            let digit = unsafe digits[index]
            guard digit >= UInt8(ascii: "0") && digit <= UInt8(ascii: "9") else { return nil }
            let (tens, tooMany) = number.multipliedReportingOverflow(by: 10)
            let (sum, tooMuch) = tens.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
            guard !tooMany && !tooMuch else { return .max }
            number = sum
        }
        return number
    }

    /// Control characters other than the tab are no part of a value.
    ///
    /// Source: RFC 9110, section 5.5.
    private static func isControl(_ byte: UInt8) -> Bool {
        (byte < 0x20 && byte != 0x09) || byte == 0x7F
    }
}
