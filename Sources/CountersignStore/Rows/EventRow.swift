import CountersignCore

/// An event as a row; the store gives the sequence.
enum EventRow {
    static let columns = "sequence, id, type, merchant, confirmation, at, data"

    static let insert = """
        INSERT INTO events (id, type, merchant, confirmation, at, data) VALUES (?, ?, ?, ?, ?, ?)
        """

    static let ofMerchant = """
        SELECT \(columns) FROM events WHERE merchant = ? AND sequence > ? \
        AND (confirmation IS NULL \
        OR (SELECT mode FROM confirmations WHERE id = events.confirmation) = ?) \
        ORDER BY sequence LIMIT ?
        """

    static func bind(_ event: EventRecord, to row: inout Statement) {
        row.bind(event.id.text)
        row.bind(event.type)
        row.bind(event.merchant.text)
        row.bind(event.confirmation?.text)
        row.bind(event.at)
        row.bind(utf8: event.data)
    }

    static func read(from row: inout Statement) throws(StoreFault) -> EventRecord {
        let sequence = row.nextInteger()
        let id: EventID = try row.nextIdentifier("events.id")
        let type: EventType = try row.nextWord("events.type")
        let merchant = try row.nextMerchant("events.merchant")
        var confirmation: ConfirmationID?
        if let text = row.nextTextOrNil() {
            guard let known = ConfirmationID(text) else { throw .unreadable("events.confirmation") }
            confirmation = known
        }
        return EventRecord(
            id: id,
            type: type,
            merchant: merchant,
            confirmation: confirmation,
            at: row.nextInstant(),
            data: row.nextBytes(),
            sequence: sequence
        )
    }
}
