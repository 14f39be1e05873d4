extension Schema {
    /// Whether a tap may confirm: a setting that earlier confirmations never had.
    static let version4 = """
        ALTER TABLE confirmations ADD COLUMN confirms_by_button INTEGER NOT NULL DEFAULT 0;

        """
}
