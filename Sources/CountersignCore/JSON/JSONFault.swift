/// Why a text is not JSON, with the place.
public struct JSONFault: Error, Equatable, Sendable {
    /// Byte offset from the start of the text, from 0.
    public let offset: Int
    /// What was found and what belongs there; never quotes the value.
    public let reason: String

    /// A fault at a place.
    public init(offset: Int, reason: String) {
        self.offset = offset
        self.reason = reason
    }

    /// The line and the column of the fault in a text, both from 1; see ``TextPlace``.
    public func place(in bytes: [UInt8]) -> (line: Int, column: Int) {
        let place = TextPlace(offset: offset, in: bytes)
        return (place.line, place.column)
    }
}
