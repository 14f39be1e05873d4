import CountersignCore

/// Stored texts read back as the values they were; anything else is a fault, never a crash.
extension Statement {
    /// The next column as a moment.
    mutating func nextInstant() -> Instant { Instant(milliseconds: nextInteger()) }

    /// The next column as a moment; nil for null.
    mutating func nextInstantOrNil() -> Instant? {
        nextIntegerOrNil().map(Instant.init(milliseconds:))
    }

    /// The next column as a count that fits `Int`.
    mutating func nextCount() -> Int { Int(nextInteger()) }

    /// The next column as one of our words.
    mutating func nextWord<Word: RawRepresentable<String>>(
        _ place: StaticString
    ) throws(StoreFault) -> Word {
        guard let word = Word(rawValue: nextText()) else { throw .unreadable(place) }
        return word
    }

    /// The next column as one of our words; nil for null.
    mutating func nextWordOrNil<Word: RawRepresentable<String>>(
        _ place: StaticString
    ) throws(StoreFault) -> Word? {
        guard let text = nextTextOrNil() else { return nil }
        guard let word = Word(rawValue: text) else { throw .unreadable(place) }
        return word
    }

    /// The next column as an id.
    mutating func nextIdentifier<Kind>(
        _ place: StaticString
    ) throws(StoreFault) -> Identifier<Kind> {
        guard let id = Identifier<Kind>(nextText()) else { throw .unreadable(place) }
        return id
    }

    /// The next column as a merchant's id.
    mutating func nextMerchant(_ place: StaticString) throws(StoreFault) -> MerchantID {
        guard let id = MerchantID(nextText()) else { throw .unreadable(place) }
        return id
    }

    /// The next column as a payee's name; nil for null.
    mutating func nextPayeeOrNil(_ place: StaticString) throws(StoreFault) -> Payee? {
        guard let text = nextTextOrNil() else { return nil }
        do { return try Payee(text) } catch { throw .unreadable(place) }
    }

    /// The next column as a payee's name.
    mutating func nextPayee(_ place: StaticString) throws(StoreFault) -> Payee {
        guard let payee = try nextPayeeOrNil(place) else { throw .unreadable(place) }
        return payee
    }

    /// The next two columns, minor units and currency; nil when both are null.
    mutating func nextAmountOrNil(_ place: StaticString) throws(StoreFault) -> Amount? {
        let units = nextIntegerOrNil()
        let code = nextTextOrNil()
        guard units != nil || code != nil else { return nil }
        guard let units, let code, let currency = Currency(code),
            let amount = Amount(minorUnits: units, currency: currency)
        else { throw .unreadable(place) }
        return amount
    }

    /// Binds minor units and currency, or two nulls.
    mutating func bind(_ amount: Amount?) {
        if let amount {
            bind(amount.minorUnits)
            bind(amount.currency.code)
        } else {
            bindNull()
            bindNull()
        }
    }
}
