/// An event on its way to an endpoint, as a row.
///
/// `state` is `pending`, `delivered` or `failed`.
enum DeliveryRow {
    static let insert = """
        INSERT INTO webhook_deliveries (endpoint, event, state, attempts, due_at) \
        VALUES (?, ?, 'pending', 0, ?)
        """

    static let due = """
        SELECT d.number, d.attempts, \
        p.id, p.merchant, p.url, p.sealed_secret, p.created_at, p.disabled_at, \
        e.sequence, e.id, e.type, e.merchant, e.confirmation, e.at, e.data \
        FROM webhook_deliveries d JOIN webhook_endpoints p ON p.id = d.endpoint \
        JOIN events e ON e.sequence = d.event \
        WHERE d.state = 'pending' AND d.due_at <= ? ORDER BY d.due_at, d.number
        """

    static let next = "SELECT min(due_at) FROM webhook_deliveries WHERE state = 'pending'"

    static let end = """
        UPDATE webhook_deliveries SET state = ?2, attempts = attempts + 1, ended_at = ?3 \
        WHERE number = ?1 AND state = 'pending'
        """

    static let retry = """
        UPDATE webhook_deliveries SET attempts = attempts + 1, due_at = ?2 \
        WHERE number = ?1 AND state = 'pending'
        """

    /// What is open for an endpoint that gets nothing more.
    static let abandon = """
        UPDATE webhook_deliveries SET state = 'failed', ended_at = ?2 \
        WHERE endpoint = ?1 AND state = 'pending'
        """

    static let remove = "DELETE FROM webhook_deliveries WHERE endpoint = ? AND state = 'pending'"
}
