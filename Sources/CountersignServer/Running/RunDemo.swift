import CountersignCore
import CountersignSimulator

/// Shows one whole payment, then serves the demo shop.
func runDemo(
    _ options: DemoOptions,
    in surroundings: Surroundings
) async throws(CommandFailure) -> ExitStatus {
    let signals = Signals()
    let status = try await Demo(options: options, surroundings: surroundings)
        .run(until: signals.stream)
    withExtendedLifetime(signals) {}
    return status
}

/// The demo from its first line to its last; it stops early when it is told to.
struct Demo: Sendable {
    let options: DemoOptions
    let surroundings: Surroundings

    /// Runs until it is over, or until a signal says stop; the temporary folder is gone then.
    /// - Returns: 1 when a step did not hold, or when it was stopped before the last one.
    func run(until signals: AsyncStream<Signal>) async throws(CommandFailure) -> ExitStatus {
        let demo = try await DemoInstallation.open(options, in: surroundings)
        let status = await withTaskGroup(of: ExitStatus?.self) { group in
            group.addTask { await show(demo) }
            group.addTask {
                for await signal in signals where signal == .stop { break }
                return nil
            }
            var status: ExitStatus?
            // Whichever ends first ends the other.
            for await ended in group {
                status = status ?? ended
                group.cancelAll()
            }
            return status ?? .findings
        }
        await demo.close()
        return status
    }

    /// The printed flow, and unless it ends there, the time until it is told to stop.
    private func show(_ demo: DemoInstallation) async -> ExitStatus {
        let console = surroundings.console
        console.result(
            console.strong("One payment, from the request to the receipt.")
                + " Nothing leaves this computer."
        )
        console.result("Service \(demo.url)")
        console.result("SIMULATOR of an SMS gateway, WhatsApp and RCS \(demo.simulator.url)")
        let flow = DemoFlow(
            demo: demo,
            teller: DemoTeller(console),
            entropy: surroundings.entropy
        )
        do throws(CommandFailure) {
            try await flow.run()
        } catch {
            console.report(error)
            return .findings
        }
        console.result()
        console.result(console.good("Every step held."))
        if options.isOnce { return .done }
        let lines = DemoLines.text(
            url: demo.url,
            keys: demo.keys,
            codeDigits: demo.settings.codeDigits,
            program: surroundings.executable
        )
        for line in lines { console.result(line) }
        if let scenario = options.scenario {
            demo.simulator.beginScenario()
            console.result("The scenario \(scenario) begins now.")
        }
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
        return .done
    }
}
