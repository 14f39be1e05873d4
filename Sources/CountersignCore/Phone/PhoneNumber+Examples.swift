/// Numbers that could be, for showing that a rule can or can't fit.
extension PhoneNumber {
    /// One number for each country that numbers with a certain beginning can have.
    ///
    /// - Parameters:
    ///   - beginning: a plus and at least a calling code.
    ///   - takenCount: at most so many numbers are taken; the search goes on past so many.
    ///   - isTaken: numbers that shall not be given.
    public static func examples(
        beginning: String,
        takenCount: Int = 0,
        isTaken: (PhoneNumber) -> Bool = { _ in false }
    ) -> [PhoneNumber] {
        let digits = Array(beginning.utf8.dropFirst())
        guard digits.allSatisfy({ (48...57).contains($0) }),
            let (code, width) = callingCode(of: digits[...]),
            let plan = CallingCodeTable.codes[code]
        else { return [] }
        let national = Array(digits.dropFirst(width))
        // Countries within a calling code differ by how the national number goes on.
        var bases = [national]
        for rule in SharedCodeTable.rules[code] ?? [] where rule.prefix.starts(with: national) {
            bases.append(rule.prefix)
        }
        var found: [PhoneNumber] = []
        for base in bases {
            let head = "+" + String(code) + String(decoding: base, as: UTF8.self)
            for length in plan.lengths where length >= base.count {
                for number in numbers(head, length - base.count, takenCount, isTaken)
                where !found.contains(where: { $0.country == number.country }) {
                    found.append(number)
                }
            }
        }
        return found
    }

    /// A number of every country that has one outside of certain beginnings.
    ///
    /// - Parameters:
    ///   - takenCount: at most so many numbers are taken; the search goes on past so many.
    ///   - isTaken: numbers that shall not be given.
    ///   - isNamed: beginnings of calling code and four digits that shall not be given.
    public static func exampleOfEachCountry(
        takenCount: Int,
        isTaken: (PhoneNumber) -> Bool,
        isNamed: (String) -> Bool
    ) -> [PhoneNumber] {
        var found: [String: PhoneNumber] = [:]
        for country in countries.sorted() {
            if let usual = usualExamples[country], !isTaken(usual), !isNamed(usual.beginning) {
                found[country] = usual
            }
        }
        for (beginning, country) in countryBeginnings where found[country] == nil {
            found[country] = example(in: country, beginning, takenCount, isTaken, isNamed)
        }
        return found.values.sorted { $0.digits < $1.digits }
    }

    /// A plus, the calling code and the next four digits.
    public var beginning: String {
        withDigits { String($0.prefix(1 + callingCode.utf8.count + 4)) }
    }

    // MARK: - Searching

    private static let usualExamples: [String: PhoneNumber] = {
        var found: [String: PhoneNumber] = [:]
        for (beginning, country) in countryBeginnings where found[country] == nil {
            found[country] = example(in: country, beginning, 0, { _ in false }, { _ in false })
        }
        return found
    }()

    /// How the numbers of each country may begin; one beginning may be of several countries.
    private static let countryBeginnings: [(beginning: String, country: String)] = {
        var rows: [(beginning: String, country: String)] = []
        for (code, plan) in CallingCodeTable.codes.enumerated() {
            guard let main = plan?.region else { continue }
            if code == 1 {
                for (area, place) in AreaCodeTable.areas.enumerated() {
                    if case .region(let region) = place { rows.append(("+1\(area)", region.text)) }
                }
                continue
            }
            for rule in SharedCodeTable.rules[code] ?? [] {
                let prefix = String(decoding: rule.prefix, as: UTF8.self)
                rows.append(("+\(code)\(prefix)", rule.region.text))
            }
            for digit in [1, 2, 3, 4, 5, 6, 7, 8, 9, 0] {
                rows.append(("+\(code)\(digit)", main.text))
            }
        }
        return rows
    }()

    /// A number of a country with a beginning; nil where there is none.
    private static func example(
        in country: String,
        _ beginning: String,
        _ takenCount: Int,
        _ isTaken: (PhoneNumber) -> Bool,
        _ isNamed: (String) -> Bool
    ) -> PhoneNumber? {
        let bare = Array(beginning.utf8.dropFirst())
        let width = callingCode(of: bare[...])?.width ?? 0
        let places = max(0, 4 - (bare.count - width))
        let capacity = (0..<places).reduce(1) { count, _ in count * 10 }
        for number in 0..<capacity {
            let head = places == 0 ? beginning : beginning + padded(number, places)
            if isNamed(String(head.prefix(1 + width + 4))) { continue }
            let examples = examples(beginning: head, takenCount: takenCount, isTaken: isTaken)
            if let example = examples.first(where: { $0.country == country }) { return example }
        }
        return nil
    }

    /// Numbers of different countries with a beginning and so many more digits.
    private static func numbers(
        _ head: String,
        _ places: Int,
        _ takenCount: Int,
        _ isTaken: (PhoneNumber) -> Bool
    ) -> [PhoneNumber] {
        let capacity = (0..<min(places, 9)).reduce(1) { count, _ in count * 10 }
        // Spread over the range, so that no run of one country's numbers hides another's.
        let step = max(1, capacity / 10)
        var found: [PhoneNumber] = []
        for start in 0..<min(10, capacity) {
            for next in 0...takenCount {
                let tail = padded((start * step + next) % capacity, places)
                guard let number = try? PhoneNumber(head + tail) else { break }
                if isTaken(number) { continue }
                if !found.contains(where: { $0.country == number.country }) { found.append(number) }
                break
            }
        }
        return found
    }

    private static func padded(_ number: Int, _ places: Int) -> String {
        guard places > 0 else { return "" }
        let digits = String(number)
        return String(repeating: "0", count: places - digits.utf8.count) + digits
    }
}
