/// The one spelling of a JSON document that both sides of a signature build.
///
/// Source: RFC 8785 (JCS). No white space; members sorted by the UTF-16 code units of their names;
/// numbers as ECMAScript prints the nearest double; strings as they are, without normalisation.
public enum CanonicalJSON {
    /// The canonical bytes of a document.
    /// - Throws: ``CanonicalJSONFault`` where the document has no canonical form.
    public static func bytes(of value: JSONValue) throws(CanonicalJSONFault) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        try append(value, to: &bytes)
        return bytes
    }

    private static func append(
        _ value: JSONValue,
        to bytes: inout [UInt8]
    ) throws(CanonicalJSONFault) {
        switch value {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let bool): bytes.append(contentsOf: (bool ? "true" : "false").utf8)
        case .number(let number):
            guard let double = number.double else { throw .numberOutOfRange }
            bytes.append(contentsOf: text(of: double).utf8)
        case .string(let text): JSONWriter.append(quoted: text, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (place, element) in elements.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                try append(element, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members): try append(members, to: &bytes)
        }
    }

    private static func append(
        _ members: [JSONMember],
        to bytes: inout [UInt8]
    ) throws(CanonicalJSONFault) {
        let sorted = members.sorted { precedes($0.name, $1.name) }
        bytes.append(UInt8(ascii: "{"))
        for (place, member) in sorted.enumerated() {
            if place > 0 {
                guard ExactText(sorted[place - 1].name) != ExactText(member.name) else {
                    throw .duplicateName
                }
                bytes.append(UInt8(ascii: ","))
            }
            JSONWriter.append(quoted: member.name, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            try append(member.value, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Whether a name comes before another one by its UTF-16 code units.
    ///
    /// So U+1F600, which is D83D DE00, precedes U+FB33. Source: RFC 8785 section 3.2.3.
    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf16.lexicographicallyPrecedes(right.utf16)
    }

    /// A finite double as ECMAScript's `Number::toString` prints it.
    ///
    /// Source: RFC 8785 section 3.2.2.3, ECMA-262 section 6.1.6.1.20. Swift's own description gives
    /// the same shortest digits and only places the point and the exponent otherwise.
    static func text(of double: Double) -> String {
        guard double != 0 else { return "0" }
        let (digits, point) = shortest(double.magnitude)
        let sign = double < 0 ? "-" : ""
        let count = digits.utf8.count
        if count <= point, point <= 21 {
            return sign + digits + String(repeating: "0", count: point - count)
        }
        if point > 0, point <= 21 {
            return sign + digits.prefix(point) + "." + digits.dropFirst(point)
        }
        if point > -6, point <= 0 {
            return sign + "0." + String(repeating: "0", count: -point) + digits
        }
        let exponent = point - 1
        let mantissa = count == 1 ? digits : digits.prefix(1) + "." + digits.dropFirst()
        return "\(sign)\(mantissa)e\(exponent < 0 ? "-" : "+")\(abs(exponent))"
    }

    /// The shortest digits that read back as a positive double, and where the point stands among
    /// them: the value is 0.digits times ten to the power of `point`.
    private static func shortest(_ double: Double) -> (digits: String, point: Int) {
        let parts = double.description.split(separator: "e")
        let number = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let whole = number[0]
        let digits = Substring(whole + (number.count > 1 ? number[1] : ""))
        let leading = digits.prefix { $0 == "0" }.count
        var significant = digits.dropFirst(leading)
        while significant.last == "0" { significant.removeLast() }
        return (String(significant), whole.count - leading + exponent)
    }
}

/// Why a document has no canonical form.
public enum CanonicalJSONFault: Error, Equatable, Sendable {
    /// A number is not within the range of an IEEE 754 double.
    case numberOutOfRange
    /// Two members of one object have the same name.
    case duplicateName
}
