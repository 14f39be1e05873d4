import CountersignCore

/// Wrong codes in a row of a recipient.
enum RecipientRow {
    /// What the recipient of a confirmation is counted under.
    ///
    /// Test keys count apart: they can read every code, so they must neither clear nor fill the count that
    /// protects the same phone from live keys.
    static func key(of confirmation: Confirmation) -> [UInt8] {
        let recipient = confirmation.context.recipient
        return confirmation.mode == .live ? recipient : recipient + [0]
    }
}
