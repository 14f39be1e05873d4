extension Schema {
    /// Messages know what their failure asks for: a channel that was left stays left after a restart.
    static let version3 = "ALTER TABLE messages ADD COLUMN failure_class TEXT;"
}
