import CountersignCore

extension ConfirmationRow {
    /// The confirmation in the row that the statement stands on.
    static func read(from row: inout Statement) throws(StoreFault) -> Confirmation {
        let id: ConfirmationID = try row.nextIdentifier("confirmations.id")
        return try readRest(of: id, from: &row)
    }

    /// The same, of a known id, which need not be read again.
    static func read(
        _ id: ConfirmationID,
        from row: inout Statement
    ) throws(StoreFault) -> Confirmation {
        row.skip()
        return try readRest(of: id, from: &row)
    }

    private static func readRest(
        of id: ConfirmationID,
        from row: inout Statement
    ) throws(StoreFault) -> Confirmation {
        let merchant = try row.nextMerchant("confirmations.merchant")
        let mode: Mode = try row.nextWord("confirmations.mode")
        let status: ConfirmationStatus = try row.nextWord("confirmations.status")
        let context = try readContext(id: id, merchant: merchant, from: &row)
        let keys = KeyIDs(code: row.nextText(), context: row.nextText(), index: row.nextText())
        let settings = try readSettings(from: &row)
        let decision = try readDecision(from: &row)
        return Confirmation(
            context: context,
            keys: keys,
            mode: mode,
            status: status,
            settings: settings,
            decision: decision,
            attempts: row.nextCount(),
            sends: row.nextCount(),
            lastSentAt: row.nextInstantOrNil(),
            createdAt: row.nextInstant(),
            closedAt: row.nextInstantOrNil(),
            previousAmount: try row.nextAmountOrNil("confirmations.previous_amount"),
            previousPayee: try row.nextPayeeOrNil("confirmations.previous_payee"),
            locale: row.nextText(),
            sealedDetails: row.nextBytes(),
            receipt: row.nextTextOrNil(),
            version: row.nextCount(),
            wakeAt: row.nextInstantOrNil()
        )
    }

    private static func readContext(
        id: ConfirmationID,
        merchant: MerchantID,
        from row: inout Statement
    ) throws(StoreFault) -> Context {
        Context(
            id: id,
            generation: row.nextCount(),
            merchant: merchant,
            payee: try row.nextPayee("confirmations.payee"),
            payeeLegal: try row.nextPayeeOrNil("confirmations.payee_legal"),
            purpose: try row.nextWord("confirmations.purpose"),
            amount: try row.nextAmountOrNil("confirmations.amount"),
            bound: try row.nextWord("confirmations.bound"),
            reference: row.nextText(),
            recipient: row.nextBytes(),
            nonce: row.nextBytes(),
            issuedAt: row.nextInstant(),
            expiresAt: row.nextInstant(),
            checkout: row.nextBytesOrNil()
        )
    }

    /// Checks the bounds first: the value's own check would stop the process.
    private static func readSettings(
        from row: inout Statement
    ) throws(StoreFault) -> ConfirmationSettings {
        let codeDigits = row.nextCount()
        let expiresInSeconds = row.nextCount()
        let attemptsMax = row.nextCount()
        let channels: [Channel]? = WordList.words(row.nextText())
        let nextChannelAfterSeconds = row.nextCount()
        let sendsMax = row.nextCount()
        guard let channels, ConfirmationSettings.codeDigitsBounds.contains(codeDigits),
            ConfirmationSettings.expiresInSecondsBounds.contains(expiresInSeconds),
            ConfirmationSettings.attemptsBounds.contains(attemptsMax),
            ConfirmationSettings.sendsBounds.contains(sendsMax)
        else { throw .unreadable("confirmations settings") }
        return ConfirmationSettings(
            codeDigits: codeDigits,
            expiresInSeconds: expiresInSeconds,
            attemptsMax: attemptsMax,
            channels: channels,
            nextChannelAfterSeconds: nextChannelAfterSeconds,
            sendsMax: sendsMax,
            resendAfterSeconds: row.nextCount(),
            matchWord: row.nextInteger() != 0,
            confirmsByButton: row.nextInteger() != 0,
            sameMessage: row.nextInteger() != 0,
            hedge: row.nextInteger() != 0
        )
    }

    private static func readDecision(from row: inout Statement) throws(StoreFault) -> Decision {
        Decision(
            outcome: try row.nextWord("confirmations.outcome"),
            policy: row.nextText(),
            version: row.nextText(),
            rule: row.nextText(),
            reasons: try reasons(of: row.nextBytes())
        )
    }

    private static func reasons(of bytes: [UInt8]) throws(StoreFault) -> [String] {
        // Most decisions have none; the reader is for those that do.
        if bytes == Array("[]".utf8) { return [] }
        guard let list = try? JSONReader.read(bytes), let elements = list.array else {
            throw .unreadable("confirmations.reasons")
        }
        let reasons = elements.compactMap(\.string)
        guard reasons.count == elements.count else { throw .unreadable("confirmations.reasons") }
        return reasons
    }
}
