import CountersignCore

/// Readers of the values that several bodies share; each adds a fault with a remedy, or gives a value.
enum Members {
    /// Most characters of a reference or a customer id.
    static let wordScalarsMax = 64

    /// A string of any content.
    static func string(_ value: JSONValue, _ place: Place, _ faults: inout Faults) -> String? {
        guard case .string(let text) = value else {
            faults.add(place, "this is \(value.kind); a string belongs here")
            return nil
        }
        return text
    }

    /// One line of 1 to 64 printable characters, such as an order number.
    static func word(_ value: JSONValue, _ place: Place, _ faults: inout Faults) -> String? {
        if case .number = value {
            faults.add(place, "this is a number; write it as a string, in double quotes")
            return nil
        }
        guard let text = string(value, place, &faults) else { return nil }
        guard let fault = fault(ofWord: text) else { return text }
        faults.add(place, fault)
        return nil
    }

    static func fault(ofWord text: String) -> String? {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else {
            return "this is empty; write 1 to \(wordScalarsMax) characters"
        }
        if text.utf8.count > wordScalarsMax, scalars.count > wordScalarsMax {
            return "this has \(scalars.count) characters; at most \(wordScalarsMax) are taken"
        }
        for scalar in scalars where PlainText.isForbidden(scalar) {
            return forbidden(scalar.value)
        }
        if first.properties.isWhitespace || last.properties.isWhitespace {
            return "this begins or ends with white space; remove it"
        }
        return nil
    }

    /// One of an enumeration's words.
    static func choice<Choice: RawRepresentable & CaseIterable>(
        _ value: JSONValue,
        _ place: Place,
        _ faults: inout Faults
    ) -> Choice? where Choice.RawValue == String {
        guard let text = string(value, place, &faults) else { return nil }
        let found: Choice? = choice(of: text)
        if found == nil { faults.add(place, unknownWord(text, of: Choice.self)) }
        return found
    }

    /// The case whose word has exactly these bytes.
    static func choice<Choice: RawRepresentable & CaseIterable>(
        of text: String
    ) -> Choice? where Choice.RawValue == String {
        Choice.allCases.first { sameText($0.rawValue, text) }
    }

    /// What to say about a word that is none of an enumeration's.
    static func unknownWord<Choice: RawRepresentable & CaseIterable>(
        _ text: String,
        of choices: Choice.Type
    ) -> String where Choice.RawValue == String {
        let words = choices.allCases.map(\.rawValue)
        if text.utf8.count <= 64,
            let near = NearestWord.suggestion(for: text.lowercased(), among: words)
        {
            return "unknown word \(Quoted.text(text)); did you mean '\(near)'?"
        }
        return "unknown word \(Quoted.text(text)); write one of \(words.joined(separator: ", "))"
    }

    /// The name that the payer sees, brought to NFC first.
    static func payee(
        _ value: JSONValue,
        _ place: Place,
        _ faults: inout Faults,
        nfc: (String) -> String
    ) -> Payee? {
        guard let text = string(value, place, &faults) else { return nil }
        do {
            return try Payee(normalized(text, nfc))
        } catch {
            faults.add(place, advice(for: error))
            return nil
        }
    }

    /// NFC of a text; ASCII is in NFC already.
    static func normalized(_ text: String, _ nfc: (String) -> String) -> String {
        text.utf8.allSatisfy { $0 < 0x80 } ? text : nfc(text)
    }

    private static func advice(for fault: Payee.Fault) -> String {
        switch fault {
        case .empty: "this name is empty; write one, or leave the member out"
        case .tooLong: "this name is longer than \(Payee.bytesMax) bytes of UTF-8; shorten it"
        case .untrimmed: "this name begins or ends with white space; remove it"
        case .forbiddenCharacter(let scalar): forbidden(scalar)
        }
    }

    /// What to say about a character that could break, reorder or hide a line.
    static func forbidden(_ scalar: UInt32) -> String {
        let digits = String(scalar, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        let sort = Unicode.Scalar(scalar).map(sort(of:)) ?? "unusable"
        return "this holds the \(sort) character U+\(padded); remove it"
    }

    private static func sort(of scalar: Unicode.Scalar) -> String {
        if scalar.properties.isBidiControl { return "bidirectional control" }
        switch scalar.properties.generalCategory {
        case .control: return "control"
        case .lineSeparator, .paragraphSeparator: return "line-breaking"
        case .privateUse: return "private-use"
        case .unassigned: return "unassigned"
        default: return "invisible"
        }
    }
}
