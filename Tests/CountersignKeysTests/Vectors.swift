import CountersignCore
import Foundation
import Testing

/// The published and derived vectors beside the tests.
enum Vectors {
    static func read(_ name: String) throws -> JSONValue {
        let url = try #require(
            Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Vectors")
        )
        return try JSONReader.read([UInt8](Data(contentsOf: url)))
    }
}

extension JSONValue {
    /// The text of a member that must be there.
    func text(_ name: String) throws -> String {
        try #require(self[name]?.string, "no text `\(name)`")
    }

    /// The bytes of a hexadecimal member that must be there.
    func bytes(_ name: String) throws -> [UInt8] {
        try #require(Hex.decode(try text(name)), "no hexadecimal `\(name)`")
    }

    /// The bytes of a hexadecimal member that may be missing or null.
    func optionalBytes(_ name: String) throws -> [UInt8]? {
        guard let value = self[name], value != .null else { return nil }
        let bytes: [UInt8] = try #require(value.string.flatMap(Hex.decode))
        return bytes
    }

    /// The elements of a list that must be there and not be empty.
    func list(_ name: String) throws -> [JSONValue] {
        let elements = try #require(self[name]?.array, "no list `\(name)`")
        try #require(!elements.isEmpty)
        return elements
    }
}
