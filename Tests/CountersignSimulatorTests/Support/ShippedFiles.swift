import CountersignKeys
import CountersignTemplates
import Foundation
import Testing

/// The templates of this repository.
enum ShippedFiles {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Templates")

    /// Every file's text by its path.
    static let all: [String: String] = {
        var files: [String: String] = [:]
        let walk = FileManager.default.enumerator(atPath: folder.path())
        while let path = walk?.nextObject() as? String {
            guard let data = try? Data(contentsOf: folder.appending(path: path)) else { continue }
            files[path] = String(decoding: data, as: UTF8.self)
        }
        return files
    }()

    private static let loaded =
        TemplateLibrary.read(all, folder: "Templates", sha256: SHA256.hash).library

    /// The library that they make.
    static func library() throws -> TemplateLibrary { try #require(loaded) }
}
