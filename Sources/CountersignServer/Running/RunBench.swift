/// Measures flows beside the machine's own floor.
func runBench(
    _ options: BenchOptions,
    in surroundings: Surroundings
) async throws(CommandFailure) -> ExitStatus {
    throw .unusable("the bench is not part of this build")
}
