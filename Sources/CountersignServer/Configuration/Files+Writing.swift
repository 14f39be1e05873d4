import Foundation

extension Files {
    /// Whether a file, or its folder where there is none yet, can be written.
    static func isWritable(_ path: String) -> Bool {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        return FileManager.default.isWritableFile(atPath: target.deletingLastPathComponent().path)
    }

    /// Replaces a file, whole or not at all: a running service may read it at any moment.
    ///
    /// False when it can't be written, and then it is as it was.
    static func replace(_ path: String, with text: String) -> Bool {
        // The file that a symbolic link leads to, not the link itself.
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        return (try? Data(text.utf8).write(to: target, options: .atomic)) != nil
    }
}
