/// Why a store could not be opened.
///
/// Checked top to bottom; the first that applies is returned.
public enum StoreOpenFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file can't be made or opened; `reason` is the system's or SQLite's short word.
    case unavailable(path: String, reason: String)
    /// The file is no store of ours.
    case foreignFile(path: String)
    /// A newer program has changed the file's schema.
    case newerSchema(path: String, found: Int, known: Int)
    /// Another service runs over it.
    case served(path: String)

    /// What happened and where, one line.
    public var description: String {
        switch self {
        case .unavailable(let path, let reason): "The store \(path) can't be opened: \(reason)."
        case .foreignFile(let path): "The file \(path) is not a Countersign store."
        case .newerSchema(let path, let found, let known):
            "The store \(path) has schema \(found); this program knows schemas up to \(known)."
        case .served(let path): "Another service runs over the store \(path)."
        }
    }

    /// What to do next, one line.
    public var hint: String {
        switch self {
        case .unavailable:
            "Check that the directory exists, that this user may write it, and that it has room."
        case .foreignFile: "Name another path, or move that file away; it was not touched."
        case .newerSchema:
            "Run the newer version of Countersign, or restore the copy made before it was installed."
        case .served: "Stop the other one first; one service at a time runs over a store."
        }
    }
}
