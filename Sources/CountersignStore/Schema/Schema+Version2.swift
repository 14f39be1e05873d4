extension Schema {
    /// What delivery reports need and could not be told: phone numbers are sealed, and `updated_at`
    /// moves on.
    ///
    /// Older messages keep nulls, which reports show as unknown. Adding a column rewrites no row.
    static let version2 = """
        ALTER TABLE messages ADD COLUMN country TEXT; -- ISO 3166-1, of the recipient's phone number
        ALTER TABLE messages ADD COLUMN delivered_at INTEGER; -- when delivery was first claimed
        """
}
