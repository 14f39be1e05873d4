/// A delivery report: what became of messages in a range of time, by what they have in common.
public struct DeliveryStatistics: Equatable, Sendable {
    /// Some messages and what became of them.
    public struct Row: Equatable, Sendable {
        /// What they have in common.
        public let key: DeliveryKey
        /// What became of them.
        public let figures: DeliveryFigures
        /// The claims of delivery of the range before, which was as long.
        public let norm: DeliveryClaims

        /// How the claims of delivery compare with those of the range before.
        public var judgement: DeliveryClaims.Judgement {
            figures.claims.judgement(against: norm)
        }
    }

    /// What was asked.
    public let query: DeliveryStatisticsQuery
    /// Rows in the order of their keys.
    public let rows: [Row]
    /// All of it in one row.
    public let total: Row

    /// A report from two tallies: of the range, and of the one before.
    /// - Parameter prices: what providers take, by their name.
    public init(
        _ query: DeliveryStatisticsQuery,
        tally: DeliveryTally,
        before: DeliveryTally,
        prices: [String: ProviderPrices]
    ) {
        var rows: [DeliveryKey: DeliveryFigures] = [:]
        var total = DeliveryFigures()
        for (key, figures) in tally.figures {
            var priced = figures
            priced.price(at: key, prices)
            rows[key.keeping(query.dimensions), default: DeliveryFigures()].add(priced)
            total.add(priced)
        }
        var norms: [DeliveryKey: DeliveryClaims] = [:]
        var norm = DeliveryClaims()
        for (key, figures) in before.figures {
            norms[key.keeping(query.dimensions), default: DeliveryClaims()].add(figures.claims)
            norm.add(figures.claims)
        }
        self.query = query
        self.total = Row(key: DeliveryKey(), figures: total, norm: norm)
        self.rows =
            query.dimensions.isEmpty
            ? []
            : rows.map { Row(key: $0, figures: $1, norm: norms[$0] ?? DeliveryClaims()) }
                .sorted { DeliveryStatistics.isBefore($0.key, $1.key) }
    }

    /// The dimensions that rows differ in, in order.
    public var dimensions: [DeliveryDimension] {
        DeliveryDimension.allCases.filter(query.dimensions.contains)
    }

    private static func isBefore(_ left: DeliveryKey, _ right: DeliveryKey) -> Bool {
        for dimension in DeliveryDimension.allCases {
            let (one, other) = (left.word(dimension) ?? "", right.word(dimension) ?? "")
            if !one.utf8.elementsEqual(other.utf8) {
                return one.utf8.lexicographicallyPrecedes(other.utf8)
            }
        }
        return false
    }
}

extension DeliveryFigures {
    /// Puts a price on messages of one provider and country.
    fileprivate mutating func price(at key: DeliveryKey, _ prices: [String: ProviderPrices]) {
        let country = key.country == DeliveryKey.unknownCountry ? nil : key.country
        guard accepted > 0 else { return }
        if let price = key.provider.flatMap({ prices[$0] })?.price(in: country) {
            cost.add(units: billedUnits, at: price)
        } else {
            cost.addUnpriced(accepted)
        }
    }
}
