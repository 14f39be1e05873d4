import CountersignCore

/// Reads the parameters of a query; whatever is not known by name is a fault.
struct QueryReader {
    private var values: [(name: String, value: String)] = []

    /// Opens a query as it was sent.
    init(_ query: String, knowing names: [String], _ faults: inout Faults) {
        if query.isEmpty { return }
        for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(
                separator: UInt8(ascii: "="),
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            let name = PercentEncoding.decode(Substring(parts[0]), plusIsSpace: true)
            let value = PercentEncoding.decode(
                parts.count > 1 ? Substring(parts[1]) : "",
                plusIsSpace: true
            )
            guard let name, let value else {
                faults.add(
                    .parameter(name ?? "?"),
                    "this is not percent-encoded UTF-8; encode each other byte as % and two hexadecimal digits"
                )
                continue
            }
            add(name, value, knowing: names, &faults)
        }
    }

    /// The value of a parameter as text.
    func text(_ name: String) -> String? {
        values.first { sameText($0.name, name) }?.value
    }

    /// A whole number within bounds.
    func integer(_ name: String, in bounds: ClosedRange<Int>, _ faults: inout Faults) -> Int? {
        guard let text = text(name) else { return nil }
        let digits = text.utf8
        guard (1...19).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }),
            let value = Int(text), bounds.contains(value)
        else {
            let most = bounds.upperBound == Int.max ? "" : " to \(bounds.upperBound)"
            let range =
                most.isEmpty ? "\(bounds.lowerBound) or more" : "\(bounds.lowerBound)\(most)"
            faults.add(.parameter(name), "write a whole number, \(range)")
            return nil
        }
        return value
    }

    private mutating func add(
        _ name: String,
        _ value: String,
        knowing names: [String],
        _ faults: inout Faults
    ) {
        guard names.contains(where: { sameText($0, name) }) else {
            if !faults.isFull, name.utf8.count <= 64,
                let near = NearestWord.suggestion(for: name, among: names)
            {
                faults.add(.parameter(name), "unknown parameter; did you mean '\(near)'?")
            } else {
                let known =
                    names.isEmpty
                    ? "none is known here" : "known here: \(names.joined(separator: ", "))"
                faults.add(.parameter(name), "unknown parameter; \(known)")
            }
            return
        }
        guard text(name) == nil else {
            return faults.add(.parameter(name), "this parameter is there twice; write it once")
        }
        values.append((name, value))
    }
}
