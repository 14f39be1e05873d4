/// A text file that a person edits, with the places of its bytes.
///
/// Line ends become `\n`, so that a file from any editor reads the same. Offsets count bytes of
/// UTF-8 from 0; lines and columns count from 1, columns in characters.
public struct SourceText: Sendable {
    /// Path as the person knows it.
    public let file: String
    /// The text in UTF-8 with `\n` as the only line end, without a byte order mark.
    public let bytes: [UInt8]
    private let lineStarts: [Int]

    /// A text and what it is called in findings.
    public init(file: String, text: String) {
        self.file = file
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var starts = [0]
        var afterReturn = false
        // Some editors begin a file with a byte order mark, which is no part of what it says.
        let isMarked = text.utf8.starts(with: [0xEF, 0xBB, 0xBF])
        for byte in text.utf8.dropFirst(isMarked ? 3 : 0) {
            let isLineEnd = byte == 0x0A || byte == 0x0D
            if byte == 0x0A, afterReturn {
                afterReturn = false
                continue
            }
            afterReturn = byte == 0x0D
            bytes.append(isLineEnd ? 0x0A : byte)
            if isLineEnd { starts.append(bytes.count) }
        }
        self.bytes = bytes
        self.lineStarts = starts
    }

    /// The finding about the bytes from `offset` on; what lies past the line's end is not underlined.
    public func finding(at offset: Int, length: Int = 1, _ message: String) -> Finding {
        let offset = max(0, min(offset, bytes.count))
        let row = row(of: offset)
        let start = lineStarts[row]
        let end = row + 1 < lineStarts.count ? lineStarts[row + 1] - 1 : bytes.count
        let marked = bytes[offset..<max(offset, min(end, offset + length))]
        return Finding(
            file: file,
            line: row + 1,
            column: String(decoding: bytes[start..<offset], as: UTF8.self).count + 1,
            length: String(decoding: marked, as: UTF8.self).count,
            message: message,
            text: String(decoding: bytes[start..<end], as: UTF8.self)
        )
    }

    /// The index of the line that holds an offset, by halving.
    private func row(of offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }
}
