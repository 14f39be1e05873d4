import CountersignCore

/// A message as a row.
enum MessageRow {
    static let columns = """
        id, confirmation, generation, template, channel, provider, status, provider_reference, \
        failure, failure_class, parts, surface, shown, shown_template, template_version, locale, \
        created_at, updated_at, country, tip_fate, tip, tip_variant
        """

    static let insert = """
        INSERT INTO messages (\(columns)) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// A report tells when a message was first said to have arrived; a later `read` must not hide it.
    static let update = """
        UPDATE messages SET provider = ?1, status = ?2, provider_reference = ?3, failure = ?4, \
        failure_class = ?5, updated_at = ?6, delivered_at = CASE WHEN ?2 IN ('delivered', 'read') \
        THEN coalesce(delivered_at, ?6) ELSE delivered_at END WHERE id = ?7 AND status = ?8
        """

    /// Rows are numbered as they come, so this is from the oldest on.
    ///
    /// Ids of one millisecond are not in order.
    static let ofConfirmation = """
        SELECT \(columns) FROM messages WHERE confirmation = ? ORDER BY rowid
        """

    static func bind(_ message: Message, to row: inout Statement) {
        row.bind(message.id.text)
        row.bind(message.confirmation.text)
        row.bind(message.generation)
        row.bind(message.template)
        row.bind(message.channel)
        row.bind(message.provider)
        row.bind(message.status)
        row.bind(message.providerReference)
        row.bind(message.failure)
        row.bind(message.failureClass?.rawValue)
        row.bind(message.parts)
        row.bind(message.shown.surface)
        row.bind(message.shown.sha256)
        row.bind(message.shown.template)
        row.bind(message.shown.templateVersion)
        row.bind(message.shown.locale)
        row.bind(message.createdAt)
        row.bind(message.updatedAt)
        row.bind(message.country)
        row.bind(message.tip?.fate.rawValue)
        row.bind(message.tip?.id)
        if let variant = message.tip?.variant { row.bind(variant) } else { row.bindNull() }
    }

    static func bind(_ update: MessageUpdate, to row: inout Statement) {
        row.bind(update.message.provider)
        row.bind(update.message.status)
        row.bind(update.message.providerReference)
        row.bind(update.message.failure)
        row.bind(update.message.failureClass?.rawValue)
        row.bind(update.message.updatedAt)
        row.bind(update.message.id.text)
        row.bind(update.from)
    }

    /// The message in the row that the statement stands on, one of a known confirmation.
    static func read(
        of confirmation: ConfirmationID,
        from row: inout Statement
    ) throws(StoreFault) -> Message {
        let id: MessageID = try row.nextIdentifier("messages.id")
        row.skip()
        return Message(
            id: id,
            confirmation: confirmation,
            generation: row.nextCount(),
            template: row.nextText(),
            channel: try row.nextWord("messages.channel"),
            provider: row.nextText(),
            status: try row.nextWord("messages.status"),
            providerReference: row.nextTextOrNil(),
            failure: row.nextTextOrNil(),
            failureClass: try row.nextWordOrNil("messages.failure_class"),
            parts: row.nextCount(),
            shown: Shown(
                surface: try row.nextWord("messages.surface"),
                sha256: row.nextBytes(),
                template: row.nextText(),
                templateVersion: row.nextText(),
                locale: row.nextText()
            ),
            createdAt: row.nextInstant(),
            updatedAt: row.nextInstant(),
            country: row.nextTextOrNil(),
            tip: try row.nextTip()
        )
    }
}

extension Statement {
    /// What became of the place for a tip, from its three columns; nil where there was none.
    mutating func nextTip() throws(StoreFault) -> MessageTip? {
        let fate: MessageTip.Fate? = try nextWordOrNil("messages.tip_fate")
        let id = nextTextOrNil()
        let variant = nextIntegerOrNil().map { Int($0) }
        guard let fate else { return nil }
        guard let tip = MessageTip(fate, id: id, variant: variant) else {
            throw .unreadable("messages.tip")
        }
        return tip
    }
}
