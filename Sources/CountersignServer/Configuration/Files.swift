import CountersignCore
import Foundation

/// The few things that commands do with files.
enum Files {
    /// Whether a file is there and can be read.
    static func isReadable(_ path: String) -> Bool {
        FileManager.default.isReadableFile(atPath: path) && !isFolder(path)
    }

    /// Whether a folder is there.
    static func isFolder(_ path: String) -> Bool {
        // A symbolic link to a folder counts as one; `attributesOfItem` alone would see the link.
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let attributes = try? FileManager.default.attributesOfItem(atPath: target)
        return attributes?[.type] as? FileAttributeType == .typeDirectory
    }

    /// Whether anything is there.
    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// The text of a file; nil when it can't be read, is too large, or is not UTF-8.
    ///
    /// The byte order mark that some editors begin a file with is no part of its text.
    static func text(_ path: String, bytesMax: Int = 1_048_576) -> String? {
        guard let data = FileManager.default.contents(atPath: path), data.count <= bytesMax else {
            return nil
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = data.starts(with: mark) ? data.dropFirst(mark.count) : data
        return String(validating: bytes, as: UTF8.self)
    }

    /// Writes a whole file, over one that is there; false when it can't.
    static func write(_ bytes: [UInt8], to path: String) -> Bool {
        (try? Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)) != nil
    }

    /// Every text file below a folder whose name ends in one of some ways, by path from that
    /// folder.
    ///
    /// Hidden files are left out; a file that is no UTF-8 text is a finding.
    static func texts(
        below folder: String,
        called name: String,
        endings: [String]
    ) -> (texts: [String: String], findings: [Finding]) {
        var texts: [String: String] = [:]
        var findings: [Finding] = []
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        for path in paths.sorted() where endings.contains(where: { path.hasSuffix($0) }) {
            if path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { continue }
            if isFolder("\(folder)/\(path)") { continue }
            guard let text = text("\(folder)/\(path)") else {
                findings.append(
                    Finding(
                        file: "\(name)/\(path)",
                        message: "this file can't be read as UTF-8 text; save it as UTF-8"
                    )
                )
                continue
            }
            texts[path] = text
        }
        return (texts, findings)
    }
}
