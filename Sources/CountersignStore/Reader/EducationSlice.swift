import CountersignCore

/// A piece of an education report, as a ``DeliverySlice`` is of a delivery report.
struct EducationSlice: Sendable {
    /// What was counted.
    var tally = EducationTally()
    /// The id that the next slice begins behind; nil when nothing is left.
    var next: String?

    /// The statement; parameters: mode, behind this id, before this id, merchant.
    ///
    /// Walked like the one of ``DeliverySlice``, for the same reasons. A confirmation without a place for
    /// a tip gives a row too, so that a slice ends in time.
    static func sql(ofOneMerchant: Bool) -> String {
        """
        SELECT c.id, c.status, c.expires_at, c.created_at, c.closed_at, \
        m.locale, m.tip_fate, m.tip, m.tip_variant \
        FROM confirmations c \
        \(ofOneMerchant ? "INDEXED BY confirmations_by_merchant " : "")\
        LEFT JOIN messages m INDEXED BY messages_by_confirmation \
        ON m.confirmation = c.id AND m.tip_fate IS NOT NULL \
        WHERE c.mode = ?1 AND c.id > ?2 AND c.id < ?3 \
        \(ofOneMerchant ? "AND c.merchant = ?4 " : "")ORDER BY c.id, c.rowid, m.rowid
        """
    }

    /// Payments that the payer was asked about, newest first; parameters: before this id, limit.
    ///
    /// Read once after a start, in pieces, by the thread of reports.
    static let past = """
        SELECT c.id, c.merchant, c.mode, c.recipient, c.status, \
        (SELECT m.tip FROM messages m WHERE m.confirmation = c.id AND m.tip IS NOT NULL \
        ORDER BY m.rowid DESC LIMIT 1) \
        FROM confirmations c WHERE c.id < ?1 AND c.outcome = 'confirm' ORDER BY c.id DESC LIMIT ?2
        """
}

extension Reader {
    /// Counts the next slice of a range.
    func educationSlice(
        of range: DeliverySlice.Range,
        after id: String,
        at now: Instant
    ) throws(StoreFault) -> EducationSlice {
        let box = try lists.box(
            forText: EducationSlice.sql(ofOneMerchant: range.merchant != nil),
            on: connection
        )
        box.statement.bind(range.mode)
        box.statement.bind(id)
        box.statement.bind(range.idEnd)
        if let merchant = range.merchant { box.statement.bind(merchant.text) }
        // Whatever ends the walk leaves the statement in the middle of its rows.
        defer { box.statement.reset() }
        var slice = EducationSlice()
        var last: String?
        var rows = 0
        while try box.statement.step() {
            let id = box.statement.nextText()
            if let last {
                // Only the first message with a place for a tip decides what a payment counts for.
                if last.utf8.elementsEqual(id.utf8) { continue }
                guard rows < DeliverySlice.rowsMax else {
                    slice.next = last
                    return slice
                }
            }
            rows += 1
            last = id
            try slice.count(&box.statement, at: now)
        }
        return slice
    }

    /// Payments that the payer was asked about, newest first.
    func pastPayments(
        before id: ConfirmationID?,
        limit: Int
    ) throws(StoreFault) -> [PastPayment] {
        let box = try lists.box(forText: EducationSlice.past, on: connection)
        // Every id begins with letters, which all come before a tilde.
        box.statement.bind(id?.text ?? "~")
        box.statement.bind(limit)
        defer { box.statement.reset() }
        var payments: [PastPayment] = []
        while try box.statement.step() { payments.append(try .read(from: &box.statement)) }
        return payments
    }
}

extension EducationSlice {
    /// Counts the confirmation in the row, behind its id.
    fileprivate mutating func count(
        _ row: inout Statement,
        at now: Instant
    ) throws(StoreFault) {
        let status: ConfirmationStatus = try row.nextWord("confirmations.status")
        // A deadline passes without a change of the row.
        let isOver = row.nextInstant() <= now
        let createdAt = row.nextInstant()
        let closedAt = row.nextInstantOrNil()
        let locale = row.nextTextOrNil()
        guard let tip = try row.nextTip() else { return }
        tally.count(
            tip,
            locale: locale ?? "",
            status == .pending && isOver ? .expired : status,
            confirmedAfter: closedAt.map { $0.milliseconds - createdAt.milliseconds }
        )
    }
}

extension PastPayment {
    fileprivate static func read(from row: inout Statement) throws(StoreFault) -> PastPayment {
        PastPayment(
            id: try row.nextIdentifier("confirmations.id"),
            merchant: try row.nextMerchant("confirmations.merchant"),
            mode: try row.nextWord("confirmations.mode"),
            recipient: row.nextBytes(),
            status: try row.nextWord("confirmations.status"),
            tip: row.nextTextOrNil()
        )
    }
}
