internal import CountersignCore

extension KeyFile {
    /// Reads the text of a key file.
    /// - Parameter file: its name, for the findings.
    /// - Throws: ``KeyFileFault/invalid(findings:)`` with everything that is wrong.
    public init(parsing bytes: [UInt8], file: String = "keys.json") throws(KeyFileFault) {
        var reader = KeyFileReader(file: file)
        guard let keys = reader.read(bytes) else { throw .invalid(findings: reader.findings) }
        self.init(keys: keys)
    }
}

/// Checks a key file as a whole and remembers what is wrong.
///
/// Findings name the place by JSON Pointer and never quote a value, which could be a secret in the
/// wrong member. The strings of the document can't be overwritten in Swift; they live as long as the
/// reading does.
private struct KeyFileReader {
    let file: String
    var findings: [Finding] = []

    mutating func read(_ bytes: [UInt8]) -> [Key]? {
        let document: JSONValue
        do {
            document = try JSONReader.read(bytes)
        } catch {
            note("", "not JSON at byte \(error.offset): \(error.reason)")
            return nil
        }
        guard let members = document.object, let elements = document["keys"]?.array else {
            note("", "must be an object with an array `keys`")
            return nil
        }
        for member in members where member.name != "keys" {
            note(pointer("", member.name), "unknown member; only `keys` is known here")
        }
        var keys: [(index: Int, key: Key)] = []
        for (index, element) in elements.enumerated() {
            if let key = readKey(element, at: "/keys/\(index)") { keys.append((index, key)) }
        }
        checkTogether(keys, isWhole: keys.count == elements.count)
        return findings.isEmpty ? keys.map(\.key) : nil
    }

    // MARK: - One key

    private mutating func readKey(_ value: JSONValue, at place: String) -> Key? {
        let before = findings.count
        guard let members = value.object else {
            note(place, "must be an object")
            return nil
        }
        let use = readUse(value["use"], at: place)
        checkNames(members.map(\.name), use: use, at: place)
        let id = readID(value["kid"], at: place)
        let issuedAt = readTime(value["iat"], at: "\(place)/iat")
        let retiredAt = value["retired_at"].flatMap { readTime($0, at: "\(place)/retired_at") }
        if let issuedAt, let retiredAt, retiredAt < issuedAt {
            note("\(place)/retired_at", "must not be before `iat`")
        }
        guard let use else { return nil }
        let material = use == .sign ? readPair(value, at: place) : readSecret(value, at: place)
        guard findings.count == before, let id, let issuedAt, let material else { return nil }
        return Key(
            id: id,
            use: use,
            issuedAt: issuedAt,
            retiredAt: retiredAt,
            secret: material.secret,
            publicKey: material.publicKey
        )
    }

    private mutating func readUse(_ value: JSONValue?, at place: String) -> KeyUse? {
        if let use = value?.string.flatMap(KeyUse.init) { return use }
        let known = KeyUse.allCases.map(\.rawValue).joined(separator: ", ")
        note("\(place)/use", value == nil ? "missing" : "unknown use; known are \(known)")
        return nil
    }

    private mutating func checkNames(_ names: [String], use: KeyUse?, at place: String) {
        let common = ["kty", "kid", "use", "iat", "retired_at"]
        let known =
            switch use {
            case nil: common + ["k", "crv", "d", "x"]
            case .sign: common + ["crv", "d", "x"]
            case .code, .context, .index, .data: common + ["k"]
            }
        for name in names where !known.contains(name) {
            note(
                pointer(place, name),
                "unknown member; known here are \(known.joined(separator: ", "))"
            )
        }
    }

    private mutating func readID(_ value: JSONValue?, at place: String) -> String? {
        if let id = value?.string, KeyFile.isID(id) { return id }
        note(
            "\(place)/kid",
            value == nil
                ? "missing"
                : "must be 1 to \(KeyFile.idLengthMax) of the characters A-Z, a-z, 0-9, - and _"
        )
        return nil
    }

