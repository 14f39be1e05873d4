/// A set of texts, by what decides how they travel: a small algebra for worst cases.
///
/// A text is the sum of its pieces, and so is its length in septets, in units, in characters and in
/// bytes. Pieces that vary apart from each other therefore have their longest text where each is
/// longest: the bounds of a joined set are the sums of the bounds, and each is reached. The alphabet is
/// the union: one foreign character anywhere makes everything UCS-2, so texts with and without one are
/// counted apart, each in its own units. Source: 3GPP TS 23.038.
struct TextSet: Equatable, Sendable {
    /// Texts of one alphabet: the shortest and the longest, all of which exist.
    struct Lengths: Equatable, Sendable {
        /// Septets; of no meaning where a foreign character is among them.
        var septets: ClosedRange<Int>
        /// 16-bit units.
        var units: ClosedRange<Int>
    }

    /// The texts that the 7-bit alphabet has all characters of; nil when there are none.
    var gsm: Lengths?
    /// The texts with at least one character that it lacks; nil when there are none.
    var foreign: Lengths?
    /// Unicode scalars.
    var characters: ClosedRange<Int>
    /// Bytes of UTF-8.
    var bytes: ClosedRange<Int>

    /// Nothing but the empty text.
    static let empty = TextSet("")

    /// One text.
    init(_ text: String) {
        let measure = TextMeasure(text)
        let units = measure.units...measure.units
        if let septets = measure.septets {
            gsm = Lengths(septets: septets...septets, units: units)
        } else {
            foreign = Lengths(septets: 0...0, units: units)
        }
        characters = measure.characters...measure.characters
        bytes = text.utf8.count...text.utf8.count
    }

    private init(
        gsm: Lengths?,
        foreign: Lengths?,
        characters: ClosedRange<Int>,
        bytes: ClosedRange<Int>
    ) {
        self.gsm = gsm
        self.foreign = foreign
        self.characters = characters
        self.bytes = bytes
    }

    /// Some texts; nil when there are none.
    init?(_ texts: some Sequence<String>) {
        guard let set = texts.lazy.map({ TextSet($0) }).reduce(nil, TextSet.either) else {
            return nil
        }
        self = set
    }

    private static func either(_ left: TextSet?, _ right: TextSet) -> TextSet {
        left.map { $0.or(right) } ?? right
    }

    /// The texts of both sets.
    func or(_ other: TextSet) -> TextSet {
        TextSet(
            gsm: Lengths.either(gsm, other.gsm),
            foreign: Lengths.either(foreign, other.foreign),
            characters: characters.or(other.characters),
            bytes: bytes.or(other.bytes)
        )
    }

    /// Each text of one set with each of the other behind it.
    ///
    /// A foreign character in either makes the whole foreign; 16-bit units are counted for the one
    /// without it too.
    func joined(_ other: TextSet) -> TextSet {
        let foreigns = [
            Lengths.sum(foreign, other.foreign), Lengths.sum(foreign, other.gsm),
            Lengths.sum(gsm, other.foreign),
        ]
        return TextSet(
            gsm: Lengths.sum(gsm, other.gsm),
            foreign: foreigns.reduce(nil, Lengths.either),
            characters: characters.plus(other.characters),
            bytes: bytes.plus(other.bytes)
        )
    }

    /// Each text several times over: a value that stands at several places is the same at each.
    func times(_ count: Int) -> TextSet {
        if count == 0 { return .empty }
        return TextSet(
            gsm: gsm?.times(count),
            foreign: foreign?.times(count),
            characters: characters.times(count),
            bytes: bytes.times(count)
        )
    }

    // MARK: - As SMS

    /// Fewest and most parts; empty texts count as one.
    ///
    /// Parts grow with units within an alphabet, so the bounds lie at the bounds of units. The most is on
    /// the safe side by the units that pairs at the borders can leave empty.
    var parts: ClosedRange<Int> {
        var counts: [Int] = []
        for (alphabet, range) in ranges {
            counts.append(TextSet.partsMin(range.lowerBound, alphabet))
            counts.append(TextSet.partsMax(range.upperBound, alphabet))
        }
        return (counts.min() ?? 1)...(counts.max() ?? 1)
    }

    /// Units by alphabet, for the alphabets that occur.
    var ranges: [(alphabet: SMSSegments.Alphabet, units: ClosedRange<Int>)] {
        [(.gsm7, gsm?.septets), (.ucs2, foreign?.units)].compactMap { alphabet, range in
            range.map { (alphabet, $0) }
        }
    }

    /// Whether the shortest text of one alphabet is nearer to a single part than that of another.
    static func isShorter(
        _ left: (alphabet: SMSSegments.Alphabet, units: ClosedRange<Int>),
        _ right: (alphabet: SMSSegments.Alphabet, units: ClosedRange<Int>)
    ) -> Bool {
        partsMin(left.units.lowerBound, left.alphabet)
            < partsMin(right.units.lowerBound, right.alphabet)
    }

    private static func partsMin(_ units: Int, _ alphabet: SMSSegments.Alphabet) -> Int {
        if units <= alphabet.unitsPerMessageMax { return 1 }
        return (units + alphabet.unitsPerPartMax - 1) / alphabet.unitsPerPartMax
    }

    private static func partsMax(_ units: Int, _ alphabet: SMSSegments.Alphabet) -> Int {
        var parts = 1
        while MessageRoom.unitsMax(alphabet, parts) < units { parts += 1 }
        return parts
    }
}

extension TextSet.Lengths {
    fileprivate static func either(_ left: Self?, _ right: Self?) -> Self? {
        guard let left, let right else { return left ?? right }
        return Self(septets: left.septets.or(right.septets), units: left.units.or(right.units))
    }

    fileprivate static func sum(_ left: Self?, _ right: Self?) -> Self? {
        guard let left, let right else { return nil }
        return Self(septets: left.septets.plus(right.septets), units: left.units.plus(right.units))
    }

    fileprivate func times(_ count: Int) -> Self {
        Self(septets: septets.times(count), units: units.times(count))
    }
}

extension ClosedRange<Int> {
    fileprivate func or(_ other: Self) -> Self {
        Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
    }

    fileprivate func plus(_ other: Self) -> Self {
        lowerBound + other.lowerBound...upperBound + other.upperBound
    }

    fileprivate func times(_ count: Int) -> Self { lowerBound * count...upperBound * count }
}
