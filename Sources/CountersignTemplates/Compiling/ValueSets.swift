internal import CountersignCore

/// What each value of a template can be, for one brand, language and setting.
struct ValueSets {
    /// The lengths and the glyphs of a value's texts.
    struct Value: Sendable {
        let texts: TextSet
        let glyphs: GlyphSet
    }

    let space: TemplateSpace
    let brand: Brand
    let ceiling: CeilingWords
    let money: MoneyWords
    let setting: Program.Setting
    let memory: ValueMemory

    /// Whether a value is there: always, never, or either.
    func presence(of placeholder: Placeholder) -> [Bool] {
        switch placeholder {
        case .matchWord, .pageURL, .previousAmount, .previousPayee, .tip, .resent,
            .reference:
            [false, true]
        case .denyToken, .approveToken: [true]
        case .origin:
            if let origins = space.origins {
                origins.isEmpty ? [brand.origin != nil] : [true]
            } else {
                brand.origin == nil ? [false, true] : [true]
            }
        default: [facts().has(placeholder)]
        }
    }

    /// What a value can be.
    func value(of placeholder: Placeholder, bound: Bound) -> Value {
        switch placeholder {
        case .code: return remembered(placeholder) { Value(texts: codes, glyphs: .code) }
        case .amount, .previousAmount: return amounts(bound)
        case .payee, .previousPayee: return payees
        case .reference: return WorstNames.reference(in: setting)
        case .minutes:
            return remembered(placeholder) { known((1...ValueSets.minutesMax).map(String.init)) }
        case .matchWord: return ValueSets.matchWords
        case .tip: return Value(texts: .empty, glyphs: .harmless(digits: false))
        case .origin:
            // It stands in the last line alone, which browsers read by its own grammar.
            return Value(texts: hosts, glyphs: GlyphSet(["a"]))
        case .pageURL:
            return remembered(placeholder) {
                known(["https://", "https://" + String(repeating: "a", count: 2_040)])
            }
        case .denyToken, .approveToken:
            return remembered(placeholder) {
                known([String(repeating: "a", count: ReplyToken.charactersMax)])
            }
        default:
            let text = facts().text(of: placeholder, in: setting)
            return Value(
                texts: TextSet(text),
                glyphs: GlyphSet([ValueSets.withoutMailHosts(text)])
            )
        }
    }

    /// A value that is the same for every brand; it is made once for each setting and language.
    private func remembered(_ placeholder: Placeholder, _ make: () -> Value) -> Value {
        let key = ValueMemory.Key(
            placeholder: placeholder,
            setting: setting,
            locale: money.locale,
            ceiling: nil
        )
        return memory.value(key, make)
    }