    private mutating func readTime(_ value: JSONValue?, at place: String) -> Instant? {
        // The bound is the year 9999: no time of ours is later, and milliseconds never overflow.
        if let seconds = value?.integer, (0...253_402_300_799).contains(seconds) {
            return Instant(seconds: seconds)
        }
        note(place, value == nil ? "missing" : "must be Unix seconds, a whole number")
        return nil
    }

    // MARK: - Key material

    private typealias Material = (secret: SecretBytes, publicKey: [UInt8]?)

    private mutating func readSecret(_ value: JSONValue, at place: String) -> Material? {
        let isTyped = check(value, "kty", is: "oct", at: place)
        guard var bytes = readBytes(value["k"], at: "\(place)/k"), isTyped else { return nil }
        return (SecretBytes(taking: &bytes), nil)
    }

    private mutating func readPair(_ value: JSONValue, at place: String) -> Material? {
        let isTyped = check(value, "kty", is: "OKP", at: place)
        let isCurve = check(value, "crv", is: "Ed25519", at: place)
        let x = readBytes(value["x"], at: "\(place)/x")
        guard var seed = readBytes(value["d"], at: "\(place)/d"), let x, isTyped, isCurve else {
            return nil
        }
        let secret = SecretBytes(taking: &seed)
        guard Ed25519PrivateKey(seed: secret)?.publicKey == x else {
            note("\(place)/x", "is not the public half of `d`; one of the two was changed")
            return nil
        }
        return (secret, x)
    }

    private mutating func check(
        _ value: JSONValue,
        _ name: String,
        is text: String,
        at place: String
    ) -> Bool {
        if value[name]?.string == text { return true }
        note("\(place)/\(name)", value[name] == nil ? "missing" : "must be `\(text)` for this use")
        return false
    }

    private mutating func readBytes(_ value: JSONValue?, at place: String) -> [UInt8]? {
        guard let value else {
            note(place, "missing")
            return nil
        }
        guard let bytes = value.string.flatMap({ Base64URL.decode($0) }) else {
            note(place, "must be base64url without padding")
            return nil
        }
        guard bytes.count == KeyFile.secretByteCount else {
            note(place, "must be \(KeyFile.secretByteCount) bytes, is \(bytes.count)")
            return nil
        }
        return bytes
    }

    // MARK: - The keys together

    private mutating func checkTogether(_ keys: [(index: Int, key: Key)], isWhole: Bool) {
        var seen: Set<String> = []
        for (index, key) in keys where !seen.insert(key.id).inserted {
            note("/keys/\(index)/kid", "another key has the same id")
        }
        for use in KeyUse.allCases {
            let current = keys.filter { $0.key.use == use && $0.key.retiredAt == nil }
            if let second = current.dropFirst().first {
                note(
                    "/keys/\(second.index)",
                    "a second current `\(use.rawValue)` key; give all but one a `retired_at`"
                )
            }
            // Behind a faulty key there may be the one that seems to be missing.
            if current.isEmpty, isWhole {
                note("/keys", "no current `\(use.rawValue)` key")
            }
        }
    }

    private mutating func note(_ place: String, _ text: String) {
        findings.append(Finding(file: file, message: place.isEmpty ? text : "\(place): \(text)"))
    }

    /// The place of a member whose name a stranger chose; a long name is cut.
    private func pointer(_ place: String, _ name: String) -> String {
        "\(place)/\(JSONPointer.escape(String(name.prefix(32))))"
    }
}

extension KeyFile {
    /// Most characters of a key's id.
    static let idLengthMax = 64

    /// Whether a text can be a key's id: 1 to 64 characters of the base64url alphabet.
    static func isID(_ text: String) -> Bool {
        (1...idLengthMax).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                    || $0 == 45 || $0 == 95
            }
    }
}
