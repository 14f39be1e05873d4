import CountersignCore
import CountersignPolicy

/// One policy file that a command was given.
enum PolicyFile {
    /// Reads a file with its lists; nil when the file can't be read.
    static func read(
        _ file: String,
        served: Set<Channel>? = nil,
        in surroundings: Surroundings
    ) -> PolicyReadout? {
        let path = surroundings.path(file)
        guard let text = Files.text(path) else { return nil }
        let folder = Path.folder(of: path)
        return PolicyReadout(text, file: file, served: served) { Files.text("\(folder)/\($0)") }
    }

    /// Why files can't be read.
    static func unreadable(_ files: [String]) -> CommandFailure {
        .unusable(
            "can't read \(files.joined(separator: ", "))",
            hint: "a policy is UTF-8 text of at most 1 MiB"
        )
    }
}
