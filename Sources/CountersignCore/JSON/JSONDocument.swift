/// A JSON5 file that a person edits: its value, and where each part of it stands.
public struct JSONDocument: Sendable {
    /// The path as the person knows it.
    public let file: String
    /// What the file says.
    public let value: JSONValue
    /// Where it says it, in bytes.
    public let places: JSONPlaces
    private let bytes: [UInt8]

    /// Reads a file's bytes.
    /// - Throws: a ``Finding`` at the first byte that does not fit.
    public init(file: String, bytes: [UInt8]) throws(Finding) {
        do throws(JSONFault) {
            (value, places) = try JSONReader.readDocument(bytes)
        } catch {
            let place = TextPlace(offset: error.offset, in: bytes)
            throw Finding(file: file, place: place, message: error.reason)
        }
        self.file = file
        self.bytes = bytes
    }

    /// A finding about the value at a JSON Pointer, or about its parent's place where it is absent.
    public func finding(at pointer: String, _ message: String) -> Finding {
        finding(at: nearest(pointer, in: places.values), length: 1, message)
    }

    /// A finding about the name of the member at a JSON Pointer, underlined as a whole.
    public func findingAtName(of pointer: String, _ message: String) -> Finding {
        guard let offset = places.names[pointer] else { return finding(at: pointer, message) }
        let name = JSONPointer.tokens(pointer)?.last ?? ""
        let isQuoted = offset < bytes.count && (bytes[offset] == 0x22 || bytes[offset] == 0x27)
        return finding(at: offset, length: name.count + (isQuoted ? 2 : 0), message)
    }

    private func finding(at offset: Int, length: Int, _ message: String) -> Finding {
        Finding(
            file: file,
            place: TextPlace(offset: offset, in: bytes),
            length: length,
            message: message
        )
    }

    private func nearest(_ pointer: String, in offsets: [String: Int]) -> Int {
        var pointer = pointer
        while true {
            if let offset = offsets[pointer] { return offset }
            guard let slash = pointer.utf8.lastIndex(of: UInt8(ascii: "/")) else { return 0 }
            pointer = String(pointer[..<slash])
        }
    }
}
