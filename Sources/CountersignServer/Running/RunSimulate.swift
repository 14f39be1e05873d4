import CountersignCore
import CountersignHTTP
import CountersignKeys
import CountersignSimulator
import CountersignTransport

/// Runs the simulator until it is told to stop, or rehearses a scenario with it.
func runSimulate(
    _ options: SimulateOptions,
    in surroundings: Surroundings
) async throws(CommandFailure) -> ExitStatus {
    if options.isExample {
        surroundings.console.output(Scenario.example)
        return .done
    }
    let scenario = try SimulatorStart.scenario(
        options.scenario,
        seed: options.seed,
        in: surroundings
    )
    FileLimit.raise()
    if options.isRehearsal { return try await rehearse(scenario, options, in: surroundings) }
    let signals = Signals()
    let carrier = try Service.makeCarrier()
    let secrets = SimulatorSecrets(
        from: surroundings.entropy,
        environment: surroundings.environment,
        rcsAccount: ServiceAccount(privateKeyPEM: WirePrivateKey.newRSAPEM()),
        apnsAccount: SimulatorStart.apnsAccount(
            surroundings.environment[SimulatorConfiguration.apnsKey].map { Array($0.utf8) }
                ?? WirePrivateKey.newP256PEM()
        )
    )
    var settings = SimulatorSettings.standalone
    settings.scenario = scenario
    let simulator = try SimulatorStart.start(
        carrier,
        secrets,
        settings,
        at: options.listen,
        in: surroundings
    )
    simulator.setService(options.service)
    simulator.beginScenario()
    let guide = SimulatorGuide.text(of: simulator, secrets, settings, service: options.service)
    // A program reads only the counts.
    let tell = options.isJSON ? surroundings.console.diagnostics : surroundings.console.output
    tell(guide)
    let subscribing = Task { await subscribe(simulator, surroundings.console) }
    for await signal in signals.stream where signal == .stop { break }
    subscribing.cancel()
    await subscribing.value
    await simulator.stop()
    await carrier.stop(withinMilliseconds: 100)
    let counts = simulator.countsJSON
    surroundings.console.output(
        options.isJSON ? JSONText.text(counts) + "\n" : SimulatorGuide.text(simulator.counts)
    )
    return .done
}

/// Does the platforms' handshakes until the service has completed them.
private func subscribe(_ simulator: Simulator, _ console: Console) async {
    while !Task.isCancelled {
        let missing = await simulator.subscribe()
        if missing.isEmpty {
            console.note("The service completed the webhook handshakes.")
            return
        }
        try? await Task.sleep(for: .seconds(2))
    }
}

/// The scenario twice, with fallback and without.
private func rehearse(
    _ scenario: Scenario,
    _ options: SimulateOptions,
    in surroundings: Surroundings
) async throws(CommandFailure) -> ExitStatus {
    var runs: [RehearsalResult] = []
    for hasFallback in [true, false] {
        let plan = scenario.rehearsal
        surroundings.console.note(
            "\(plan.payments) payments over \(Int(plan.seconds)) s "
                + (hasFallback ? "with fallback to \(plan.backup.rawValue)" : "without fallback")
        )
        runs.append(
            try await RehearsalRun(
                scenario: scenario,
                hasFallback: hasFallback,
                killSecond: options.killSecond.map(Double.init),
                places: options.places,
                surroundings: surroundings
            ).run()
        )
    }
    let report = RehearsalReport(scenario: scenario, runs: runs)
    surroundings.console.output(
        options.isJSON ? JSONText.text(report.json) + "\n" : report.text
    )
    return report.faults.isEmpty ? .done : .findings
}
