import Foundation

/// The checkout as files.
struct House: Sendable {
    /// One Swift file.
    struct File: Sendable {
        /// Path from the root: `Sources/CountersignCore/Money/Amount.swift`.
        let path: String
        /// Its lines.
        let lines: [String]
        /// Its lines without comments and without what stands in strings.
        let code: [String]

        init(path: String, text: String) {
            self.path = path
            lines = text.components(separatedBy: "\n")
            var isInText = false
            code = lines.map { line in
                let wasInText = isInText
                // Three quotes open or close a text of several lines.
                if line.components(separatedBy: "\"\"\"").count % 2 == 0 { isInText.toggle() }
                return wasInText ? "" : CodeLine(line).code
            }
        }

        /// Whether a comment stands right above a line, attributes on lines of their own aside.
        func comment(above index: Int) -> Bool {
            var place = index - 1
            while place >= 0 {
                let line = lines[place].trimmingCharacters(in: .whitespaces)
                if !line.hasPrefix("@") { return line.hasPrefix("//") }
                place -= 1
            }
            return false
        }

        /// Numbers of the lines whose code matches a regular expression.
        func lines(matching pattern: String) throws -> [Int] {
            let expression = try NSRegularExpression(pattern: pattern)
            let text = code.joined(separator: "\n")
            let whole = NSRange(text.startIndex..., in: text)
            return expression.matches(in: text, range: whole).compactMap { match in
                Range(match.range, in: text).map { range in
                    text[..<range.lowerBound].utf8.count { $0 == 10 } + 1
                }
            }
        }

        /// The target that it belongs to: the second part of its path.
        var room: String {
            let parts = path.split(separator: "/")
            return parts.count > 2 ? String(parts[1]) : ""
        }
    }

    /// Absolute path of the folder that holds `Package.swift`.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// The Swift files of all rooms.
    static let sources = files(below: "Sources")
    /// The Swift files of all tests.
    static let tests = files(below: "Tests")

    /// Every file below a folder with a suffix, hidden ones left out.
    static func files(below folder: String, suffix: String = ".swift") -> [File] {
        let paths = try? FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)
        return (paths ?? []).sorted()
            .filter { path in
                path.hasSuffix(suffix) && !path.split(separator: "/").contains { $0.hasPrefix(".") }
            }
            .compactMap { path in
                let whole = "\(folder)/\(path)"
                // Folders have no contents; bytes that are no text have no lines.
                let bytes = FileManager.default.contents(atPath: root + "/" + whole)
                return bytes.flatMap { String(validating: $0, as: UTF8.self) }
                    .map { File(path: whole, text: $0) }
            }
    }

    /// Names at the top of the checkout that git would keep, hidden ones left out.
    static func topLevel() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root).filter { !$0.hasPrefix(".") }
            .sorted()
    }
}

/// A line of code without its comment and without what stands in its strings.
struct CodeLine {
    let code: String

    init(_ line: String) {
        var code = ""
        var isInString = false
        var previous: Character = " "
        for character in line {
            if character == "\"", previous != "\\" {
                isInString.toggle()
                code.append(character)
            } else if !isInString {
                if character == "/", previous == "/" {
                    code.removeLast()
                    break
                }
                code.append(character)
            }
            previous = character
        }
        self.code = code
    }

    /// The module that the line imports; nil for other lines.
    var importedModule: String? {
        let words = code.split(separator: " ").map(String.init)
        guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
            words[..<place].allSatisfy({
                ["public", "internal", "package", "private", "@testable", "@preconcurrency"]
                    .contains($0)
            })
        else { return nil }
        let kinds: Set = ["struct", "class", "enum", "func", "protocol", "var", "let", "typealias"]
        let name = kinds.contains(words[place + 1]) ? place + 2 : place + 1
        guard name < words.count else { return nil }
        return words[name].split(separator: ".").first.map(String.init)
    }
}
