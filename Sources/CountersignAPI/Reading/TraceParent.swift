/// The caller's trace.
///
/// Source: W3C Trace Context, "traceparent header".
enum TraceParent {
    /// The trace id of a valid header, 32 lower-case hexadecimal digits; nil for any other.
    static func traceID(in value: String?) -> String? {
        guard let value else { return nil }
        let bytes = Array(value.utf8)
        let dash = UInt8(ascii: "-")
        guard bytes.count >= 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash else {
            return nil
        }
        let version = bytes[0..<2]
        let trace = bytes[3..<35]
        let parent = bytes[36..<52]
        guard [version, trace, parent, bytes[53..<55]].allSatisfy({ $0.allSatisfy(isHex) }),
            !version.elementsEqual("ff".utf8), trace.contains(where: { $0 != 48 }),
            parent.contains(where: { $0 != 48 })
        else { return nil }
        // Later versions may add fields behind a dash; version 00 may not.
        if version.elementsEqual("00".utf8) {
            guard bytes.count == 55 else { return nil }
        } else if bytes.count > 55 {
            guard bytes[55] == dash else { return nil }
        }
        return String(decoding: trace, as: UTF8.self)
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...102).contains(byte)
    }
}
