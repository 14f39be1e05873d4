/// What a bench found, beside the machine's floor.
public struct BenchReport: Equatable, Sendable {
    /// The flows.
    public let flow: FlowResult
    /// The floor; nil when it was not measured.
    public let floor: FloorResult?
    /// Memory of the service's process, where it is known.
    public let memory: MemoryUse?
    /// How long the service took to start, in milliseconds, where it is known.
    public let startMilliseconds: Int?

    /// A report.
    public init(
        flow: FlowResult,
        floor: FloorResult?,
        memory: MemoryUse? = nil,
        startMilliseconds: Int? = nil
    ) {
        self.flow = flow
        self.floor = floor
        self.memory = memory
        self.startMilliseconds = startMilliseconds
    }

    /// Whether every request was answered as it must be and every message came; else the figures
    /// don't count and the command fails.
    public var isWhole: Bool { flow.faults.isEmpty && flow.verifies != nil }

    /// Creates a second over bare commits of the same rows, those of the hand-over among them; nil when
    /// one is missing.
    public var createOverFloor: Double? {
        BenchReport.ratio(flow.creates?.load.perSecond, floor?.createCommitsPerSecond)
    }

    /// Creates a second over bare commits of the rows that the answer waits for; nil when one is missing.
    ///
    /// The service also commits the hand-over in that time, so even a free one does not reach 1.
    public var createOverFloorAlone: Double? {
        BenchReport.ratio(flow.creates?.load.perSecond, floor?.createAloneCommitsPerSecond)
    }

    /// Verifications a second over bare commits of the same rows; nil when one is missing.
    public var verifyOverFloor: Double? {
        BenchReport.ratio(flow.verifies?.load.perSecond, floor?.verifyCommitsPerSecond)
    }

    /// Creates a second over bare HTTP answers of the same size; nil when one is missing.
    public var createOverAnswers: Double? {
        BenchReport.ratio(flow.creates?.load.perSecond, floor?.answers.perSecond)
    }

    private static func ratio(_ value: Double?, _ floor: Double?) -> Double? {
        guard let value, let floor, floor > 0 else { return nil }
        return value / floor
    }
}
