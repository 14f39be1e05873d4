/// What the client reads of an answer before its body: just enough to find its end.
struct AnswerHead: Equatable {
    /// What the bytes so far come to.
    enum Reading: Equatable {
        /// More bytes are needed.
        case incomplete
        /// No answer that this client can frame; the connection is of no further use.
        case broken
        case whole(AnswerHead)
    }

    /// Longest head that is taken.
    static let bytesMax = 16_384

    let status: Int
    /// Where the body begins.
    let bodyStart: Int
    let bodyLength: Int
    /// Whether the connection stays open.
    let isKept: Bool

    /// Reads a head from the start of some bytes, of which the first `count` are filled.
    ///
    /// Only `Content-Length` frames a body here: our own door sends nothing else.
    static func read(_ bytes: [UInt8], count: Int) -> Reading {
        guard count >= 4, let end = endOfHead(bytes, count: min(count, bytesMax)) else {
            return count >= bytesMax ? .broken : .incomplete
        }
        guard count >= 16, bytes.starts(with: version), let status = number(bytes[9..<12]),
            (200...599).contains(status)
        else { return .broken }
        var length: Int?
        var isKept = true
        var line = 12
        while let next = nextLine(bytes, from: line, before: end) {
            line = next
            if let value = value(contentLength, bytes, at: line) {
                guard length == nil, let read = number(value) else { return .broken }
                length = read
            } else if value(transferEncoding, bytes, at: line) != nil {
                return .broken
            } else if let value = value(connection, bytes, at: line) {
                isKept = !isSame(value, close)
            }
        }
        guard let length = length ?? (status == 204 || status == 304 ? 0 : nil) else {
            return .broken
        }
        return .whole(
            AnswerHead(status: status, bodyStart: end, bodyLength: length, isKept: isKept)
        )
    }

    /// The place after the empty line.
    private static func endOfHead(_ bytes: [UInt8], count: Int) -> Int? {
        var place = 3
        while place < count {
            switch bytes[place] {
            case 0x0A:
                if bytes[place - 1] == 0x0D, bytes[place - 2] == 0x0A, bytes[place - 3] == 0x0D {
                    return place + 1
                }
                place += 2
            case 0x0D: place += 1
            default: place += 2
            }
        }
        return nil
    }

    private static func nextLine(_ bytes: [UInt8], from: Int, before end: Int) -> Int? {
        var place = from
        while place < end - 2 {
            if bytes[place] == 0x0A { return place + 1 }
            place += 1
        }
        return nil
    }

    // Arrays, because a text would be made anew for every line of every answer.
    private static let contentLength = Array("content-length:".utf8)
    private static let transferEncoding = Array("transfer-encoding:".utf8)
    private static let connection = Array("connection:".utf8)
    private static let close = Array("close".utf8)
    private static let version = Array("HTTP/1.1 ".utf8)

    /// The trimmed value of a line, if the line begins with a name in any case.
    private static func value(
        _ name: [UInt8],
        _ bytes: [UInt8],
        at line: Int
    ) -> ArraySlice<UInt8>? {
        var place = line
        for letter in name {
            // Header names are ASCII: one bit is the case of a letter.
            guard place < bytes.count, bytes[place] | 0x20 == letter | 0x20 else { return nil }
            place += 1
        }
        while place < bytes.count, bytes[place] == 0x20 { place += 1 }
        var end = place
        while end < bytes.count, bytes[end] != 0x0D { end += 1 }
        while end > place, bytes[end - 1] == 0x20 { end -= 1 }
        return bytes[place..<end]
    }

    private static func isSame(_ value: ArraySlice<UInt8>, _ word: [UInt8]) -> Bool {
        value.count == word.count && zip(value, word).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...9).contains(digits.count) else { return nil }
        var number = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            number = number * 10 + Int(digit - 0x30)
        }
        return number
    }
}
