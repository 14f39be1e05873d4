/// A signed token in its compact form, taken apart but not yet believed.
///
/// Shape: `base64url(header JSON) . base64url(payload) . base64url(signature)`, each part canonical
/// base64url without padding. Nothing in it counts before its signature or MAC has been checked over
/// ``signingInput``, the exact bytes that were sent. Source: RFC 7515 sections 3.1 and 5.2.
public struct CompactJWS: Equatable, Sendable {
    /// Longest token that is read, in bytes.
    ///
    /// A receipt is about 2 KiB; the cap bounds the work that a
    /// stranger's token can cause.
    public static let bytesMax = 16 * 1_024

    /// The header, an object with unique members and without `crit`.
    public let header: JSONValue
    /// The payload's bytes.
    public let payload: [UInt8]
    /// The signature or MAC, of any length, perhaps empty.
    public let signature: [UInt8]
    /// What the signature is over: the first two parts with their dot, in ASCII.
    public let signingInput: [UInt8]

    /// Takes a token apart.
    /// - Throws: ``JWSFault``: `tooLong`, `notCompact`, `malformedHeader`, or `unexpectedHeader` for `crit`.
    public init(parsing token: String) throws(JWSFault) {
        guard token.utf8.count <= CompactJWS.bytesMax else { throw .tooLong }
        let bytes = Array(token.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64URL.decode(parts[0]),
            let payload = Base64URL.decode(parts[1]), let signature = Base64URL.decode(parts[2])
        else { throw .notCompact }
        self.header = try CompactJWS.readHeader(header)
        self.payload = payload
        self.signature = signature
        self.signingInput = Array(bytes[..<parts[1].endIndex])
    }

    /// The text of a header member; nil when it is absent or not a string.
    public func member(_ name: String) -> String? { header[name]?.string }

    /// Checks that the header names one of the algorithms and exactly the type.
    ///
    /// The caller's list decides, never the token: that is what keeps `none`, and a MAC keyed with a
    /// public key, from being believed.
    /// - Throws: ``JWSFault/unexpectedHeader(member:)`` naming `alg` or `typ`.
    public func expect(algorithms: [String], type: String) throws(JWSFault) {
        guard let algorithm = member("alg"),
            algorithms.contains(where: { $0.hasBytes(of: algorithm) })
        else { throw .unexpectedHeader(member: "alg") }
        guard let named = member("typ"), named.hasBytes(of: type) else {
            throw .unexpectedHeader(member: "typ")
        }
    }

    /// The bytes to sign for a header, written as JSON, and a payload.
    public static func signingInput(header: String, payload: [UInt8]) -> [UInt8] {
        let (header, payload) = (Base64URL.encodeBytes(header.utf8), Base64URL.encodeBytes(payload))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(header.count + payload.count + 1)
        bytes += header
        bytes.append(UInt8(ascii: "."))
        bytes += payload
        return bytes
    }

    /// The token of a signing input and the signature over it.
    public static func compose(signingInput: [UInt8], signature: [UInt8]) -> String {
        var bytes = signingInput
        bytes.append(UInt8(ascii: "."))
        bytes += Base64URL.encodeBytes(signature)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func readHeader(_ bytes: [UInt8]) throws(JWSFault) -> JSONValue {
        let header: JSONValue
        do { header = try JSONReader.read(bytes) } catch { throw .malformedHeader }
        guard header.object != nil else { throw .malformedHeader }
        for name in ["alg", "kid", "typ"] {
            if let value = header[name], value.string == nil { throw .malformedHeader }
        }
        // Each name in it is an extension that must be understood, and none is (RFC 7515, 4.1.11).
        guard header["crit"] == nil else { throw .unexpectedHeader(member: "crit") }
        return header
    }
}

extension String {
    /// Whether two texts are the same bytes; `==` would also take canonically equivalent ones, so that
    /// a Kelvin sign passed for a `K`.
    func hasBytes(of other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
