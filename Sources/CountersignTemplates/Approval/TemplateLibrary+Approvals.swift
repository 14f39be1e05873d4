public import CountersignCore

extension TemplateLibrary {
    /// What WhatsApp has to approve for a brand, each template once, and what stands in the way.
    ///
    /// Several files may share a template, such as the one that carries the code; a finding says where two
    /// of them ask for different things under one name.
    /// - Parameters:
    ///   - brand: the brand's folder.
    ///   - locale: one language of the brand; nil for all of them.
    public func approvals(
        brand: String,
        locale: String? = nil
    ) -> (approvals: [WhatsAppApproval], findings: [Finding]) {
        var found: [WhatsAppApproval] = []
        var findings: [Finding] = []
        for key in keys(brand: brand)
        where key.channel == .whatsapp && (locale ?? key.locale) == key.locale {
            guard let shelf = shelf(for: key) else { continue }
            let entry = shelf.entry(for: key.locale)
            findings += entry.template.approvals.gaps
            let facts = TemplateLibrary.sampleFacts(of: entry, shelf.brand)
            for approval in entry.template.approvals.drafts.map({ $0.finished(facts) }) {
                if let other = found.first(where: { $0.isNamesake(of: approval) }) {
                    if other.request != approval.request {
                        findings.append(TemplateLibrary.conflict(other, approval))
                    }
                } else {
                    found.append(approval)
                }
            }
        }
        return (found, findings)
    }

    private static func conflict(
        _ first: WhatsAppApproval,
        _ second: WhatsAppApproval
    ) -> Finding {
        Finding(
            file: second.file,
            message: "'\(second.name)' in \(second.language) is something else in \(first.file); "
                + "give one of both another name"
        )
    }

    /// Values that a reviewer at the platform understands.
    private static func sampleFacts(of entry: Shelf.Entry, _ brand: Brand) -> Facts {
        let digits = "042917"
        guard let code = OneTimeCode(digits: digits), let currency = Currency("EUR"),
            let amount = Amount(minorUnits: 4_999, currency: currency),
            let before = Amount(minorUnits: 4_499, currency: currency),
            let payee = try? Payee("Acme Shoes")
        else { preconditionFailure("The sample's values are valid.") }
        let values = TemplateValues(
            code: code,
            amount: amount,
            bound: .exact,
            payee: payee,
            reference: "order-1234",
            minutes: 5,
            previousAmount: before
        )
        return Facts(
            values,
            digits: digits,
            brand: brand,
            ceiling: entry.ceiling,
            money: entry.template.money
        )
    }
}

extension WhatsAppApproval {
    /// Whether the platform keeps both under one name and language.
    fileprivate func isNamesake(of other: WhatsAppApproval) -> Bool {
        name == other.name && language == other.language
    }
}
