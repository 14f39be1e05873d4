/// Claims of delivery, held against what became of the payments.
///
/// A claim can be judged once its payment was approved or denied, or its code ran out or was used
/// up. It stands unconfirmed when nobody answered to that message: the payment was not decided, or
/// only after a later message.
public struct DeliveryClaims: Equatable, Sendable {
    /// Below so many claims nothing is said about their share.
    public static let judgedMin = 30
    /// By so many standard errors a share must differ from its norm before it counts as unusual.
    public static let standardErrorsMin = 3

    /// Claims that can be judged.
    public internal(set) var judged = 0
    /// Those that nobody answered to.
    public internal(set) var unconfirmed = 0

    /// No claims.
    public init() {}

    /// Some claims.
    public init(judged: Int, unconfirmed: Int) {
        self.judged = judged
        self.unconfirmed = unconfirmed
    }

    /// Adds other claims.
    public mutating func add(_ other: DeliveryClaims) {
        judged += other.judged
        unconfirmed += other.unconfirmed
    }

    /// The part that nobody answered to; nil where there are too few to say.
    public var unconfirmedShare: Share? {
        judged < DeliveryClaims.judgedMin ? nil : Share(unconfirmed, of: judged)
    }

    /// How the share compares with an earlier one of the same route.
    public enum Judgement: String, CaseIterable, Sendable {
        /// One of them has too few claims: nothing can be said.
        case tooFew = "too-few"
        /// The difference may well be chance.
        case usual
        /// More claims stand unconfirmed than chance explains: the claims may be false.
        case above
        /// Fewer claims stand unconfirmed than chance explains.
        case below
    }

    /// Compares with the norm, by the usual test of two shares (pooled, so that shares near 0 and 1
    /// are not called unusual too early).
    public func judgement(against norm: DeliveryClaims) -> Judgement {
        guard let share = unconfirmedShare, let usual = norm.unconfirmedShare else {
            return .tooFew
        }
        let (own, other) = (Double(judged), Double(norm.judged))
        let pooled = Double(unconfirmed + norm.unconfirmed)
        let spread = pooled * (own + other - pooled)
        guard spread > 0 else { return .usual }
        let difference = Double(unconfirmed) * other - Double(norm.unconfirmed) * own
        // The square of the difference in standard errors; squared, it needs no root.
        let score = difference * difference * (own + other) / (own * other * spread)
        let least = Double(DeliveryClaims.standardErrorsMin * DeliveryClaims.standardErrorsMin)
        guard score >= least, share != usual else { return .usual }
        return share > usual ? .above : .below
    }
}
