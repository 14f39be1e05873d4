/// A phone number in E.164 that a code may be sent to.
///
/// Prints masked; the digits come out through ``withDigits(_:)`` only.
/// Shape: 7 to 15 digits that begin with a calling code and have a length that its plan knows.
/// Source: ITU-T E.164; libphonenumber 9.0.43 for regions, area codes and lengths.
public struct PhoneNumber: Sendable {
    /// Digits of the shortest number that is taken, calling code included.
    public static let digitsMin = 7
    /// Digits of the longest number, calling code included.
    ///
    /// Source: E.164 section 6.2.1.
    public static let digitsMax = 15

    /// The digits as a number: none begins with zero, so nothing is lost.
    let digits: UInt64
    private let code: UInt16
    private let region: Region

    /// Reads a number: `+`, then digits only.
    /// - Throws: ``Fault``, the first that applies.
    public init(_ text: String) throws(Fault) {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "+") else { throw .plusMissing }
        let digits = bytes.dropFirst()
        guard digits.allSatisfy({ (48...57).contains($0) }) else { throw .notDigits }
        guard (PhoneNumber.digitsMin...PhoneNumber.digitsMax).contains(digits.count) else {
            throw .length
        }
        guard let (code, width) = PhoneNumber.callingCode(of: digits),
            let plan = CallingCodeTable.codes[code]
        else { throw .unknownCallingCode }
        guard let mainRegion = plan.region else { throw .notGeographic }
        let national = digits.dropFirst(width)
        if plan.dropsLeadingZero, national.first == 48 {
            throw .trunkPrefix(callingCode: String(code))
        }
        guard plan.nationalLengths & 1 << UInt32(national.count) != 0 else {
            throw .nationalLength(callingCode: String(code), lengths: plan.lengths)
        }
        self.region = try PhoneNumber.region(of: national, code: code, mainRegion: mainRegion)
        self.code = UInt16(code)
        self.digits = digits.reduce(0) { $0 * 10 + UInt64($1 - 48) }
    }

    /// ISO 3166-1 region such as `DE`; the main one where a code is shared and undecided.
    ///
    /// Also `XK`, `AC` and `TA`, which have calling codes without being on that list.
    public var country: String { region.text }

    /// The calling code without plus, such as `49`.
    public var callingCode: String { String(code) }

    /// Lends the number in E.164, plus included.
    public func withDigits<Result>(_ body: (String) -> Result) -> Result {
        body("+" + String(digits))
    }

    /// The calling code, bullets, and the last three digits: `+49•••••••678`.
    ///
    /// The bullets are always seven, so that the length stays hidden.
    public var masked: String {
        let last = String(1_000 + digits % 1_000).dropFirst()
        return "+\(code)•••••••\(last)"
    }

    // MARK: - Reading

    /// The calling code at the start, and how many digits it has: exactly one of three can match.
    static func callingCode(of digits: ArraySlice<UInt8>) -> (code: Int, width: Int)? {
        var code = 0
        for (place, digit) in digits.prefix(3).enumerated() {
            code = code * 10 + Int(digit - 48)
            guard code > 0 else { return nil }
            if CallingCodeTable.codes[code] != nil { return (code, place + 1) }
        }
        return nil
    }

    private static func region(
        of national: ArraySlice<UInt8>,
        code: Int,
        mainRegion: Region
    ) throws(Fault) -> Region {
        if code == 1 {
            switch AreaCodeTable.areas[national.prefix(3).reduce(0) { $0 * 10 + Int($1 - 48) }] {
            case .region(let region): return region
            case .service: throw .notGeographic
            case .unassigned: throw .unknownAreaCode
            }
        }
        let rule = SharedCodeTable.rules[code]?.first { national.starts(with: $0.prefix) }
        return rule?.region ?? mainRegion
    }
}

extension PhoneNumber: Hashable {
    /// Whether two numbers have the same digits.
    public static func == (left: PhoneNumber, right: PhoneNumber) -> Bool {
        left.digits == right.digits
    }

    /// Hashes the digits.
    public func hash(into hasher: inout Hasher) { hasher.combine(digits) }
}

extension PhoneNumber: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The masked number.
    public var description: String { masked }

    /// The masked number.
    public var debugDescription: String { masked }

    /// The masked number without members, so that a dump does not show the digits.
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
