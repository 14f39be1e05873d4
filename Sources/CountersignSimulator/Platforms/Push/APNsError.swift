import CountersignAPI
import CountersignCore

/// A refusal of Apple's push notification service.
///
/// Source: apns.md, "Send".
struct APNsError: Error, Equatable {
    let status: Int
    let reason: String
    /// Since when a device's token is not in use; only with 410.
    var goneSince: Instant?

    static func bad(_ reason: String) -> APNsError { APNsError(status: 400, reason: reason) }
    static func forbidden(_ reason: String) -> APNsError { APNsError(status: 403, reason: reason) }

    static let path = APNsError(status: 404, reason: "BadPath")
    static let method = APNsError(status: 405, reason: "MethodNotAllowed")
    static let tooLarge = APNsError(status: 413, reason: "PayloadTooLarge")
    static let tooMany = APNsError(status: 429, reason: "TooManyRequests")
    static let faulty = APNsError(status: 500, reason: "InternalServerError")
    static let busy = APNsError(status: 503, reason: "ServiceUnavailable")

    static func gone(since moment: Instant) -> APNsError {
        APNsError(status: 410, reason: "Unregistered", goneSince: moment)
    }

    var answer: HTTPResponse {
        .simulated(
            status,
            .members([
                "reason": .string(reason),
                "timestamp": goneSince.map { .integer(Int($0.milliseconds)) },
            ])
        )
    }
}
