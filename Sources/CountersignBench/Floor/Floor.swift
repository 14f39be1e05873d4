/// How the machine's floor is measured.
public struct FloorSettings: Sendable {
    /// The folder of the service's store: the floor lies on the same disk.
    public var directory: String
    /// Tasks that commit side by side, and connections of the bare HTTP answer.
    public var connections = 64
    /// Most seconds of each measurement.
    public var secondsMax = 3.0
    /// Most operations of each measurement.
    public var operationsMax = 100_000

    /// The usual bounds in a folder.
    public init(directory: String) {
        self.directory = directory
    }
}

/// What this machine can do with nothing of ours in the way.
public struct FloorResult: Equatable, Sendable {
    /// Appends of a small block to a file, each flushed to the disk, by one thread.
    public let syncsPerSecond: Double
    /// Commits of the rows of a create: those that its answer waits for, and those of its hand-over in
    /// a second transaction.
    public let createCommitsPerSecond: Double
    /// Commits of those rows of a create that its answer waits for.
    public let createAloneCommitsPerSecond: Double
    /// Commits of the rows of a verification.
    public let verifyCommitsPerSecond: Double
    /// HTTP answers as long as a create's, by a responder that does nothing.
    public let answers: LoadResult

    /// Figures that are known.
    public init(
        syncsPerSecond: Double,
        createCommitsPerSecond: Double,
        createAloneCommitsPerSecond: Double,
        verifyCommitsPerSecond: Double,
        answers: LoadResult
    ) {
        self.syncsPerSecond = syncsPerSecond
        self.createCommitsPerSecond = createCommitsPerSecond
        self.createAloneCommitsPerSecond = createAloneCommitsPerSecond
        self.verifyCommitsPerSecond = verifyCommitsPerSecond
        self.answers = answers
    }
}

/// Measures the floor; files of its own are removed again.
public struct Floor: Sendable {
    private let settings: FloorSettings

    /// A floor to be measured.
    public init(_ settings: FloorSettings) { self.settings = settings }

    /// Measures one after the other, so that none takes time from another.
    /// - Throws: ``BenchFailure``.
    public func measure() async throws(BenchFailure) -> FloorResult {
        let rows = try FloorRows()
        let syncs = try await SyncFloor(settings).measure()
        let commits = try await CommitFloor(settings, rows: rows).measure()
        let answers = try await AnswerFloor(settings, rows: rows).measure()
        return FloorResult(
            syncsPerSecond: syncs,
            createCommitsPerSecond: commits.creates,
            createAloneCommitsPerSecond: commits.createsAlone,
            verifyCommitsPerSecond: commits.verifies,
            answers: answers
        )
    }
}
