internal import CountersignCore

/// Proves every template of every brand; see ``TemplateReport``.
///
/// What the reader has found already does not come up again: the compiler looks at templates that load.
struct TemplateCompiler {
    let files: [String: String]
    let folder: String
    let space: TemplateSpace
    private let memory = ValueMemory()
    private(set) var report = TemplateReport()
    /// The pieces of each file by its path: brands that share it share them.
    private var pieces: [String: [TemplatePieces.Piece]] = [:]
    /// A template that several brands share is to be told about once.
    private var said: Set<String> = []

    /// Every proof over the shelves of a library.
    static func report(
        _ shelves: [ShelfKey: Shelf],
        _ files: [String: String],
        folder: String,
        space: TemplateSpace
    ) -> TemplateReport {
        var compiler = TemplateCompiler(files: files, folder: folder, space: space)
        let order = shelves.sorted { $0.key.order < $1.key.order }
        for (key, shelf) in order {
            for entry in shelf.entries { compiler.prove(entry, of: shelf.brand, key) }
        }
        compiler.checkCoverage(of: order.map { ($0.key, $0.value) })
        compiler.checkEducation()
        return compiler.report
    }

    private init(files: [String: String], folder: String, space: TemplateSpace) {
        self.files = files
        self.folder = folder
        self.space = space
    }

    private mutating func prove(_ entry: Shelf.Entry, of brand: Brand, _ key: ShelfKey) {
        let template = entry.template
        let suffix = [.sms, .email].contains(key.channel) ? "txt" : "json"
        let path = "\(template.path).\(suffix)"
        guard let text = files[path], let purpose = TemplatePurpose(rawValue: key.purpose) else {
            return
        }
        let pieces: [TemplatePieces.Piece]
        if let known = self.pieces[path] {
            pieces = known
        } else {
            pieces = read(text, of: template, at: path)
            self.pieces[path] = pieces
            checkWords(of: pieces, template, purpose, path: path)
        }
        var proofs: [(piece: TemplatePieces.Piece, proof: ProgramProof)] = []
        for piece in pieces {
            let sets = ValueSets(
                space: space,
                brand: brand,
                ceiling: entry.ceiling,
                money: template.money,
                setting: piece.program.setting,
                memory: memory
            )
            // Behind the host's line or on a line of its own: both ways one character and the hash.
            let hash = key.channel == .sms ? brand.androidHash.map { "\n" + $0 } : nil
            proofs.append((piece, ProgramProof(piece.program, sets, ending: hash ?? "")))
        }
        for (piece, proof) in proofs {
            checkLength(piece, proof)
            if piece.isPhoneText { checkPhoneText(piece, proof, isSMS: key.channel == .sms) }
        }
        guard let main = proofs.first else { return }
        let result = result(main.piece, main.proof, entry, brand, key)
        for reading in result.readings where reading.code != TemplateCompiler.exampleCode {
            if reading.isTooLong {
                advise(
                    main.piece.text.finding(
                        0..<0,
                        "with all its blocks this takes more than one part, and Android gives an app "
                            + "messages of one part only; shorten the text"
                    )
                )
                continue
            }
            say(
                main.piece.text.finding(
                    0..<0,
                    "\(reading.model.rawValue) would take \(reading.code ?? "nothing") for the code of "
                        + "an example; keep one run of digits, the code"
                )
            )
        }
        report.templates.append(result)
    }

    private func read(
        _ text: String,
        of template: Template,
        at path: String
    ) -> [TemplatePieces.Piece] {
        let htmlPath = "\(template.path).html"
        let html = template.channel == .email ? files[htmlPath] : nil
        return TemplatePieces.read(
            SourceText(file: place(path), text: text),
            html: html.map { SourceText(file: place(htmlPath), text: $0) },
            channel: template.channel
        )
    }

    /// What is the same for every brand that has the file.
    private mutating func checkWords(
        of pieces: [TemplatePieces.Piece],
        _ template: Template,
        _ purpose: TemplatePurpose,
        path: String
    ) {
        for piece in pieces { checkPurpose(piece, purpose) }
        checkOrder(pieces, purpose, template.channel)
        if template.channel == .rcs { checkPromotion(pieces, locale: template.locale) }
        if template.channel == .sms, let piece = pieces.first {
            offerReplacements(piece, path: path)
        }
    }

    func place(_ path: String) -> String { folder.isEmpty ? path : "\(folder)/\(path)" }

    // MARK: - Saying

    /// Tells of an error, once.
    mutating func say(_ finding: Finding) {
        if said.insert(finding.rendered).inserted { report.errors.append(finding) }
    }

    /// Gives advice, once.
    mutating func advise(_ finding: Finding) {
        if said.insert(finding.rendered).inserted { report.advice.append(finding) }
    }

    /// Offers a stand-in, once.
    mutating func offer(_ replacement: TemplateReplacement) {
        guard said.insert(replacement.finding.rendered).inserted else { return }
        report.advice.append(replacement.finding)
        report.replacements.append(replacement)
    }
}

extension ShelfKey {
    /// Brands by name, `default` first; purposes and channels as they are listed.
    fileprivate var order: String {
        let purposes = TemplatePurpose.allCases.map(\.rawValue)
        let place = (purposes.firstIndex(of: purpose) ?? 0) * 8
        let channel = Channel.allCases.firstIndex(of: channel) ?? 0
        let number = String(1_000 + place + channel)
        return (brand == LibraryReader.root ? "" : brand) + " " + number
    }
}
