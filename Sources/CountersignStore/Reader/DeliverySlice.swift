import CountersignCore

/// A piece of a delivery report: read at once, small enough that nobody waits for it and the log
/// file can be reset soon.
struct DeliverySlice: Sendable {
    /// Rows of one slice; the confirmation that passes the limit is still read to its end.
    static let rowsMax = 4_096

    /// Which confirmations are wanted.
    struct Range: Sendable {
        /// Whose; nil for all.
        let merchant: MerchantID?
        /// Live or test.
        let mode: Mode
        /// The first moment of creation.
        let since: Instant
        /// The first moment that is no longer meant.
        let until: Instant
        /// Whether merchants are told apart.
        let byMerchant: Bool

        /// Less than every id of the range, and more than every id before it.
        var idBefore: String { Range.idBefore(since) }

        /// Less than every id of a moment, and more than every id before it.
        static func idBefore(_ moment: Instant) -> String {
            // The earliest id of a moment ends in zeros; without the last one it is less than that id
            // and has nothing between.
            String(idFirst(at: moment).dropLast())
        }

        /// The first id that is no longer meant.
        var idEnd: String { Range.idFirst(at: until) }

        private static func idFirst(at moment: Instant) -> String {
            // Ids hold 48 bits of milliseconds since 1970; nothing was made outside of them.
            let milliseconds = min(max(0, moment.milliseconds), 1 << 48 - 1)
            return ConfirmationID(
                at: Instant(milliseconds: milliseconds),
                random: [UInt8](repeating: 0, count: 10)
            ).text
        }
    }

    /// What was counted.
    var tally: DeliveryTally
    /// The id that the next slice begins behind; nil when nothing is left.
    var next: String?

    /// The statement; parameters: mode, behind this id, before this id, merchant.
    ///
    /// Confirmations are walked in the order of an index that exists anyway, and each is followed by its
    /// messages: no row is sorted and no index is kept for the sake of reports. Ids are unique, but only
    /// with the row's number does the planner see that in the index of merchants. The left join keeps
    /// that order whatever the statistics say, and gives a row for those without messages too, so
    /// that a slice ends in time.
    static func sql(ofOneMerchant: Bool) -> String {
        """
        SELECT c.id, c.merchant, c.generation, c.status, c.expires_at, c.closed_at, \
        m.channel, m.provider, m.country, m.generation, m.status, m.parts, m.created_at, \
        coalesce(m.delivered_at, CASE m.status WHEN 'delivered' THEN m.updated_at END), \
        CASE WHEN m.status IN ('failed', 'expired', 'canceled', 'unknown') \
        THEN EXISTS (SELECT 1 FROM attempts a WHERE a.message = m.id AND a.outcome = 'accepted') \
        ELSE m.status <> 'queued' END \
        FROM confirmations c \
        \(ofOneMerchant ? "INDEXED BY confirmations_by_merchant " : "")\
        LEFT JOIN messages m INDEXED BY messages_by_confirmation ON m.confirmation = c.id \
        WHERE c.mode = ?1 AND c.id > ?2 AND c.id < ?3 \
        \(ofOneMerchant ? "AND c.merchant = ?4 " : "")ORDER BY c.id, c.rowid, m.rowid
        """
    }
}

extension Reader {
    /// Counts the next slice of a range.
    func deliverySlice(
        of range: DeliverySlice.Range,
        after id: String,
        at now: Instant
    ) throws(StoreFault) -> DeliverySlice {
        let box = try lists.deliveryBox(ofOneMerchant: range.merchant != nil, on: connection)
        box.statement.bind(range.mode)
        box.statement.bind(id)
        box.statement.bind(range.idEnd)
        if let merchant = range.merchant { box.statement.bind(merchant.text) }
        // Whatever ends the walk leaves the statement in the middle of its rows.
        defer { box.statement.reset() }
        var slice = DeliverySlice(tally: DeliveryTally(byMerchant: range.byMerchant))
        var current: (id: String, fate: ConfirmationFate)?
        var messages: [MessageFate] = []
        var rows = 0
        while try box.statement.step() {
            let id = box.statement.nextText()
            if let last = current, !last.id.utf8.elementsEqual(id.utf8) {
                slice.tally.count(last.fate, messages)
                messages.removeAll(keepingCapacity: true)
                guard rows < DeliverySlice.rowsMax else {
                    slice.next = last.id
                    return slice
                }
                current = nil
            }
            rows += 1
            if current == nil {
                current = (id, try ConfirmationFate.read(from: &box.statement, at: now))
            } else {
                for _ in 0..<5 { box.statement.skip() }
            }
            if let message = try MessageFate.read(from: &box.statement) { messages.append(message) }
        }
        if let current { slice.tally.count(current.fate, messages) }
        return slice
    }
}

extension ConfirmationFate {
    fileprivate static func read(
        from row: inout Statement,
        at now: Instant
    ) throws(StoreFault) -> ConfirmationFate {
        let merchant = try row.nextMerchant("confirmations.merchant")
        let generation = row.nextCount()
        let status: ConfirmationStatus = try row.nextWord("confirmations.status")
        // A deadline passes without a change of the row.
        let isOver = row.nextInstant() <= now
        return ConfirmationFate(
            merchant: merchant,
            generation: generation,
            status: status == .pending && isOver ? .expired : status,
            closedAt: row.nextInstantOrNil()
        )
    }
}

extension MessageFate {
    /// The message in the row; nil where its confirmation has none.
    fileprivate static func read(from row: inout Statement) throws(StoreFault) -> MessageFate? {
        guard let word = row.nextTextOrNil() else { return nil }
        guard let channel = Channel(rawValue: word) else { throw .unreadable("messages.channel") }
        return MessageFate(
            channel: channel,
            provider: row.nextText(),
            country: row.nextTextOrNil(),
            generation: row.nextCount(),
            status: try row.nextWord("messages.status"),
            parts: row.nextCount(),
            createdAt: row.nextInstant(),
            deliveredAt: row.nextInstantOrNil(),
            wasAccepted: row.nextInteger() != 0
        )
    }
}
