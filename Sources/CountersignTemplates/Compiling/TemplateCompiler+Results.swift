internal import CountersignCore

/// What a template comes to, and what phones take from an example.
extension TemplateCompiler {
    /// The code of examples.
    static let exampleCode = "042917"

    /// The result of a template's plain text.
    func result(
        _ piece: TemplatePieces.Piece,
        _ proof: ProgramProof,
        _ entry: Shelf.Entry,
        _ brand: Brand,
        _ key: ShelfKey
    ) -> TemplateResult {
        let isSMS = key.channel == .sms
        let texts = proof.texts
        return TemplateResult(
            key: TemplateKey(
                brand: key.brand,
                locale: entry.template.locale,
                purpose: key.purpose,
                channel: key.channel
            ),
            template: entry.template.path,
            locale: entry.template.locale,
            parts: isSMS ? texts.parts : nil,
            septets: isSMS ? texts.gsm?.septets : nil,
            units: isSMS ? texts.foreign?.units : nil,
            characters: texts.characters,
            bytes: texts.bytes,
            causes: isSMS ? causes(piece, proof) : [],
            payeeRoom: isSMS ? proof.payeeRoom : nil,
            readings: isSMS ? readings(entry, brand) : []
        )
    }

    /// What makes a text UCS-2: its own characters, each once, then values.
    private func causes(
        _ piece: TemplatePieces.Piece,
        _ proof: ProgramProof
    ) -> [TemplateResult.Cause] {
        var causes: [TemplateResult.Cause] = []
        var blockEnd = 0
        for (index, step) in piece.program.steps.enumerated() {
            switch step {
            case .text(let bytes):
                let words = String(decoding: bytes, as: UTF8.self).unicodeScalars
                let foreign = words.first { GSMAlphabet.septets(of: $0) == 0 }
                guard let foreign else { continue }
                let what = "'\(foreign)' \(TemplateCompiler.name(of: foreign))"
                append(
                    TemplateResult.Cause(what: what, isCertain: index >= blockEnd),
                    to: &causes
                )
            case .value(let placeholder):
                let texts = Bound.allCases.compactMap { proof.values[$0]?[placeholder]?.texts }
                guard texts.contains(where: { $0.foreign != nil }) else { continue }
                let isCertain = index >= blockEnd && texts.allSatisfy { $0.gsm == nil }
                append(
                    TemplateResult.Cause(
                        what: "{{\(placeholder.rawValue)}}",
                        isCertain: isCertain
                    ),
                    to: &causes
                )
            case .block(_, let end): blockEnd = end
            }
        }
        return causes.filter(\.isCertain) + causes.filter { !$0.isCertain }
    }

    private func append(_ cause: TemplateResult.Cause, to causes: inout [TemplateResult.Cause]) {
        if !causes.contains(where: { $0.what == cause.what }) { causes.append(cause) }
    }

    /// A character's number as standards write it.
    static func name(of scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - hex.utf8.count)) + hex
    }

    /// What each model takes from messages with the values that tempt it most, with a host and without.
    ///
    /// The eye has proven that nothing but the code is there to take; this shows that it is taken.
    private func readings(_ entry: Shelf.Entry, _ brand: Brand) -> [TemplateResult.Reading] {
        var readings: [TemplateResult.Reading] = []
        for host in [nil, "shop.example"] {
            for name in ["Acme Shoes", "Studio 2000 @ 482 913", "24-7"] {
                guard let text = example(entry, brand, payee: name, host: host) else { continue }
                for model in AutofillModel.allCases where model.applies(to: text) {
                    let reading = TemplateResult.Reading(
                        model: model,
                        code: model.code(in: text),
                        isTooLong: model == .androidRetriever && SMSSegments(text).parts > 1
                    )
                    if !readings.contains(reading) { readings.append(reading) }
                }
            }
        }
        return readings
    }

    private func example(
        _ entry: Shelf.Entry,
        _ brand: Brand,
        payee name: String,
        host: String?
    ) -> String? {
        guard let code = OneTimeCode(digits: TemplateCompiler.exampleCode),
            let payee = try? Payee(name), let largest = space.largest.first
        else { return nil }
        let values = TemplateValues(
            code: code,
            amount: largest,
            bound: .upTo,
            payee: payee,
            reference: "order-1234",
            minutes: 10,
            matchWord: "MAPLE",
            origin: host,
            previousAmount: largest,
            previousPayee: payee
        )
        let facts = Facts(
            values,
            digits: TemplateCompiler.exampleCode,
            brand: brand,
            ceiling: entry.ceiling,
            money: entry.template.money
        )
        return entry.template.render(facts, from: nil).text
    }
}
