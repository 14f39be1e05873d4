/// One command of the program.
protocol Command: Sendable {
    /// What it is called and takes.
    static var synopsis: Synopsis { get }
    /// Reads its arguments; they already fit the synopsis.
    init(_ arguments: Arguments) throws(UsageFault)
    /// Does the work.
    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus
}
