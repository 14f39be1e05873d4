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
}
