import CountersignCore

/// A confirmation as a row: the same columns in the same order, written and read.
enum ConfirmationRow {
    static let columns = """
        id, merchant, mode, status, generation, payee, payee_legal, purpose, amount, currency, \
        bound, reference, recipient, nonce, issued_at, expires_at, checkout, \
        code_key, context_key, index_key, \
        code_digits, expires_in_seconds, attempts_max, channels, next_channel_after_seconds, \
        sends_max, resend_after_seconds, match_word, confirms_by_button, same_message, hedge, \
        outcome, policy, policy_version, rule, reasons, \
        attempts, sends, last_sent_at, created_at, closed_at, \
        previous_amount, previous_currency, previous_payee, locale, details, \
        receipt, version, wake_at
        """

    static let insert = """
        INSERT INTO confirmations (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, \
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, \
        ?)
        """

    /// Everything that can change, except the indexed reference: naming it would rewrite its index.
    ///
    /// The first amendment keeps what the policy decided on; the right sides see the row as it was.
    static let update = """
        UPDATE confirmations SET status = ?, generation = ?, payee = ?, payee_legal = ?, \
        purpose = ?, amount = ?, currency = ?, bound = ?, recipient = ?, nonce = ?, \
        issued_at = ?, expires_at = ?, checkout = ?, code_key = ?, context_key = ?, \
        index_key = ?, attempts = ?, sends = ?, last_sent_at = ?, closed_at = ?, \
        previous_amount = ?, previous_currency = ?, previous_payee = ?, receipt = ?, \
        version = ?, wake_at = ?, \
        \(decided("amount")), \(decided("currency")), \(decided("payee")), \(decided("reference")) \
        WHERE id = ? AND version = ?
        """

    /// Parameter 2 of the update is the new generation.
    private static func decided(_ column: String) -> String {
        """
        decided_\(column) = CASE WHEN generation = 0 AND ?2 > 0 \
        THEN \(column) ELSE decided_\(column) END
        """
    }

    static let updateReference = """
        UPDATE confirmations SET reference = ?2 WHERE id = ?1 AND reference <> ?2
        """

    static func bind(_ confirmation: Confirmation, to row: inout Statement) {
        let context = confirmation.context
        row.bind(context.id.text)
        row.bind(context.merchant.text)
        row.bind(confirmation.mode)
        row.bind(confirmation.status)
        row.bind(context.generation)
        bind(front: context, to: &row)
        row.bind(context.reference)
        bind(back: context, to: &row)
        bind(confirmation.keys, to: &row)
        bind(confirmation.settings, to: &row)
        bind(confirmation.decision, to: &row)
        row.bind(confirmation.attempts)
        row.bind(confirmation.sends)
        row.bind(confirmation.lastSentAt)
        row.bind(confirmation.createdAt)
        row.bind(confirmation.closedAt)
        row.bind(confirmation.previousAmount)
        row.bind(confirmation.previousPayee?.text)
        row.bind(confirmation.locale)
        row.bind(confirmation.sealedDetails)
        row.bind(confirmation.receipt)
        row.bind(confirmation.version)
        row.bind(confirmation.wakeAt)
    }

    static func bind(update confirmation: Confirmation, to row: inout Statement) {
        let context = confirmation.context
        row.bind(confirmation.status)
        row.bind(context.generation)
        bind(front: context, to: &row)
        bind(back: context, to: &row)
        bind(confirmation.keys, to: &row)
        row.bind(confirmation.attempts)
        row.bind(confirmation.sends)
        row.bind(confirmation.lastSentAt)
        row.bind(confirmation.closedAt)
        row.bind(confirmation.previousAmount)
        row.bind(confirmation.previousPayee?.text)
        row.bind(confirmation.receipt)
        row.bind(confirmation.version)
        row.bind(confirmation.wakeAt)
        row.bind(context.id.text)
        row.bind(confirmation.version - 1)
    }

    /// From `payee` to `bound`.
    private static func bind(front context: Context, to row: inout Statement) {
        row.bind(context.payee.text)
        row.bind(context.payeeLegal?.text)
        row.bind(context.purpose)
        row.bind(context.amount)
        row.bind(context.bound)
    }

    /// From `recipient` to `checkout`.
    private static func bind(back context: Context, to row: inout Statement) {
        row.bind(context.recipient)
        row.bind(context.nonce)
        row.bind(context.issuedAt)
        row.bind(context.expiresAt)
        row.bind(context.checkout)
    }

    private static func bind(_ keys: KeyIDs, to row: inout Statement) {
        row.bind(keys.code)
        row.bind(keys.context)
        row.bind(keys.index)
    }

    private static func bind(_ settings: ConfirmationSettings, to row: inout Statement) {
        row.bind(settings.codeDigits)
        row.bind(settings.expiresInSeconds)
        row.bind(settings.attemptsMax)
        row.bind(WordList.text(settings.channels))
        row.bind(settings.nextChannelAfterSeconds)
        row.bind(settings.sendsMax)
        row.bind(settings.resendAfterSeconds)
        row.bind(settings.matchWord ? 1 : 0)
        row.bind(settings.confirmsByButton ? 1 : 0)
        row.bind(settings.sameMessage ? 1 : 0)
        row.bind(settings.hedge ? 1 : 0)
    }

    private static func bind(_ decision: Decision, to row: inout Statement) {
        row.bind(decision.outcome)
        row.bind(decision.policy)
        row.bind(decision.version)
        row.bind(decision.rule)
        row.bind(utf8: reasons(decision.reasons))
    }

    private static func reasons(_ reasons: [String]) -> [UInt8] {
        var json = JSONWriter(capacity: 64)
        json.beginArray()
        for reason in reasons { json.value(reason) }
        json.endArray()
        return json.bytes
    }
}
