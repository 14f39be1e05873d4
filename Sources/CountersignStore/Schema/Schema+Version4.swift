extension Schema {
    /// Whether a tap may confirm: a setting that confirmations of the first schema never had.
    static let version2 = """
        ALTER TABLE confirmations ADD COLUMN confirms_by_button INTEGER NOT NULL DEFAULT 0;

        """
}
