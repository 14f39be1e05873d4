/// What simulated payers do with a message that reached them.
///
/// Shares are from 0 to 1.
public struct PayerModel: Equatable, Sendable {
    /// What one payer does.
    public enum Intent: Equatable, Sendable {
        /// Types the code, or taps the button that approves.
        case confirm
        /// Says that it was somebody else.
        case deny
        /// Does nothing.
        case ignore
    }

    /// Payers who confirm.
    public var confirm = 1.0
    /// Payers who deny.
    public var deny = 0.0
    /// From the arrival of the message to what they do.
    public var after = Latency.lognormal(p50Milliseconds: 9_000, p95Milliseconds: 30_000)

    /// Payers who all confirm.
    public init() {}

    /// What the payer with this number does, and how long after the message came.
    func intent(seed: UInt64, payer: UInt64) -> (intent: Intent, afterMilliseconds: Int) {
        var chance = SeededChance(seed: seed, stream: "payers", index: payer)
        let draw = chance.unit()
        let milliseconds = after.milliseconds(chance.unit(), chance.unit())
        let intent: Intent =
            draw < confirm ? .confirm : draw < confirm + deny ? .deny : .ignore
        return (intent, milliseconds)
    }
}
