extension Schema {
    /// Two settings that earlier confirmations never had, and what counters are rebuilt from at a start.
    ///
    /// The index holds wrong codes only, and no other event costs a write for it.
    static let version5 = """
        ALTER TABLE confirmations ADD COLUMN same_message INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE confirmations ADD COLUMN hedge INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX events_of_wrong_codes ON events (confirmation, at)
            WHERE type = 'attempt.wrong_code';

        """
}
