internal import CountersignCore

/// Reads `education.json5`, all findings at once.
struct EducationReader {
    /// Most tips of a file.
    static let tipsMax = 64
    /// Most lengths of a tip.
    static let variantsMax = 8
    /// Bounds of a weight.
    static let weights = 1...100
    /// Most characters of a tip's id.
    static let idCharactersMax = 40
    /// Largest file in bytes.
    static let fileBytesMax = 65_536

    private var result: EducationFile
    private var findings: [Finding] = []
    private var file: JSONFile { result.file }

    /// A file's members.
    /// - Parameter isRoot: whether it is of `default`, which has them all.
    static func read(
        _ source: SourceText,
        isRoot: Bool
    ) -> (file: EducationFile?, findings: [Finding]) {
        guard source.bytes.count <= fileBytesMax else {
            return (nil, [source.finding(at: 0, "this file has at most \(fileBytesMax) bytes")])
        }
        var findings: [Finding] = []
        guard let file = JSONFile(source, findings: &findings) else { return (nil, findings) }
        guard let members = file.value.object else {
            return (nil, [file.finding(at: "", "education is an object with tips and texts")])
        }
        var reader = EducationReader(result: EducationFile(file: file))
        let known = ["tips"] + EducationFile.passageNames
        reader.findings = file.unknownMembers(of: members, at: "", known: known)
        if isRoot {
            for name in known where file.value[name] == nil {
                reader.refuse("", "'\(name)' is missing; other brands inherit it from here")
            }
        }
        reader.readTips()
        for name in EducationFile.passageNames { reader.readPassage(name) }
        return (reader.result, reader.findings)
    }

    // MARK: - Tips

    private mutating func readTips() {
        guard let value = file.value["tips"] else { return }
        guard let elements = value.array, elements.count <= EducationReader.tipsMax else {
            return refuse("/tips", "tips are a list of at most \(EducationReader.tipsMax)")
        }
        var tips: [EducationFile.WrittenTip] = []
        var ids: Set<String> = []
        for (index, element) in elements.enumerated() {
            let place = "/tips/\(index)"
            guard let members = element.object else {
                refuse(place, "a tip is an object with id, reasons and variants")
                continue
            }
            findings += file.unknownMembers(
                of: members,
                at: place,
                known: ["id", "reasons", "weight", "variants"]
            )
            let id = readID(element, at: place)
            if let id, !ids.insert(id).inserted {
                refuse(place + "/id", "there is a tip '\(id)' already; give each its own id")
            }
            tips.append(
                EducationFile.WrittenTip(
                    id: id ?? "",
                    reasons: readReasons(element, at: place),
                    weight: readWeight(element, at: place),
                    variants: readVariants(element, at: place)
                )
            )
        }
        result.tips = tips
    }

    private mutating func readID(_ tip: JSONValue, at place: String) -> String? {
        guard let id = tip["id"]?.string, EducationReader.isID(id) else {
            refuse(
                place + "/id",
                "a tip has an id of small letters, digits and _, which begins with a letter, e.g. "
                    + "never_share; reports name it by that"
            )
            return nil
        }
        return id
    }

    private static func isID(_ text: String) -> Bool {
        guard let first = text.utf8.first, (97...122).contains(first),
            text.utf8.count <= idCharactersMax
        else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 97...122, UInt8(ascii: "_"): true
            default: false
            }
        }
    }

    private mutating func readReasons(_ tip: JSONValue, at place: String) -> Set<TipReason> {
        let known = TipReason.allCases.map(\.rawValue)
        guard let elements = tip["reasons"]?.array, !elements.isEmpty else {
            refuse(
                place + "/reasons",
                "a tip has reasons: a list of some of \(known.joined(separator: ", "))"
            )
            return []
        }
        var reasons: Set<TipReason> = []
        for (index, element) in elements.enumerated() {
            let word = element.string ?? ""
            guard let reason = TipReason(rawValue: word) else {
                let advice =
                    NearestWord.suggestion(for: word, among: known)
                    .map { "did you mean '\($0)'?" } ?? "there are \(known.joined(separator: ", "))"
                refuse("\(place)/reasons/\(index)", "unknown reason '\(word)'; \(advice)")
                continue
            }
            if !reasons.insert(reason).inserted {
                refuse("\(place)/reasons/\(index)", "'\(word)' stands twice; write it once")
            }
        }
        return reasons
    }

    private mutating func readWeight(_ tip: JSONValue, at place: String) -> Int {
        guard let value = tip["weight"] else { return 1 }
        guard let number = value.integer.flatMap({ Int(exactly: $0) }),
            EducationReader.weights.contains(number)
        else {
            let (least, most) = (
                EducationReader.weights.lowerBound, EducationReader.weights.upperBound
            )
            refuse(place + "/weight", "a weight is a whole number from \(least) to \(most)")
            return 1
        }
        return number
    }

    private mutating func readVariants(
        _ tip: JSONValue,
        at place: String
    ) -> [EducationFile.Line] {
        guard let elements = tip["variants"]?.array,
            (1...EducationReader.variantsMax).contains(elements.count)
        else {
            refuse(
                place + "/variants",
                "a tip has 1 to \(EducationReader.variantsMax) variants, from the shortest to the "
                    + "longest, e.g. [\"Never share it.\"]"
            )
            return []
        }
        var lengthBefore = 0
        var variants: [EducationFile.Line] = []
        for (index, element) in elements.enumerated() {
            guard let line = readLine(element, at: "\(place)/variants/\(index)") else { continue }
            let length = element.string?.unicodeScalars.count ?? 0
            if length <= lengthBefore {
                refuse(
                    "\(place)/variants/\(index)",
                    "variants go from the shortest to the longest; this one is no longer than the "
                        + "one before"
                )
            }
            lengthBefore = length
            variants.append(line)
        }
        return variants
    }

    // MARK: - Texts

    private mutating func readPassage(_ name: String) {
        let place = "/" + name
        guard let value = file.value[name] else { return }
        guard let members = value.object else {
            return refuse(place, "'\(name)' is an object with label and text")
        }
        findings += file.unknownMembers(of: members, at: place, known: ["label", "text"])
        let lines = ["label", "text"].map { readLine(value[$0], at: "\(place)/\($0)") }
        guard let label = lines[0], let text = lines[1] else { return }
        result.passages[name] = EducationFile.WrittenPassage(label: label, text: text)
    }

    private mutating func readLine(_ value: JSONValue?, at pointer: String) -> EducationFile.Line? {
        guard let string = value?.string, !string.isEmpty else {
            let kind = value.map { $0.string == nil ? $0.kind : "empty" } ?? "missing"
            refuse(pointer, "a text belongs here; this is \(kind)")
            return nil
        }
        let text = file.text(string, at: pointer)
        var faults: [Finding] = []
        let line = EducationLine.read(string) { range, message in
            faults.append(text.finding(range, message))
        }
        findings += faults
        return EducationFile.Line(line: line, pointer: pointer)
    }

    private mutating func refuse(_ pointer: String, _ message: String) {
        findings.append(file.finding(at: pointer, message))
    }
}
