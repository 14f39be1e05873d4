import CountersignHTTP

/// `countersign demo`.
struct DemoCommand: Command {
    static let synopsis = Synopsis(
        words: ["demo"],
        summary: "show one whole payment with a simulator, then a shop at /demo",
        options: [
            .flag("once", "end after the printed flow; status 0 if every step held"),
            .value("listen", "ADDRESS:PORT", "default: 127.0.0.1:8080"),
            .value("scenario", "FILE", "how the platforms behave once the printed flow is over"),
            .templates, .policies,
        ],
        examples: [
            "countersign demo --once", "countersign demo --listen 127.0.0.1:9090",
            "countersign demo --scenario outage.json5",
        ],
        detail: "Store and keys are temporary. No message leaves this computer."
    )

    private let options: DemoOptions

    init(_ arguments: Arguments) throws(UsageFault) {
        var listen: ListenAddress?
        if let text = arguments.value("listen") {
            guard let address = ListenAddress(parsing: text), address.isLoopback else {
                throw UsageFault("--listen takes an address of this machine, e.g. 127.0.0.1:8080")
            }
            listen = address
        }
        let scenario = arguments.value("scenario")
        guard scenario == nil || !arguments.has("once") else {
            throw UsageFault("--scenario begins after the printed flow; leave --once out")
        }
        options = DemoOptions(
            isOnce: arguments.has("once"),
            listen: listen ?? .standard,
            scenario: scenario,
            places: Assets.Places(arguments)
        )
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        try await runDemo(options, in: surroundings)
    }
}

/// What `countersign demo` was told.
struct DemoOptions: Sendable {
    /// Whether it ends after the printed flow.
    let isOnce: Bool
    /// Where to listen; always this machine only.
    let listen: ListenAddress
    /// The scenario that begins after the printed flow, as typed; nil for a calm day.
    let scenario: String?
    /// Where templates and policies are.
    let places: Assets.Places
}
