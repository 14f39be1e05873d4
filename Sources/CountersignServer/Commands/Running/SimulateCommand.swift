import CountersignHTTP

/// `countersign simulate`.
struct SimulateCommand: Command {
    /// Where the simulator listens unless told otherwise; its platforms take the ports behind it.
    private static let standardAddress = ListenAddress(host: "127.0.0.1", port: 9900)

    static let synopsis = Synopsis(
        words: ["simulate"],
        summary: "run a simulator of messaging platforms, or rehearse an outage with it",
        options: [
            .value("scenario", "FILE", "how the platforms behave over time (default: a calm day)"),
            .value("seed", "NUMBER", "decides what is left to chance, instead of the scenario's"),
            .value("listen", "ADDRESS:PORT", "default: 127.0.0.1:9900, and the ports behind it"),
            .value("service", "URL", "where reports go (default: http://127.0.0.1:8080)"),
            .flag(
                "rehearse",
                "drive an own service through the scenario, with and without fallback"
            ),
            .value("kill-at", "SECOND", "kill the rehearsed service then, and start it again"),
            .flag("example", "print an example of a scenario and end"),
            .templates, .policies, .json,
        ],
        examples: [
            "countersign simulate --example",
            "countersign simulate --scenario outage.json5 --seed 7",
            "countersign simulate --rehearse --scenario outage.json5 --kill-at 60",
        ],
        detail: """
            Speaks the wire formats of Twilio, WhatsApp Cloud API, RCS for Business and an SMS gateway, each
            on a port of its own, and prints a configuration for a service of yours. No message leaves this
            computer. SIGTERM ends it; with --json it then prints what it counted. A rehearsal ends by
            itself, with status 1 when its counts do not add up.
            """
    )

    private let options: SimulateOptions

    init(_ arguments: Arguments) throws(UsageFault) {
        var listen = SimulateCommand.standardAddress
        if let text = arguments.value("listen") {
            guard let address = ListenAddress(parsing: text), address.isLoopback else {
                throw UsageFault("--listen takes an address of this machine, e.g. 127.0.0.1:9900")
            }
            listen = address
        }
        let service = arguments.value("service") ?? ServiceClient.standardURL
        if let fault = WebAddress.fault(of: service) { throw UsageFault("--service \(fault)") }
        let killSecond = try arguments.integer("kill-at", in: 0...3_600)
        guard killSecond == nil || arguments.has("rehearse") else {
            throw UsageFault("--kill-at belongs to --rehearse")
        }
        let places = Assets.Places(arguments)
        guard arguments.has("rehearse") || places.templates == nil && places.policies == nil else {
            throw UsageFault(
                "--templates and --policies are the rehearsed service's; add --rehearse"
            )
        }
        options = SimulateOptions(
            scenario: arguments.value("scenario"),
            seed: try arguments.integer("seed", in: 0...Int.max),
            listen: listen,
            service: service.hasSuffix("/") ? String(service.dropLast()) : service,
            isRehearsal: arguments.has("rehearse"),
            killSecond: killSecond,
            places: places,
            isExample: arguments.has("example"),
            isJSON: arguments.has("json")
        )
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        try await runSimulate(options, in: surroundings)
    }
}

/// What `countersign simulate` was told.
struct SimulateOptions: Sendable {
    /// The scenario file, as typed; nil for a calm day.
    let scenario: String?
    /// The seed instead of the scenario's.
    let seed: Int?
    /// Where the simulator listens.
    let listen: ListenAddress
    /// The base URL of the service, without a slash at its end.
    let service: String
    /// Whether an own service is driven through the scenario.
    let isRehearsal: Bool
    /// When that service is killed; nil for never.
    let killSecond: Int?
    /// Where the rehearsed service's templates and policies are.
    let places: Assets.Places
    /// Whether only an example is printed.
    let isExample: Bool
    /// Whether the result is printed as JSON.
    let isJSON: Bool
}
