import CountersignCore

/// One payment of a rehearsal, as its checkout and its payer saw it.
struct RehearsedPayment: Sendable {
    /// How it ended for those who waited.
    enum Ending: String, CaseIterable, Sendable {
        /// The payer's code was approved while the payer still waited.
        case confirmed
        /// The payer said that it was somebody else.
        case denied
        /// The payer got the message and did nothing, as the scenario wants.
        case ignored
        /// The message came too late for the payer to answer in time.
        case late
        /// No message came while the payer waited.
        case noMessage = "no_message"
        /// The service refused to ask the payer.
        case notAsked = "not_asked"
        /// The service refused the payer's code.
        case refused
        /// The service did not answer while the payer waited: it may have approved.
        case unanswered
    }

    /// The confirmation; nil when the service never said that it had asked.
    var id: String?
    var ending = Ending.notAsked
    /// From asking to approval, where it was confirmed.
    var milliseconds: Int?
}
