extension Schema {
    /// Versions of policies with their lists, author and note; and what a decision was made from where
    /// an amendment has changed it since.
    ///
    /// The columns stay null until the first amendment, so that most rows don't grow.
    static let version7 = """
        ALTER TABLE policy_versions ADD COLUMN lists BLOB; -- sealed; null without lists
        ALTER TABLE policy_versions ADD COLUMN author TEXT NOT NULL DEFAULT 'file';
        ALTER TABLE policy_versions ADD COLUMN note TEXT;
        ALTER TABLE confirmations ADD COLUMN decided_amount INTEGER;
        ALTER TABLE confirmations ADD COLUMN decided_currency TEXT;
        ALTER TABLE confirmations ADD COLUMN decided_payee TEXT;
        ALTER TABLE confirmations ADD COLUMN decided_reference TEXT;

        """
}
