public import CountersignCore

/// What happened at one simulated platform so far.
public struct PlatformCounts: Equatable, Sendable {
    /// Requests to send a message.
    public var requests = 0
    /// Of those, taken: also the ones whose answer did not say so.
    public var accepted = 0
    /// Repeats of a message that had been taken before.
    public var repeats = 0
    /// Refused as the platform refuses what is wrong.
    public var refused = 0
    /// Answered 429.
    public var limited = 0
    /// Answered 5xx.
    public var serverErrors = 0
    /// Never answered.
    public var unanswered = 0
    /// Messages that reached their phone.
    public var delivered = 0
    /// Messages that were taken and never arrived.
    public var lost = 0
    /// Messages for phones that could not receive them.
    public var undeliverable = 0
    /// Messages that were taken back before they arrived.
    public var revoked = 0
    /// Messages still on their way.
    public var onTheWay = 0
    /// Honest reports that the service took, each once.
    public var reports = 0
    /// Reports that were sent a second time.
    public var duplicateReports = 0
    /// Reports that claimed the delivery of a lost message.
    public var falseReports = 0
    /// Reports with a wrong signature, and those among them that the service took.
    public var forgedReports = 0
    /// Forged reports that the service took; there must be none.
    public var forgedReportsTaken = 0
    /// Reports that the service never took.
    public var reportsGivenUp = 0
    /// Answers of payers that the service took.
    public var replies = 0

    /// Nothing so far.
    public init() {}

    /// Whether everything that was taken is accounted for.
    public var addsUp: Bool {
        accepted == delivered + lost + undeliverable + revoked + onTheWay
            && requests == accepted + repeats + refused + limited + serverErrors + unanswered
                - processedAnyway
    }

    /// Requests that were taken although their answer did not say so.
    public var processedAnyway = 0

    /// The counts by their names.
    public var json: JSONValue {
        .members([
            "requests": .integer(requests),
            "accepted": .integer(accepted),
            "processed_anyway": .integer(processedAnyway),
            "repeats": .integer(repeats),
            "refused": .integer(refused),
            "rate_limited": .integer(limited),
            "server_errors": .integer(serverErrors),
            "unanswered": .integer(unanswered),
            "delivered": .integer(delivered),
            "lost": .integer(lost),
            "undeliverable": .integer(undeliverable),
            "revoked": .integer(revoked),
            "on_the_way": .integer(onTheWay),
            "reports": .integer(reports),
            "duplicate_reports": .integer(duplicateReports),
            "false_reports": .integer(falseReports),
            "forged_reports": .integer(forgedReports),
            "forged_reports_taken": .integer(forgedReportsTaken),
            "reports_given_up": .integer(reportsGivenUp),
            "replies": .integer(replies),
        ])
    }
}
