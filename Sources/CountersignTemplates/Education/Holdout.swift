internal import CountersignCore

/// The payers who get no tip, so that the effect of tips can be measured.
public enum Holdout {
    /// Whether a payer is one of them: always the same answer for the same payer and share.
    ///
    /// Whoever is of a smaller holdout is of every larger one too.
    /// - Parameters:
    ///   - recipient: the keyed hash of the destination, as in the context.
    ///   - tenThousandths: the share, 1,000 for one payer in ten.
    public static func includes(_ recipient: [UInt8], tenThousandths: Int) -> Bool {
        // Apart from other numbers that are drawn from the same bytes.
        let hash = SteadyHash.mixed(SteadyHash.of(recipient) ^ 0x686F_6C64_6F75_7400)
        return SteadyHash.number(below: 10_000, from: hash) < tenThousandths
    }
}
