/// How requests follow each other.
public enum LoadPace: Equatable, Sendable {
    /// Each connection sends its next request when its answer is whole.
    case closed
    /// So many requests a second, whether or not answers come; a request's latency counts from the
    /// moment it was due, so that waiting for a free connection shows.
    case perSecond(Double)
}

/// What a load consists of, and its bounds.
public struct LoadPlan: Equatable, Sendable {
    /// How requests follow each other.
    public var pace: LoadPace
    /// Most requests.
    public var requestsMax: Int
    /// No request is begun after so many seconds.
    public var secondsMax: Double
    /// The run ends when requests are under way and no answer came for so many seconds.
    public var silentSecondsMax: Double

    /// A plan.
    public init(
        _ pace: LoadPace = .closed,
        requestsMax: Int = .max,
        secondsMax: Double = 600,
        silentSecondsMax: Double = 15
    ) {
        self.pace = pace
        self.requestsMax = requestsMax
        self.secondsMax = secondsMax
        self.silentSecondsMax = silentSecondsMax
    }
}

/// One whole answer.
public struct LoadAnswer: Sendable {
    /// The number of its request, from 0.
    public let index: Int
    /// The HTTP status.
    public let status: Int
    /// The body; copy what is to be kept.
    public let body: ArraySlice<UInt8>
    /// When its request was due, on the bench's clock in nanoseconds.
    public let dueNanoseconds: UInt64
}

/// What a load came to.
public struct LoadResult: Equatable, Sendable {
    /// Why it ended.
    public enum Ending: String, Equatable, Sendable {
        /// Every request was sent and answered or lost.
        case complete
        /// The server is gone: connecting fails, or every connection breaks.
        case unreachable
        /// The server is silent.
        case silent
    }

    /// Requests that were begun.
    public internal(set) var requests = 0
    /// Whole answers by status.
    public internal(set) var statuses: [Int: Int] = [:]
    /// Requests whose connection broke before their answer was whole.
    public internal(set) var lost = 0
    /// Connections that were made anew.
    public internal(set) var reconnects = 0
    /// From the first request to the last answer, in seconds.
    public internal(set) var seconds = 0.0
    /// From due to answered.
    public internal(set) var latencies = LatencyHistogram()
    /// Why it ended.
    public internal(set) var ending = Ending.complete

    /// Whole answers.
    public var answers: Int { latencies.count }
    /// Whole answers a second.
    public var perSecond: Double { seconds > 0 ? Double(answers) / seconds : 0 }
}
