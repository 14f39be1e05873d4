import CountersignCore

/// Which conditions a list has; each shape is one statement.
struct ListShape: Hashable {
    /// Nil for any status.
    let status: ConfirmationStatus?
    let hasReference: Bool

    /// The statement.
    ///
    /// Parameters: merchant, mode, older than, now, reference, limit.
    var sql: String {
        // A deadline passes without a change of the row, so the clock has a word in two statuses.
        let condition =
            switch status {
            case nil: ""
            case .pending: "AND status = 'pending' AND expires_at > ?4"
            case .expired:
                "AND (status = 'expired' OR status = 'pending' AND expires_at <= ?4)"
            case .approved, .denied, .exhausted, .canceled, .skipped, .blocked:
                "AND status = '\(status?.rawValue ?? "")'"
            }
        let index = hasReference ? "confirmations_by_reference" : "confirmations_by_merchant"
        // The index is named because the one of open confirmations looks cheaper than it is: its
        // rows would have to be sorted.
        return """
            SELECT \(ConfirmationRow.columns) FROM confirmations INDEXED BY \(index) \
            WHERE merchant = ?1 AND mode = ?2 AND id < ?3 \(hasReference ? "AND reference = ?5" : "") \
            \(condition) ORDER BY id DESC LIMIT ?6
            """
    }
}

/// The statements of lists, prepared when a shape is first asked for.
final class ListStatements {
    private var boxes: [ListShape: Box] = [:]
    private var deliveryBoxes: [Bool: Box] = [:]
    private var textBoxes: [String: Box] = [:]
    private var decisionBoxes: [Bool: Box] = [:]

    final class Box {
        var statement: Statement

        init(_ statement: consuming Statement) { self.statement = statement }
    }

    func box(
        for shape: ListShape,
        on connection: borrowing Connection
    ) throws(StoreFault) -> Box {
        if let box = boxes[shape] { return box }
        let box = Box(try connection.prepare(shape.sql))
        boxes[shape] = box
        return box
    }

    /// A statement of a constant text.
    func box(
        forText sql: String,
        on connection: borrowing Connection
    ) throws(StoreFault) -> Box {
        if let box = textBoxes[sql] { return box }
        let box = Box(try connection.prepare(sql))
        textBoxes[sql] = box
        return box
    }

    func deliveryBox(
        ofOneMerchant: Bool,
        on connection: borrowing Connection
    ) throws(StoreFault) -> Box {
        if let box = deliveryBoxes[ofOneMerchant] { return box }
        let box = Box(try connection.prepare(DeliverySlice.sql(ofOneMerchant: ofOneMerchant)))
        deliveryBoxes[ofOneMerchant] = box
        return box
    }

    func decisionBox(
        ofOneMerchant: Bool,
        on connection: borrowing Connection
    ) throws(StoreFault) -> Box {
        if let box = decisionBoxes[ofOneMerchant] { return box }
        let box = Box(try connection.prepare(PastDecisionSlice.sql(ofOneMerchant: ofOneMerchant)))
        decisionBoxes[ofOneMerchant] = box
        return box
    }
}

extension Reader {
    func confirmations(
        _ query: ConfirmationQuery,
        at now: Instant
    ) throws(StoreFault) -> [StoredConfirmation] {
        let shape = ListShape(status: query.status, hasReference: query.reference != nil)
        let list = try lists.box(for: shape, on: connection)
        bind(query, at: now, to: &list.statement)
        defer { list.statement.reset() }
        var found: [StoredConfirmation] = []
        while try list.statement.step() {
            found.append(try completed(try ConfirmationRow.read(from: &list.statement)))
        }
        return found
    }

    private func bind(_ query: ConfirmationQuery, at now: Instant, to list: inout Statement) {
        list.bind(query.merchant.text)
        list.bind(query.mode)
        // Every id is less than a tilde.
        list.bind(query.after?.text ?? "~")
        list.bind(now)
        list.bind(query.reference)
        list.bind(query.limit)
    }
}
