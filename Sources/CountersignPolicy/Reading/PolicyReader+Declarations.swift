internal import CountersignCore

/// Lines that say what rules may speak of.
extension PolicyReader {
    /// Most entries of one list.
    static let listEntriesMax = 1_000_000

    mutating func readCurrency(_ line: inout PolicyLine) {
        guard once("currency", in: &line) else { return }
        line.skip()
        guard let token = line.next else {
            return line.refuse(line.first, "a currency belongs here, e.g. currency EUR")
        }
        guard let currency = Currency(token.text) else {
            return line.refuse(
                token,
                "'\(token.quotable)' is no payment currency; write an ISO 4217 code such as EUR"
            )
        }
        line.skip()
        line.expectEnd()
        vocabulary.rates = Rates(currency)
    }

    /// `rate 1 USD = 0.92 EUR`.
    mutating func readRate(_ line: inout PolicyLine) {
        line.skip()
        guard let rates = vocabulary.rates else {
            return line.refuse(
                line.first,
                "a rate leads into the policy's currency; write 'currency EUR' on a line above"
            )
        }
        guard let (one, token) = line.number(of: "units, which is 1,") else { return }
        if one != 1 { return line.refuse(token, "a rate is of one unit: rate 1 USD = …") }
        guard let other = line.currency() else { return }
        guard once("rate \(other.code)", in: &line) else { return line.skipAll() }
        line.expect("=")
        guard line.isSound, let rate = line.next, rate.kind == .number,
            let (digits, places) = PolicyReader.decimal(rate.text)
        else {
            if line.isSound, let next = line.next {
                line.refuse(
                    next,
                    "a rate such as 0.92 belongs here, above zero, with at most "
                        + "\(Rates.digitsMax) digits on either side of the point"
                )
            }
            return
        }
        line.skip()
        guard let place = line.next, let currency = line.currency() else { return }
        if currency != rates.currency {
            line.refuse(place, "rates lead into the policy's currency, \(rates.currency.code)")
        }
        if other == rates.currency {
            line.refuse(place, "the policy's own currency needs no rate")
        }
        line.expectEnd()
        if line.isSound { vocabulary.rates?.set(other, digits: digits, places: places) }
    }

    /// `time zone Europe/Berlin`.
    mutating func readTimeZone(_ line: inout PolicyLine) {
        guard once("time zone", in: &line) else { return }
        line.expect("time", "zone")
        let start = line.mark
        guard line.isSound, let first = line.next else {
            if line.isSound {
                line.refuse(line.first, "a time zone belongs here, e.g. Europe/Berlin")
            }
            return
        }
        line.skipAll()
        let name = line.text(from: start).filter { $0 != " " }
        guard PolicyReader.isZoneName(name) else {
            return line.refuse(first, "this is no time zone; write one such as Europe/Berlin")
        }
        timeZone = name
    }

    /// `signal account_age is days`.
    mutating func readSignal(_ line: inout PolicyLine) {
        line.skip()
        guard let name = line.name(as: "the signal's name, such as device_known,") else { return }
        guard !Fact.known.contains(where: { $0.words[0] == name.text }),
            !Counter.firstWords.contains(name.text)
        else {
            return line.refuse(name, "'\(name.text)' is a fact already; choose another name")
        }
        guard once("signal \(name.text)", in: &line) else { return line.skipAll() }
        line.expect("is")
        let kinds: [(word: String, type: PolicyType)] = [
            ("yes", .flag), ("days", .duration), ("country", .country), ("number", .count),
            ("text", .text),
        ]
        guard
            let word = line.take(
                anyOf: kinds.map(\.word),
                as: "'yes or no', 'days', 'country', 'number' or 'text'"
            ), let type = kinds.first(where: { $0.word == word })?.type
        else { return }
        if type == .flag { line.expect("or", "no") }
        if Policy.commonSignals.contains(name.text), type != .text {
            return line.refuse(name, "'\(name.text)' is a text: counters group payments by it")
        }
        line.expectEnd()
        vocabulary.signals.append(DeclaredSignal(name: name.text, type: type))
    }

