/// Paths as text.
enum Path {
    /// A path from a folder; absolute ones stay as they are.
    static func resolve(_ path: String, against folder: String) -> String {
        if path.utf8.first == UInt8(ascii: "/") { return path }
        if path.isEmpty || path == "." { return folder }
        let trimmed = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
        return folder == "/" ? "/" + trimmed : folder + "/" + trimmed
    }

    /// The folder of a path; `.` when the path names none.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last part of a path.
    static func name(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return path }
        return String(path[path.index(after: slash)...])
    }
}
