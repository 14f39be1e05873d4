/// Shows one whole payment, then serves the demo shop.
func runDemo(
    _ options: DemoOptions,
    in surroundings: Surroundings
) async throws(CommandFailure) -> ExitStatus {
    throw .unusable("the demo is not part of this build")
}
