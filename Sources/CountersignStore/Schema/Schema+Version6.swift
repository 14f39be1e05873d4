extension Schema {
    /// What became of the place for a tip in each message, for the education report and for hand-overs
    /// after a restart.
    ///
    /// Earlier messages had no such place. Adding a column rewrites no row.
    static let version6 = """
        ALTER TABLE messages ADD COLUMN tip_fate TEXT; -- shown, holdout, no_room, no_tip
        ALTER TABLE messages ADD COLUMN tip TEXT;
        ALTER TABLE messages ADD COLUMN tip_variant INTEGER;

        """
}
