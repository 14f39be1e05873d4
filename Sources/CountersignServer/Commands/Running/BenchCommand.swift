import CountersignHTTP

/// `countersign bench`.
struct BenchCommand: Command {
    static let synopsis = Synopsis(
        words: ["bench"],
        summary: "measure confirmations beside the machine's own floor",
        parameters: [
            .init(
                name: "WHAT",
                summary: "flows (default), delivery, policy or render",
                isRequired: false
            )
        ],
        options: [
            .value("seconds", "NUMBER", "length of each measurement (default: 5)"),
            .value("connections", "NUMBER", "keep-alive connections (default: 64)"),
            .value("messages", "NUMBER", "messages of `bench delivery` (default: 100000)"),
            .flag(
                "outage",
                "leave the service of `bench delivery` alive while its gateway is stuck"
            ),
            .value("decisions", "NUMBER", "decisions of `bench policy` (default: 100000)"),
            .value("rate", "NUMBER", "flows a second instead of as many as possible"),
            .value("directory", "FOLDER", "where the store lies (default: the working directory)"),
            .value("url", "URL", "a running service; a live key in COUNTERSIGN_KEY"),
            .value("sink", "ADDRESS:PORT", "where the bench plays the SMS gateway (default: free)"),
            .value("ledger", "FILE", "gets the id of every confirmation that was answered 201"),
            .value("check-ledger", "FILE", "reads these ids from --url instead, as after a crash"),
            .templates, .policies, .json,
        ],
        examples: [
            "countersign bench", "countersign bench flows --seconds 10 --connections 64 --json",
            "countersign bench delivery --messages 20000",
            "countersign bench delivery --outage --messages 100000",
            "countersign bench policy --decisions 1000000 --directory .",
            "countersign bench render --templates Templates",
            "countersign bench --url http://127.0.0.1:8080 --check-ledger answered.txt",
        ],
        detail: """
            The floor is measured in the same run: fdatasync, bare group commit of the same rows, a bare
            HTTP answer of the same size. `delivery` measures the transport beside a bare loop over libcurl, and
            how fast the messages leave that a killed service left behind, or with --outage those that waited in a
            live one until its gateway worked again. `policy` measures a decision by the number of rules, and a
            rehearsal on a store that it fills. `render` measures a message of every template, language and channel.
            Build with -c release, or the figures mean nothing.
            """
    )

    private let options: BenchOptions

    init(_ arguments: Arguments) throws(UsageFault) {
        let what = arguments.parameter(0)
        let kinds = ["flows", "delivery", "policy", "render"]
        guard what.isEmpty || kinds.contains(what) else {
            throw UsageFault(
                "WHAT takes flows, delivery, policy or render"
                    + Arguments.suggestion(for: what, among: kinds)
            )
        }
        if what == "delivery", arguments.value("url") != nil {
            throw UsageFault("delivery kills and restarts a service of its own; leave --url out")
        }
        if what != "delivery", arguments.has("outage") {
            throw UsageFault("--outage belongs to bench delivery")
        }
        if ["policy", "render"].contains(what), arguments.value("url") != nil {
            throw UsageFault("\(what) needs no service; leave --url out")
        }
        if let url = arguments.value("url"), let fault = WebAddress.fault(of: url) {
            throw UsageFault("--url \(fault)")
        }
        options = BenchOptions(
            sink: try BenchCommand.sink(arguments),
            ledger: arguments.value("ledger"),
            checkedLedger: arguments.value("check-ledger"),
            isDelivery: what == "delivery",
            isRender: what == "render",
            isOutage: arguments.has("outage"),
            decisions: what == "policy"
                ? try arguments.integer("decisions", in: 1_000...10_000_000) ?? 100_000 : nil,
            messages: try arguments.integer("messages", in: 1_000...1_000_000) ?? 100_000,
            seconds: try arguments.integer("seconds", in: 1...3_600) ?? 5,
            connections: try arguments.integer("connections", in: 1...4_096) ?? 64,
            ratePerSecond: try arguments.integer("rate", in: 1...1_000_000),
            directory: arguments.value("directory"),
            url: arguments.value("url"),
            places: Assets.Places(arguments),
            isJSON: arguments.has("json")
        )
    }

    private static func sink(_ arguments: Arguments) throws(UsageFault) -> ListenAddress {
        guard let text = arguments.value("sink") else {
            return ListenAddress(host: "127.0.0.1", port: 0)
        }
        guard let address = ListenAddress(parsing: text), address.isLoopback else {
            throw UsageFault("--sink takes an address of this machine, e.g. 127.0.0.1:9099")
        }
        return address
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        try await runBench(options, in: surroundings)
    }
}

/// What `countersign bench` was told.
struct BenchOptions: Sendable {
    /// Where the bench plays the SMS gateway.
    let sink: ListenAddress
    /// A file that gets the ids of what was answered 201, as typed.
    let ledger: String?
    /// A ledger to be checked against a restarted service, as typed.
    let checkedLedger: String?
    /// Whether the delivery is measured instead of the flows.
    let isDelivery: Bool
    /// Whether the rendering of messages is measured instead of the flows.
    let isRender: Bool
    /// Whether the delivery's service lives through the outage instead of being killed.
    let isOutage: Bool
    /// Decisions of the policy's bench; nil for another one.
    let decisions: Int?
    /// Messages of the delivery's bench.
    let messages: Int
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
    /// Where templates and policies of its own service are.
    let places: Assets.Places
    /// Whether the result is printed as JSON.
    let isJSON: Bool
}
