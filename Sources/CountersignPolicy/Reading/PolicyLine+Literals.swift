internal import CountersignCore

extension PolicyLine {
    /// Units of durations in seconds.
    static let durationUnits = [
        "second": 1, "seconds": 1, "minute": 60, "minutes": 60, "hour": 3_600, "hours": 3_600,
        "day": 86_400, "days": 86_400, "week": 604_800, "weeks": 604_800,
    ]
    /// Days of the week from Monday as 1.
    static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    /// Reads a value that a fact is compared with; nil, and a finding, when it is of another kind.
    mutating func literal(of fact: Fact, _ vocabulary: Vocabulary) -> PolicyValue? {
        guard isSound else { return nil }
        guard let token = next else {
            refuseEnd("\(fact.type.phrase) belongs at the end of this line: \(fact.type.example)")
            return nil
        }
        switch fact.type {
        case .money: return money(vocabulary)
        case .count: return number(of: "things").map { .number(Int128($0.value)) }
        case .duration: return duration()
        case .hour: return hour()
        case .weekday:
            let day = take(anyOf: PolicyLine.weekdays, as: "a weekday such as saturday")
            return day.flatMap(PolicyLine.weekdays.firstIndex).map { .number(Int128($0 + 1)) }
        case .country: return country(token)
        case .currency:
            guard let currency = Currency(token.text) else {
                refuse(token, Currency.refusal(of: token.quotable))
                return nil
            }
            skip()
            return .text(currency.code)
        case .purpose:
            let words = Purpose.allCases.map(\.rawValue)
            return take(anyOf: words, as: "one of \(words.joined(separator: ", "))").map {
                .text($0)
            }
        case .channel:
            let words = Channel.allCases.map(\.rawValue)
            return take(anyOf: words, as: "one of \(words.joined(separator: ", "))").map {
                .text($0)
            }
        case .flag:
            return take(anyOf: ["yes", "no"], as: "yes or no").map { .number($0 == "yes" ? 1 : 0) }
        case .text: return quoted(token)
        case .phone, .prefix: return phone(token, isWhole: fact.type == .phone)
        }
    }

    private mutating func money(_ vocabulary: Vocabulary) -> PolicyValue? {
        guard let digits = next, digits.kind == .number else {
            if let next {
                let advice =
                    second?.kind == .number && next.kind == .mark
                    ? "write \(second?.text ?? "30") and the currency's code behind it, such as EUR"
                    : "an amount of money belongs here, such as 30 EUR, not '\(next.quotable)'"
                refuse(next, advice)
            }
            return nil
        }
        guard let code = second else {
            skip()
            refuseEnd("the amount's currency belongs here, such as \(digits.text) EUR")
            return nil
        }
        guard Currency(code.text) != nil else {
            refuse(code, PolicyLine.currencyAdvice(on: code, after: digits))
            return nil
        }
        let amount: Amount
        do throws(AmountFault) {
            amount = try Amount(parsing: "\(digits.text) \(code.text)")
        } catch {
            refuse(digits, error.advice)
            return nil
        }
        guard let rates = vocabulary.rates else {
            refuse(
                code,
                "the policy names no currency; write 'currency \(code.text)' on a line above"
            )
            return nil
        }
        guard let units = rates.units(of: amount) else {
            refuse(
                code,
                "there is no rate for \(code.text); write 'rate 1 \(code.text) = … "
                    + "\(rates.currency.code)' on a line above"
            )
            return nil
        }
        skip()
        skip()
        return .number(units)
    }

    /// What to write instead of something that stands where an amount's currency belongs.
    private static func currencyAdvice(on code: PolicyToken, after digits: PolicyToken) -> String {
        if code.isMark(among: [","]) {
            return "no comma within a number: write 1500.00 EUR, with a point before the cents"
        }
        // Only what may be meant as a code is taken for one.
        return code.kind == .word && code.text.utf8.count == 3 && code.text != "and"
            ? Currency.refusal(of: code.quotable)
            : "the amount's currency belongs here, such as \(digits.text) EUR"
    }

    private mutating func duration() -> PolicyValue? {
        guard let (value, _) = number(of: "days, hours or minutes"),
            let unit = take(
                anyOf: PolicyLine.durationUnits.keys.sorted(),
                as: "a unit such as days, hours or minutes"
            ), let seconds = PolicyLine.durationUnits[unit]
        else { return nil }
        return .number(Int128(value) * Int128(seconds))
    }

    private mutating func hour() -> PolicyValue? {
        guard let (value, token) = number(of: "the hour") else { return nil }
        guard (0...23).contains(value) else {
            refuse(token, "a day's hours go from 0 to 23")
            return nil
        }
        return .number(Int128(value))
    }

    private mutating func country(_ token: PolicyToken) -> PolicyValue? {
        guard token.kind == .word, PhoneNumber.countries.contains(token.text) else {
            let upper = token.text.uppercased()
            let meant = PolicySlips.countries[upper]
            let capitals = PhoneNumber.countries.contains(upper) ? upper : nil
            let advice =
                meant.map { "did you mean \($0)?" } ?? capitals.map {
                    "write it in capitals: \($0)"
                }
                ?? "write two capitals of ISO 3166-1, such as DE"
            refuse(token, "'\(token.quotable)' is no country with phone numbers; \(advice)")
            return nil
        }
        skip()
        return .text(token.text)
    }

    private mutating func quoted(_ token: PolicyToken) -> PolicyValue? {
        guard token.kind == .quoted else {
            let what =
                token.kind == .unclosed ? "this quote is never closed" : "a text belongs here"
            refuse(token, "\(what); put it in double quotes: \"…\"")
            return nil
        }
        skip()
        return .text(token.text)
    }

    private mutating func phone(_ token: PolicyToken, isWhole: Bool) -> PolicyValue? {
        if isWhole, token.kind == .quoted { return quoted(token) }
        guard take("+"), let digits = next, digits.kind == .number else {
            refuse(
                token,
                isWhole
                    ? "a phone number such as +4915112345678, or a customer in double quotes, belongs here"
                    : "the first digits of a phone number belong here, such as +4915"
            )
            return nil
        }
        let text = "+" + digits.text
        if isWhole {
            do throws(PhoneNumber.Fault) { _ = try PhoneNumber(text) } catch {
                refuse(digits, "this is no phone number: \(error.advice)")
                return nil
            }
        } else if digits.text.utf8.count > PhoneNumber.digitsMax {
            refuse(digits, "a prefix has at most \(PhoneNumber.digitsMax) digits")
            return nil
        }
        skip()
        return .text(text)
    }
}
