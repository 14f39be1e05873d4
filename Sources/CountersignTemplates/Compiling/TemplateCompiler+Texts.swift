internal import CountersignCore

/// What is proven of each text.
extension TemplateCompiler {
    /// A platform's limit holds for the longest text.
    mutating func checkLength(_ piece: TemplatePieces.Piece, _ proof: ProgramProof) {
        let most = proof.texts.characters.upperBound
        guard let limit = piece.charactersMax, most > limit else { return }
        say(
            piece.finding("this can come to \(most) characters; the platform takes \(limit)")
        )
    }

    /// A purpose without an amount shows none, and none of what only an amendment has.
    mutating func checkPurpose(_ piece: TemplatePieces.Piece, _ purpose: TemplatePurpose) {
        for (step, place) in zip(piece.program.steps, piece.places) {
            let placeholder: Placeholder
            switch step {
            case .text: continue
            case .value(let shown): placeholder = shown
            case .block(let asked, _): placeholder = asked
            }
            guard !purpose.allows(placeholder) else { continue }
            say(
                piece.text.finding(
                    place,
                    "a \(purpose.rawValue) has no \(placeholder.rawValue); leave it out"
                )
            )
        }
        let tips = piece.places.indices.filter { piece.program.steps[$0] == .value(.tip) }
        for index in tips.dropFirst() {
            say(piece.text.finding(piece.places[index], "one tip is enough; leave this one out"))
        }
    }

    /// Amount and payee stand before the code wherever one text shows them all.
    mutating func checkOrder(
        _ pieces: [TemplatePieces.Piece],
        _ purpose: TemplatePurpose,
        _ channel: Channel
    ) {
        guard channel == .sms || channel == .rcs else { return }
        // A card is read from its title down.
        let card =
            pieces.filter { $0.pointer.hasSuffix("/title") }
            + pieces.filter { $0.pointer.hasSuffix("/description") }
        var before: Set<Placeholder> = []
        for piece in card { checkOrder(piece, purpose, before: &before) }
        for piece in pieces where piece.isPhoneText {
            var before: Set<Placeholder> = []
            checkOrder(piece, purpose, before: &before)
        }
    }

    private mutating func checkOrder(
        _ piece: TemplatePieces.Piece,
        _ purpose: TemplatePurpose,
        before: inout Set<Placeholder>
    ) {
        let steps = piece.program.steps
        if let code = steps.firstIndex(of: .value(.code)) {
            for placeholder in purpose.required where placeholder != .code {
                guard !before.contains(placeholder),
                    !piece.program.shows(placeholder, before: .code)
                else { continue }
                let name = placeholder.rawValue
                say(
                    piece.text.finding(
                        piece.places[code],
                        "the code comes before the \(name); write {{\(name)}} before it"
                    )
                )
            }
        }
        before.formUnion(piece.program.placeholders)
    }

    // MARK: - Phones

    /// What a phone makes of a text: one run of digits that is the code, no link, and the words around.
    mutating func checkPhoneText(
        _ piece: TemplatePieces.Piece,
        _ proof: ProgramProof,
        isSMS: Bool
    ) {
        for fault in proof.eyeFaults where isSMS || fault.fault != .link {
            let example = fault.example.map { ", as with a value '\($0)'" } ?? ""
            let step = piece.places[fault.step]
            let place = fault.bytes.map { bytes in
                step.lowerBound + bytes.lowerBound..<step.lowerBound + bytes.upperBound
            }
            say(piece.text.finding(place ?? step, fault.fault.advice(example)))
        }
        let own = piece.program.originBlock
        let codes = piece.program.steps.indices.filter { index in
            piece.program.steps[index] == .value(.code) && !own.contains(index)
        }
        for index in codes.dropFirst() {
            say(
                piece.text.finding(
                    piece.places[index],
                    "the code stands here a second time; once, and once in the last line, is enough"
                )
            )
        }
        guard isSMS else { return }
        for index in piece.places.indices where piece.program.steps[index] == .value(.pageURL) {
            say(
                piece.text.finding(
                    piece.places[index],
                    "an SMS with a code has no link: payers learn to tap on others'; "
                        + "leave out {{page_url}}"
                )
            )
        }
        let fewest = proof.texts.parts.lowerBound
        if fewest > 1, let least = proof.texts.ranges.min(by: TextSet.isShorter) {
            let units = least.units.lowerBound
            let most = least.alphabet.unitsPerMessageMax
            advise(
                piece.finding(
                    "even the shortest message takes \(fewest) parts: \(units) characters, and one "
                        + "part holds \(most); shorten the words by \(units - most)"
                )
            )
        }
    }
}

extension PhoneEye.Fault {
    fileprivate func advice(_ example: String) -> String {
        switch self {
        case .digits:
            "a phone could take digits here for the code\(example); put a word between them"
        case .touchedCode:
            "a phone would read the code and this as one\(example); put a word or a full stop between"
        case .link:
            "a phone would make a link of this\(example); leave it out, or put a space after the full stop"
        }
    }
}

extension TemplatePurpose {
    /// Whether a message of the purpose has the value at all.
    func allows(_ placeholder: Placeholder) -> Bool {
        switch placeholder {
        case .amount: required.contains(.amount)
        case .previousAmount, .previousPayee: self == .amended
        default: true
        }
    }
}

extension TemplatePieces.Piece {
    /// A finding about the whole text.
    func finding(_ message: String) -> Finding { text.finding(0..<text.bytes.count, message) }
}

extension Program {
    /// The steps of the last line for browsers.
    var originBlock: Range<Int> {
        for (index, step) in steps.enumerated() {
            if case .block(.origin, let end) = step { return index..<end }
        }
        return 0..<0
    }
}
