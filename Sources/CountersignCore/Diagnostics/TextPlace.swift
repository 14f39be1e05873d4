/// A place in a text that a person edits, as an editor shows it.
public struct TextPlace: Equatable, Sendable {
    /// Line, from 1.
    ///
    /// A line ends with a line feed, a carriage return, or both.
    public let line: Int
    /// Column in characters as a reader counts them, from 1.
    public let column: Int
    /// The line itself, without its line end; bytes that are not UTF-8 show as U+FFFD.
    public let text: String

    /// The place of a byte offset; an offset past the end means the end.
    public init(offset: Int, in bytes: [UInt8]) {
        let offset = min(max(0, offset), bytes.count)
        var line = 1
        var start = 0
        for place in 0..<offset where TextPlace.endsLine(place, in: bytes) {
            line += 1
            start = place + 1
        }
        var end = offset
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        // Between the two bytes of a line end, the place is still on the line that they end.
        let last = min(end, max(start, offset))
        var before = bytes[start..<last]
        if before.last == 0x0D { before.removeLast() }
        var whole = bytes[start..<max(start, end)]
        if whole.last == 0x0D { whole.removeLast() }
        self.line = line
        self.column = String(decoding: before, as: UTF8.self).count + 1
        self.text = String(decoding: whole, as: UTF8.self)
    }

    private static func endsLine(_ place: Int, in bytes: [UInt8]) -> Bool {
        switch bytes[place] {
        case 0x0A: true
        case 0x0D: place + 1 >= bytes.count || bytes[place + 1] != 0x0A
        default: false
        }
    }
}
