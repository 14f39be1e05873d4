/// A code that a message carried; it does not print.
public struct SentCode: Equatable, Sendable, CustomStringConvertible, CustomReflectable {
    /// Fewest and most digits of a code.
    static let digitsBounds = 6...8

    private let number: UInt32
    private let digitCount: UInt8

    /// The first run of six to eight digits in a text; nil when there is none.
    init?(in text: ArraySlice<UInt8>) {
        var number: UInt64 = 0
        var count = 0
        for byte in text {
            if (0x30...0x39).contains(byte) {
                count += 1
                number = count <= 8 ? number * 10 + UInt64(byte - 0x30) : number
            } else {
                if SentCode.digitsBounds.contains(count) { break }
                (number, count) = (0, 0)
            }
        }
        guard SentCode.digitsBounds.contains(count) else { return nil }
        self.number = UInt32(number)
        digitCount = UInt8(count)
    }

    /// Appends the digits to a request.
    func appendDigits(to bytes: inout [UInt8]) {
        bytes.append(decimal: UInt64(number), digits: Int(digitCount))
    }

    /// Three dots.
    public var description: String { "•••" }

    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

extension [UInt8] {
    /// Appends a number in so many decimal digits, with leading zeroes.
    mutating func append(decimal number: UInt64, digits: Int) {
        var divisor: UInt64 = 1
        for _ in 1..<Swift.max(digits, 1) { divisor *= 10 }
        for _ in 0..<digits {
            append(UInt8(0x30 + number / divisor % 10))
            divisor = Swift.max(divisor / 10, 1)
        }
    }
}
