/// `countersign bench`.
struct BenchCommand: Command {
    static let synopsis = Synopsis(
        words: ["bench"],
        summary: "measure confirmations beside the machine's own floor",
        parameters: [.init(name: "WHAT", summary: "flows (default)", isRequired: false)],
        options: [
            .value("seconds", "NUMBER", "length of each measurement (default: 5)"),
            .value("connections", "NUMBER", "keep-alive connections (default: 64)"),
            .value("rate", "NUMBER", "flows a second instead of as many as possible"),
            .value("directory", "FOLDER", "where the store lies (default: the working directory)"),
            .value("url", "URL", "a running service; its test key in COUNTERSIGN_KEY"),
            .json,
        ],
        examples: [
            "countersign bench", "countersign bench flows --seconds 10 --connections 64 --json",
        ],
        detail: """
            The floor is measured in the same run: fdatasync, bare group commit of the same rows, a bare
            HTTP answer of the same size. Build with -c release, or the figures mean nothing.
            """
    )

    private let options: BenchOptions

    init(_ arguments: Arguments) throws(UsageFault) {
        let what = arguments.parameter(0)
        guard what.isEmpty || what == "flows" else {
            throw UsageFault("WHAT takes flows" + Arguments.suggestion(for: what, among: ["flows"]))
        }
        if let url = arguments.value("url"), let fault = WebAddress.fault(of: url) {
            throw UsageFault("--url \(fault)")
        }
        options = BenchOptions(
            seconds: try arguments.integer("seconds", in: 1...3_600) ?? 5,
            connections: try arguments.integer("connections", in: 1...4_096) ?? 64,
            ratePerSecond: try arguments.integer("rate", in: 1...1_000_000),
            directory: arguments.value("directory"),
            url: arguments.value("url"),
            isJSON: arguments.has("json")
        )
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        try await runBench(options, in: surroundings)
    }
}

/// What `countersign bench` was told.
struct BenchOptions: Sendable {
    /// Length of each measurement in seconds.
    let seconds: Int
    /// Keep-alive connections.
    let connections: Int
    /// Flows a second; nil for as many as possible.
    let ratePerSecond: Int?
    /// Where the store lies, as typed.
    let directory: String?
    /// A running service; nil for one of its own.
    let url: String?
    /// Whether the result is printed as JSON.
    let isJSON: Bool
}
