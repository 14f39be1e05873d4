/// Finds the folders of templates and policies at run time: flag, configuration, working directory,
/// beside the executable.
enum Folders {
    /// A folder that was found.
    struct Found: Equatable, Sendable {
        /// Absolute path.
        let path: String
        /// What findings call it.
        let name: String
    }

    /// How far above the executable a checkout's own folders are looked for: `.build/debug/countersign`
    /// stands three levels below them, its real place `.build/x86_64-unknown-linux-gnu/debug` as well.
    static let levelsAboveExecutableMax = 3

    /// Finds a folder.
    /// - Parameters:
    ///   - name: `Templates` or `Policies`.
    ///   - option: the command's own option, as typed.
    ///   - configured: absolute path from the configuration.
    static func find(
        _ name: String,
        option: String?,
        configured: String?,
        in surroundings: Surroundings
    ) throws(CommandFailure) -> Found {
        if let option {
            return try existing(Found(path: surroundings.path(option), name: option), name)
        }
        if let configured {
            return try existing(Found(path: configured, name: Path.name(of: configured)), name)
        }
        for folder in [surroundings.workingDirectory] + folders(of: surroundings.executable) {
            let path = Path.resolve(name, against: folder)
            if Files.isFolder(path) { return Found(path: path, name: name) }
        }
        let word = name.lowercased()
        throw .unusable(
            "there is no folder \(name) in the working directory or beside the program",
            hint: "name it: --\(word) FOLDER, or \(word): \"FOLDER\" in the configuration"
        )
    }

    private static func existing(_ found: Found, _ name: String) throws(CommandFailure) -> Found {
        guard Files.isFolder(found.path) else {
            throw .unusable("there is no folder \(found.name) for \(name.lowercased())")
        }
        return found
    }

    /// The executable's folder and those above it.
    private static func folders(of executable: String) -> [String] {
        var folders = [Path.folder(of: executable)]
        for _ in 0..<levelsAboveExecutableMax {
            let above = Path.folder(of: folders[folders.count - 1])
            if above == "/" || above == "." { break }
            folders.append(above)
        }
        return folders
    }
}
