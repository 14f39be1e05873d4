import CountersignCore

/// A kept answer as a row.
enum AnswerRow {
    /// How long an answer is kept.
    ///
    /// Source: ``StoredAnswer/at``.
    static let keptMilliseconds: Int64 = 24 * 3_600 * 1_000

    static let find = """
        SELECT number, key, fingerprint, status, location, content_type, body, at \
        FROM answers WHERE key_head = ?
        """

    static let insert = """
        INSERT INTO answers (key_head, key, fingerprint, status, location, content_type, body, at) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// Looks at the oldest rows only, so the cost is bounded by the limit.
    static let forget = """
        DELETE FROM answers WHERE at < ?1 AND number IN \
        (SELECT number FROM answers ORDER BY number LIMIT ?2)
        """

    static let remove = "DELETE FROM answers WHERE number = ?"

    static func bind(_ answer: StoredAnswer, to row: inout Statement) {
        row.bind(head(answer.key))
        row.bind(answer.key)
        row.bind(answer.fingerprint)
        row.bind(answer.status)
        row.bind(answer.location)
        row.bind(answer.contentType)
        row.bind(answer.body)
        row.bind(answer.at)
    }

    /// The answer under a key, however old, with its row's number.
    static func find(
        _ key: [UInt8],
        by row: inout Statement
    ) throws(StoreFault) -> (number: Int64, answer: StoredAnswer)? {
        row.bind(head(key))
        while try row.step() {
            let number = row.nextInteger()
            // Two keys may begin alike.
            guard row.nextBytes() == key else { continue }
            let answer = StoredAnswer(
                key: key,
                fingerprint: row.nextBytes(),
                status: row.nextCount(),
                location: row.nextTextOrNil(),
                contentType: row.nextText(),
                body: row.nextBytes(),
                at: row.nextInstant()
            )
            row.reset()
            return (number, answer)
        }
        return nil
    }

    /// Whether an answer is young enough to be given again.
    static func isKept(_ answer: StoredAnswer, at now: Instant) -> Bool {
        answer.at.milliseconds > now.milliseconds - keptMilliseconds
    }

    private static func head(_ key: [UInt8]) -> Int64 {
        key.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }
}
