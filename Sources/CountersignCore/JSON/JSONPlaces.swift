/// Where the parts of a document stand in its text, as byte offsets by JSON Pointer.
public struct JSONPlaces: Equatable, Sendable {
    /// Where each value begins; the whole document has the pointer `""`.
    public internal(set) var values: [String: Int] = [:]
    /// Where the name of each member begins, its quote included.
    public internal(set) var names: [String: Int] = [:]
}
