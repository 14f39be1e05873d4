import CountersignCore
import CountersignMessaging

/// What becomes of a message that a simulated platform took.
struct Delivery: Sendable {
    /// What the phone will show; nil when nothing arrives.
    let message: SimulatedMessage?
    /// What the platform has to report, in order.
    let reports: [Report]
    /// What chance decided about it.
    let fate: Fate

    /// One thing that happens to it.
    struct Step: Equatable, Sendable {
        /// Milliseconds since the step before.
        let afterMilliseconds: Int
        let action: Action
    }

    /// What happens in a step.
    enum Action: Equatable, Sendable {
        /// The phone shows the message.
        case arrive
        /// The report with this place is posted.
        case post(Int, Honesty)
    }

    /// Whether a report is what the platform would say.
    enum Honesty: Equatable, Sendable {
        case honest
        /// A second time.
        case again
        /// It claims an arrival that never happened.
        case untrue
        /// Somebody else sends it, without the secret.
        case forged
    }

    /// Everything that happens, in order.
    var steps: [Step] {
        let arrives = message != nil && !fate.isLost
        var posts: [(place: Int, honesty: Honesty)] = []
        for (place, report) in reports.enumerated() {
            switch report.meaning {
            case .progress, .failure: posts.append((place, .honest))
            case .arrival:
                if arrives { posts.append((place, .honest)) }
                if !arrives, fate.isFalse { posts.append((place, .untrue)) }
            case .expiry: if !arrives { posts.append((place, .honest)) }
            }
        }
        if fate.isReordered { posts.reverse() }
        if fate.isDuplicated { posts += posts.map { ($0.place, .again) } }
        if fate.isForged, let last = reports.indices.last {
            let claim = reports.firstIndex { $0.meaning == .arrival } ?? last
            posts.insert((claim, .forged), at: 0)
        }
        var steps: [Step] = []
        if arrives {
            steps.append(Step(afterMilliseconds: fate.arrivesAfterMilliseconds, action: .arrive))
        }
        for (place, honesty) in posts {
            let wait = steps.isEmpty ? fate.arrivesAfterMilliseconds : fate.reportsAfterMilliseconds
            steps.append(
                Step(
                    afterMilliseconds: wait + reports[place].afterMilliseconds,
                    action: .post(place, honesty)
                )
            )
        }
        return steps
    }
}

/// One report of a platform, made anew for each attempt because its proof may hold the time.
struct Report: Sendable {
    /// What a report says of its message.
    enum Meaning: Sendable {
        /// It is on its way.
        case progress
        /// It arrived.
        case arrival
        /// It failed.
        case failure
        /// Its time ran out.
        case expiry
    }

    /// What a request is made from.
    struct Moment: Sendable {
        /// The service's base URL; nil while it is not known.
        let service: String?
        /// When it happened.
        let happenedAt: Instant
        /// When this attempt is made.
        let now: Instant
        /// Whether the proof has to be wrong.
        let isForged: Bool
    }

    let meaning: Meaning
    /// Milliseconds beyond the usual ones before it is posted.
    var afterMilliseconds = 0
    /// Makes the request; nil while it is not known where to send it.
    let request: @Sendable (Moment) -> OutboundRequest?

    /// Longest time for one attempt in milliseconds.
    static let timeoutMillisecondsMax = 5_000
    /// Largest answer that is read in bytes; nothing in it is used but by ``Subscription``.
    static let answerBytesMax = 4_096

    /// A POST to a URL of the service's.
    static func post(
        _ body: [UInt8],
        to url: String,
        contentType: String = "application/json",
        proof: [(name: String, value: String)]
    ) -> OutboundRequest {
        OutboundRequest(
            url: url,
            headers: [("Content-Type", contentType)] + proof,
            body: body,
            timeoutMillisecondsMax: timeoutMillisecondsMax,
            answerBytesMax: answerBytesMax
        )
    }

    /// Where a provider's callbacks reach the service.
    static func callbackURL(of provider: String, at service: String) -> String {
        "\(service)/v1/callbacks/\(provider)"
    }
}
