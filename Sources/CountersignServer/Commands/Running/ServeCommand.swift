import CountersignCore
import CountersignHTTP

/// `countersign serve`.
struct ServeCommand: Command {
    static let synopsis = Synopsis(
        words: ["serve"],
        summary: "run the service",
        options: [
            .config, .value("listen", "ADDRESS:PORT", "instead of the configuration's"),
            .templates, .policies,
        ],
        examples: [
            "countersign serve",
            "countersign serve --config /etc/countersign/countersign.json5 --listen 127.0.0.1:9090",
        ],
        detail: """
            Prints one line with its address when it is ready; logs JSON lines on standard error. SIGTERM
            and SIGINT finish what was accepted, then stop; SIGHUP reloads templates and policies.
            """
    )

    private let options: ServeOptions

    init(_ arguments: Arguments) throws(UsageFault) {
        var listen: ListenAddress?
        if let text = arguments.value("listen") {
            guard let address = ListenAddress(parsing: text) else {
                throw UsageFault("--listen takes ADDRESS:PORT, e.g. 127.0.0.1:8080 or [::1]:8080")
            }
            listen = address
        }
        options = ServeOptions(
            config: arguments.value("config") ?? ConfigurationFile.defaultName,
            listen: listen,
            places: Assets.Places(arguments)
        )
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        try await runServe(options, in: surroundings)
    }
}

/// What `countersign serve` was told.
struct ServeOptions: Sendable {
    /// The configuration file, as typed.
    let config: String
    /// Where to listen instead of where the configuration says.
    let listen: ListenAddress?
    /// Where templates and policies are.
    let places: Assets.Places
}