    /// `list stolen_numbers from "lists/stolen-numbers.txt"`.
    mutating func readList(
        _ line: inout PolicyLine,
        _ read: (_ path: String) -> String?
    ) {
        line.skip()
        guard let name = line.name(as: "the list's name, such as stolen_numbers,") else { return }
        guard once("list \(name.text)", in: &line) else { return line.skipAll() }
        line.expect("from")
        guard line.isSound else { return }
        guard let path = line.next, path.kind == .quoted, PolicyReader.isSafePath(path.text) else {
            return line.refuse(
                line.next ?? line.first,
                "a path below the policy's folder belongs here, such as \"lists/\(name.text).txt\""
            )
        }
        guard let text = read(path.text) else {
            // Rules may speak of it all the same: it is declared.
            vocabulary.lists.append(PolicyList(name: name.text, path: path.text, values: []))
            listPlaces.append(name)
            return line.refuse(path, "the file \(path.quotable) can't be read; create it")
        }
        line.skip()
        line.expectEnd()
        let values = entries(text, file: path.text)
        if values.isEmpty {
            line.refuse(path, "the file \(path.quotable) lists nothing; rules with it never fit")
        }
        vocabulary.lists.append(PolicyList(name: name.text, path: path.text, values: values))
        listPlaces.append(name)
    }

    /// The values of a list's file: one a line, `#` begins a comment.
    private mutating func entries(_ text: String, file: String) -> Set<String> {
        let source = SourceText(file: file, text: text)
        var values: Set<String> = []
        var start = 0
        let bytes = source.bytes
        for place in 0...bytes.count where place == bytes.count || bytes[place] == 0x0A {
            defer { start = place + 1 }
            let line = bytes[start..<place].prefix { $0 != UInt8(ascii: "#") }
            let bare = line.drop { PolicyReader.isBlank($0) }
            guard let last = bare.lastIndex(where: { !PolicyReader.isBlank($0) }) else { continue }
            let value = String(decoding: bare[...last], as: UTF8.self)
            if value.hasPrefix("+"), let advice = PolicyReader.fault(ofNumber: value) {
                findings.append(
                    source.finding(at: bare.startIndex, length: last - bare.startIndex + 1, advice)
                )
            }
            values.insert(value)
        }
        return values
    }

    // MARK: - Words

    /// What is wrong with a number or prefix in a list; nil for nothing.
    private static func fault(ofNumber text: String) -> String? {
        let digits = text.dropFirst()
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }),
            digits.utf8.count <= PhoneNumber.digitsMax
        else {
            return "write numbers and prefixes as a plus and digits only, such as +4915112345678"
        }
        return nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// Whether a path stays below the folder that it starts from.
    private static func isSafePath(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return !path.isEmpty && path.utf8.count <= 255
            && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
            && !path.unicodeScalars.contains(where: PlainText.isForbidden)
    }

    private static func isZoneName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count) && name.first?.isLetter == true
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122: true
                default: "/_+-".utf8.contains(byte)
                }
            }
    }

    /// A decimal above zero as digits and places.
    private static func decimal(_ text: String) -> (digits: Int64, places: Int)? {
        let parts = text.split(separator: ".")
        let places = parts.count > 1 ? parts[1].utf8.count : 0
        guard parts[0].utf8.count <= Rates.digitsMax, places <= Rates.digitsMax,
            let digits = Int64(parts.joined()), digits > 0
        else { return nil }
        return (digits, places)
    }
}

extension PolicyLine {
    /// Takes a currency's code.
    mutating func currency() -> Currency? {
        guard isSound else { return nil }
        guard let token = next else {
            refuseEnd("a currency such as EUR belongs at the end of this line")
            return nil
        }
        guard let currency = Currency(token.text) else {
            refuse(token, Currency.refusal(of: token.quotable))
            return nil
        }
        skip()
        return currency
    }

    /// Takes a name that the policy gives to something.
    mutating func name(as what: String) -> PolicyToken? {
        guard isSound else { return nil }
        guard let token = next else {
            refuseEnd("\(what) belongs at the end of this line")
            return nil
        }
        guard token.kind == .word, token.text.utf8.count <= 64,
            token.text.utf8.allSatisfy({ $0 < 0x80 })
        else {
            refuse(
                token,
                "\(what) belongs here: letters from a to z, digits and underscores, at most 64"
            )
            return nil
        }
        skip()
        return token
    }
}
