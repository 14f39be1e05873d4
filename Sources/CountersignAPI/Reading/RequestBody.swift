import CountersignCore

/// Turns the bytes of a body into JSON, or into the problem that they are.
enum RequestBody {
    /// Reads the body of a request.
    /// - Parameter isOptional: an empty body then reads as an empty object.
    static func read(_ request: HTTPRequest, isOptional: Bool = false) -> Result<JSONValue, Refused>
    {
        if request.body.isEmpty, isOptional { return .success(.object([])) }
        if !request.body.isEmpty, !isJSON(request.headers["content-type"]) {
            return .failure(
                Refused(
                    Problem(
                        .unsupportedMediaType,
                        "The body must come with Content-Type: application/json; the only parameter allowed is charset=utf-8."
                    )
                )
            )
        }
        do {
            return .success(try JSONReader.read(request.body))
        } catch {
            return .failure(Refused(malformed(error, in: request.body)))
        }
    }

    private static func malformed(_ fault: JSONFault, in body: [UInt8]) -> Problem {
        if body.isEmpty {
            return .unreadable("The body is empty; send a JSON object.")
        }
        if body.starts(with: [0xEF, 0xBB, 0xBF]) {
            return .unreadable("The body begins with a byte order mark; send UTF-8 without one.")
        }
        let (line, column) = lineAndColumn(of: fault.offset, in: body)
        var faults = Faults()
        faults.add(.pointer("#"), "line \(line), column \(column): \(fault.reason)")
        var problem = Problem(
            .invalidRequest,
            status: 400,
            "The body is not JSON in UTF-8: line \(line), column \(column): \(fault.reason)."
        )
        problem.faults = faults
        return problem
    }

    /// Both from 1; columns count Unicode scalars.
    static func lineAndColumn(of offset: Int, in body: [UInt8]) -> (line: Int, column: Int) {
        var line = 1
        var column = 1
        for byte in body.prefix(offset) {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return (line, column)
    }

    /// Whether a content type is `application/json`, with `charset=utf-8` or nothing beside it.
    static func isJSON(_ contentType: String?) -> Bool {
        guard let contentType else { return false }
        if sameText(contentType, "application/json") { return true }
        let parts = contentType.utf8.split(
            separator: UInt8(ascii: ";"),
            omittingEmptySubsequences: false
        ).map { trimmed(Array($0).map(lowered)) }
        guard let type = parts.first, type.elementsEqual("application/json".utf8) else {
            return false
        }
        return parts.dropFirst().allSatisfy {
            $0.elementsEqual("charset=utf-8".utf8) || $0.elementsEqual("charset=\"utf-8\"".utf8)
        } && parts.count <= 2
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (65...90).contains(byte) ? byte | 0x20 : byte
    }

    private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        var bytes = bytes[...]
        while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        return bytes
    }
}

/// A problem as an error value.
struct Refused: Error {
    let problem: Problem

    init(_ problem: Problem) {
        self.problem = problem
    }
}
