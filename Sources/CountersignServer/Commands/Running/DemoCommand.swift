import CountersignHTTP

/// `countersign demo`.
struct DemoCommand: Command {
    static let synopsis = Synopsis(
        words: ["demo"],
        summary: "show one whole payment with a simulator, then a shop at /demo",
        options: [
            .flag("once", "end after the printed flow; status 0 if every step held"),
            .value("listen", "ADDRESS:PORT", "default: 127.0.0.1:8080"),
            .templates, .policies,
        ],
        examples: ["countersign demo --once", "countersign demo --listen 127.0.0.1:9090"],
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
        options = DemoOptions(
            isOnce: arguments.has("once"),
            listen: listen ?? .standard,
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
    /// Where templates and policies are.
    let places: Assets.Places
}
