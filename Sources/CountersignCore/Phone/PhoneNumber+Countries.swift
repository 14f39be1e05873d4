extension PhoneNumber {
    /// Every value that ``country`` can have: 245 regions.
    ///
    /// For checking lists of countries that people write; no number is needed.
    public static let countries: Set<String> = {
        var regions: Set<Region> = []
        for code in CallingCodeTable.codes {
            if let region = code?.region { regions.insert(region) }
        }
        for case .region(let region) in AreaCodeTable.areas { regions.insert(region) }
        for rules in SharedCodeTable.rules.values {
            for rule in rules { regions.insert(rule.region) }
        }
        return Set(regions.map(\.text))
    }()
}