    /// A brand's words with letters for the dots of mail addresses: a tap on one opens no page.
    private static func withoutMailHosts(_ text: String) -> String {
        var isInAddress = false
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "@" { isInAddress = true }
            if scalar == " " { isInAddress = false }
            scalars.append(isInAddress && scalar == "." ? "a" : scalar)
        }
        return String(scalars)
    }

    /// Minutes of the longest life of a code.
    private static let minutesMax = ConfirmationSettings.expiresInSecondsBounds.upperBound / 60

    private static let matchWords = Value(
        texts: TextSet((0..<256).map { MatchWord.word(for: $0) }) ?? .empty,
        glyphs: GlyphSet((0..<256).map { MatchWord.word(for: $0) })
    )

    private func known(_ texts: [String]) -> Value {
        Value(
            texts: TextSet(texts) ?? .empty,
            glyphs: setting == .plain ? GlyphSet(texts) : .texts([])
        )
    }

    private var codes: TextSet {
        let lengths = [space.codeDigits.lowerBound, space.codeDigits.upperBound]
        return TextSet(lengths.map { String(repeating: "0", count: $0) }) ?? .empty
    }

    private var hosts: TextSet {
        if let origins = space.origins, !origins.isEmpty { return TextSet(origins) ?? .empty }
        let merchants = space.origins == nil ? ["a", String(repeating: "a", count: 253)] : []
        return TextSet(merchants + [brand.origin].compactMap { $0 }) ?? .empty
    }

    // MARK: - Amounts

    /// An amount of each number of digits, in each currency that is written in a way of its own.
    ///
    /// How an amount is written depends on how many digits it has, not on which: separators stand between
    /// groups, and no digit is rounded away. So the powers of ten and the largest amount show every form,
    /// zero and the largest amount every length. In SMS all codes are three capital letters: one currency
    /// stands for all with its decimals.
    private func amounts(_ bound: Bound) -> Value {
        let exact = remembered(.amount) {
            known(samples.map { money.text(of: $0, in: setting) })
        }
        guard bound == .upTo else { return exact }
        let key = ValueMemory.Key(
            placeholder: .amount,
            setting: setting,
            locale: money.locale,
            ceiling: ceiling
        )
        return memory.value(key) {
            Value(
                texts: TextSet(ceiling.before).joined(exact.texts).joined(TextSet(ceiling.after)),
                glyphs: exact.glyphs.surrounded(by: ceiling.before, ceiling.after)
            )
        }
    }

    private var samples: [Amount] {
        var kinds: Set<Kind> = []
        return space.largest.flatMap { largest -> [Amount] in
            let currency = largest.currency
            let kind = Kind(
                exponent: currency.exponent,
                code: setting == .plain ? nil : currency.code,
                largest: largest.minorUnits
            )
            guard kinds.insert(kind).inserted else { return [] }
            var units: [Int64] = [0, largest.minorUnits]
            var power: Int64 = 1
            while setting == .plain, power <= largest.minorUnits {
                units.append(power)
                power *= 10
            }
            return units.compactMap { Amount(minorUnits: $0, currency: currency) }
        }
    }

    private struct Kind: Hashable {
        let exponent: Int
        let code: String?
        let largest: Int64
    }

    // MARK: - Strangers' words

    private var payees: Value {
        guard let payees = space.payees else {
            return WorstNames.payee(
                in: setting,
                withinRightToLeft: money.isRightToLeft
            )
        }
        return remembered(.payee) {
            known(
                payees.map { payee in
                    var values = ValueSets.example
                    values.payee = payee
                    return facts(values).text(of: .payee, in: setting)
                }
            )
        }
    }

    private func facts(_ values: TemplateValues = ValueSets.example) -> Facts {
        Facts(values, digits: "000000", brand: brand, ceiling: ceiling, money: money)
    }

    /// Values of no importance, for what they do not decide.
    private static let example: TemplateValues = {
        guard let code = OneTimeCode(digits: "000000"), let payee = try? Payee("a") else {
            preconditionFailure("Six digits are a code, and a letter is a name.")
        }
        return TemplateValues(
            code: code,
            amount: nil,
            bound: .exact,
            payee: payee,
            reference: "a",
            minutes: 10
        )
    }()
}

/// What was found out in one run of the compiler, so that it is found out once.
final class ValueMemory {
    struct Key: Hashable {
        let placeholder: Placeholder
        let setting: Program.Setting
        let locale: String
        /// The words around an amount; nil for an exact one, and for other values.
        let ceiling: CeilingWords?
    }

    private struct Walk: Hashable {
        let states: Set<PhoneEye>
        let digits: Bool
    }

    private var values: [Key: ValueSets.Value] = [:]
    private var walks: [Walk: GlyphSet.Reading] = [:]

    func value(_ key: Key, _ make: () -> ValueSets.Value) -> ValueSets.Value {
        if let known = values[key] { return known }
        let made = make()
        values[key] = made
        return made
    }

    /// As ``GlyphSet/read(from:)``; the walk through all harmless texts is the dear one.
    func reading(of glyphs: GlyphSet, from states: Set<PhoneEye>) -> GlyphSet.Reading {
        guard case .harmless(let digits) = glyphs else { return glyphs.read(from: states) }
        let walk = Walk(states: states, digits: digits)
        if let known = walks[walk] { return known }
        let made = glyphs.read(from: states)
        walks[walk] = made
        return made
    }
}
