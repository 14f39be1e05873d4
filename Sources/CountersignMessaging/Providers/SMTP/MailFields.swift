/// A mail, or a part of one, as it was received: its header fields and the lines after them.
///
/// Lines end in CRLF or LF; what is neither a field nor the rest of one is passed over, such as the
/// line `From …` that mail servers put before a mail they pipe. Source: RFC 5322 section 2.2.
struct MailFields: Sendable {
    /// Names in lower case with their unfolded values, in order.
    let fields: [(name: String, value: [UInt8])]
    /// The lines after the first empty one, without their ends.
    let lines: ArraySlice<ArraySlice<UInt8>>

    /// Reads a whole mail.
    init(_ bytes: [UInt8]) {
        self.init(lines: MailFields.lines(of: bytes)[...])
    }

    /// Reads a part of a mail.
    init(lines: ArraySlice<ArraySlice<UInt8>>) {
        let head = lines.prefix { !$0.isEmpty }
        self.fields = MailFields.fields(in: head)
        self.lines = lines[head.endIndex...].dropFirst()
    }

    /// The first field of a name, which is in lower case.
    subscript(name: String) -> [UInt8]? { fields.first { $0.name == name }?.value }

    /// The fields of some lines.
    static func fields(
        in lines: ArraySlice<ArraySlice<UInt8>>
    ) -> [(name: String, value: [UInt8])] {
        var fields: [(name: String, value: [UInt8])] = []
        var continues = false
        for line in lines {
            if let first = line.first, first == 0x20 || first == 0x09 {
                if continues { fields[fields.count - 1].value += line }
                continue
            }
            let name = line.prefix { $0 != UInt8(ascii: ":") && $0 > 0x20 && $0 < 0x7F }
            continues = !name.isEmpty && line.dropFirst(name.count).first == UInt8(ascii: ":")
            guard continues else { continue }
            fields.append(
                (
                    String(decoding: name.map(lowercase), as: UTF8.self),
                    Array(line.dropFirst(name.count + 1))
                )
            )
        }
        return fields
    }

    /// A letter of ASCII in lower case; every other byte as it is.
    static func lowercase(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { $0.last == 0x0D ? $0.dropLast() : $0 }
    }
}

/// A media type with its parameters: `multipart/report; report-type=delivery-status`.
///
/// Source: RFC 2045 section 5.1, without comments.
struct MailType: Sendable {
    /// In lower case; empty for none.
    let name: String
    /// Names in lower case; values as they stand, without quotes.
    private let parameters: [(name: String, value: [UInt8])]

    init(_ field: [UInt8]) {
        let pieces = MailType.pieces(of: field)
        self.name = MailType.word(pieces[0].map(MailFields.lowercase))
        self.parameters = pieces.dropFirst().compactMap { piece in
            guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let value = MailType.trimmed(piece[(equals + 1)...])
            return (
                MailType.word(piece[..<equals].map(MailFields.lowercase)), MailType.unquoted(value)
            )
        }
    }

    /// The first parameter of a name.
    subscript(name: String) -> [UInt8]? { parameters.first { $0.name == name }?.value }

    /// Whether a parameter has a value, in either case of its letters.
    func has(_ name: String, _ value: String) -> Bool {
        self[name]?.map(MailFields.lowercase).elementsEqual(value.utf8) == true
    }

    /// What stands between semicolons outside quotes; at least one piece.
    private static func pieces(of field: [UInt8]) -> [[UInt8]] {
        var pieces: [[UInt8]] = [[]]
        var (isQuoted, isEscaped) = (false, false)
        for byte in field {
            if byte == UInt8(ascii: ";"), !isQuoted {
                pieces.append([])
                continue
            }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = isQuoted && byte == UInt8(ascii: "\\") && !isEscaped
            pieces[pieces.count - 1].append(byte)
        }
        return pieces
    }

    private static func unquoted(_ value: ArraySlice<UInt8>) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        guard value.count >= 2, value.first == quote, value.last == quote else {
            return Array(value)
        }
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in value.dropFirst().dropLast() {
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            if !isEscaped { bytes.append(byte) }
        }
        return bytes
    }

    private static func word(_ bytes: [UInt8]) -> String {
        String(decoding: trimmed(bytes[...]), as: UTF8.self)
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = bytes.firstIndex { $0 > 0x20 } ?? bytes.endIndex
        let end = bytes.lastIndex { $0 > 0x20 } ?? start
        return start == bytes.endIndex ? [] : bytes[start...end]
    }
}
