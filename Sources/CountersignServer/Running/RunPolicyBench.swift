import CountersignBench
import CountersignCheckout
import CountersignCore
import CountersignKeys
import CountersignPolicy
import CountersignStore
import Dispatch
import Foundation

/// Measures what a decision costs by the number of rules, and a rehearsal on a store of decisions.
func runPolicyBench(
    _ options: BenchOptions,
    decisions: Int,
    in surroundings: Surroundings
) async throws(CommandFailure) -> ExitStatus {
    let evaluations = try PolicyBench.ruleCounts.map { count throws(CommandFailure) in
        try PolicyBench.evaluate(rules: count)
    }
    let counting = try PolicyBench.decideCounting(surroundings)
    let parent = surroundings.path(options.directory ?? ".")
    let folder = "\(parent)/countersign-bench-\(UUID().uuidString)"
    do {
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false
        )
    } catch {
        throw .unusable("the folder \(parent) can't be written", hint: "name another: --directory")
    }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try Installation.openStore(path: "\(folder)/store.sqlite")
    do throws(CommandFailure) {
        let rehearsal = try await PolicyBench.rehearse(decisions, in: store, surroundings)
        await store.close()
        surroundings.console.output(
            options.isJSON
                ? PolicyBench.json(evaluations, countingNanoseconds: counting, rehearsal) + "\n"
                : PolicyBench.text(evaluations, countingNanoseconds: counting, rehearsal)
        )
        return .done
    } catch {
        await store.close()
        throw error
    }
}
