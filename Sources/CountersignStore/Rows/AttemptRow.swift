import CountersignCore

/// A finished hand-over as a row.
enum AttemptRow {
    static let insert = """
        INSERT INTO attempts (message, number, provider, started_at, finished_at, outcome, \
        http_status) VALUES (?, ?, ?, ?, ?, ?, ?)
        """

    static func bind(_ attempt: DeliveryAttempt, to row: inout Statement) {
        row.bind(attempt.message.text)
        row.bind(attempt.number)
        row.bind(attempt.provider)
        row.bind(attempt.startedAt)
        row.bind(attempt.finishedAt)
        row.bind(attempt.outcome)
        if let status = attempt.httpStatus { row.bind(status) } else { row.bindNull() }
    }
}
