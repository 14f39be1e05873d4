/// An education report: what became of payments with a tip, beside those that would have got the same one
/// and were held out.
public struct EducationStatistics: Equatable, Sendable {
    /// Below so many payments on either side nothing is said about a difference.
    public static let paymentsMin = 100

    /// Payments that one tip was chosen for.
    public struct Row: Equatable, Sendable {
        /// The tip; nil where rows don't differ in it.
        public let tip: String?
        /// The language; nil where rows don't differ in it.
        public let locale: String?
        /// What became of those who were shown it.
        public internal(set) var shown = EducationFigures()
        /// What became of those who were not.
        public internal(set) var holdout = EducationFigures()

        /// How much more often those with the tip confirmed.
        public var confirmed: Effect { Effect(shown.confirmedShare, holdout.confirmedShare) }
        /// How much more often those with the tip denied.
        public var denied: Effect { Effect(shown.deniedShare, holdout.deniedShare) }
    }

    /// Payments whose messages had a place for a tip and no tip to go there.
    public struct Untold: Equatable, Sendable {
        /// ``MessageTip/Fate/noRoom`` or ``MessageTip/Fate/noTip``.
        public let fate: MessageTip.Fate
        /// What became of them; they are other payments than those with a tip, so nothing is compared.
        public internal(set) var figures = EducationFigures()
    }

    /// The effect of a tip on a share.
    public struct Effect: Equatable, Sendable {
        /// What can be said of it.
        public enum Judgement: String, CaseIterable, Sendable {
            /// One side has fewer than ``EducationStatistics/paymentsMin`` payments: too few to say.
            case tooFew = "too-few"
            /// The difference may well be chance: its bounds lie on both sides of zero.
            case unclear
            /// The share is higher with the tip.
            case higher
            /// The share is lower with the tip.
            case lower
        }

        /// The difference with its bounds; nil where there are too few payments to say.
        public let difference: ShareDifference?

        init(_ shown: ShareInterval?, _ holdout: ShareInterval?) {
            let least = EducationStatistics.paymentsMin
            guard let shown, let holdout, shown.whole >= least, holdout.whole >= least else {
                difference = nil
                return
            }
            difference = ShareDifference(shown, minus: holdout)
        }

        /// What can be said of it.
        public var judgement: Judgement {
            guard let difference else { return .tooFew }
            if difference.low > 0 { return .higher }
            return difference.high < 0 ? .lower : .unclear
        }
    }

    /// What was asked.
    public let query: EducationQuery
    /// Rows in the order of tips, then of languages.
    public let rows: [Row]
    /// All tips in one row.
    public let total: Row
    /// Payments without a tip, by why.
    public let untold: [Untold]

    /// A report from a tally.
    public init(_ query: EducationQuery, tally: EducationTally) {
        var rows: [Place: Row] = [:]
        var total = Row(tip: nil, locale: nil)
        var untold: [Untold] = [Untold(fate: .noRoom), Untold(fate: .noTip)]
        for (key, figures) in tally.figures {
            guard let tip = key.tip else {
                for index in untold.indices where untold[index].fate == key.fate {
                    untold[index].figures.add(figures)
                }
                continue
            }
            let place = Place(
                tip: query.dimensions.contains(.tip) ? tip : nil,
                locale: query.dimensions.contains(.locale) ? key.locale : nil
            )
            rows[place, default: Row(tip: place.tip, locale: place.locale)].add(figures, key.fate)
            total.add(figures, key.fate)
        }
        self.query = query
        self.total = total
        self.untold = untold
        self.rows =
            query.dimensions.isEmpty
            ? [] : rows.sorted { $0.key.precedes($1.key) }.map(\.value)
    }

    /// The dimensions that rows differ in, in order.
    public var dimensions: [EducationDimension] {
        EducationDimension.allCases.filter(query.dimensions.contains)
    }

    private struct Place: Hashable {
        let tip: String?
        let locale: String?

        func precedes(_ other: Place) -> Bool {
            let (own, others) = ([tip ?? "", locale ?? ""], [other.tip ?? "", other.locale ?? ""])
            for (one, another) in zip(own, others) where !one.utf8.elementsEqual(another.utf8) {
                return one.utf8.lexicographicallyPrecedes(another.utf8)
            }
            return false
        }
    }
}

extension EducationStatistics.Row {
    fileprivate mutating func add(_ figures: EducationFigures, _ fate: MessageTip.Fate) {
        switch fate {
        case .shown: shown.add(figures)
        case .holdout: holdout.add(figures)
        case .noRoom, .noTip: break
        }
    }
}
