import CountersignCore

extension ScenarioReader {
    private static var shares: KeyValuePairs<String, WritableKeyPath<Behaviour, Double>> {
        [
            "loss": \.loss,
            "duplicate_receipts": \.duplicateReceipts,
            "reordered_receipts": \.reorderedReceipts,
            "forged_receipts": \.forgedReceipts,
            "false_receipts": \.falseReceipts,
            "server_errors": \.serverErrors,
            "processed_anyway": \.processedAnyway,
            "slow_answers": \.slowAnswers,
            "dripping_answers": \.drippingAnswers,
        ]
    }
    private static var latencies: KeyValuePairs<String, WritableKeyPath<Behaviour, Latency>> {
        [
            "latency": \.latency,
            "receipt_latency": \.receiptLatency,
            "slowness": \.slowness,
        ]
    }
    private static let settings =
        latencies.map(\.key) + shares.map(\.key) + ["rate_per_second", "outage"]

    /// A platform's behaviour with its windows.
    mutating func script(_ value: JSONValue, at pointer: String) -> PlatformScript {
        var script = PlatformScript()
        let known = ScenarioReader.settings + ["windows"]
        guard let members = members(of: value, at: pointer, known: known) else { return script }
        read(members, into: &script.usual, at: pointer)
        guard let windows = value["windows"] else { return script }
        let place = pointer + "/windows"
        guard let elements = windows.array else {
            fault(place, "this is \(windows.kind); an array [ … ] belongs here")
            return script
        }
        for (index, element) in elements.enumerated() {
            let window = window(element, at: "\(place)/\(index)", over: script.usual)
            if let window { script.windows.append(window) }
        }
        return script
    }

    /// A window; what it does not say is as usual.
    private mutating func window(
        _ value: JSONValue,
        at pointer: String,
        over usual: Behaviour
    ) -> PlatformScript.Window? {
        let known = ["from_s", "to_s"] + ScenarioReader.settings
        guard let members = members(of: value, at: pointer, known: known) else { return nil }
        var behaviour = usual
        read(members, into: &behaviour, at: pointer)
        let from = second("from_s", of: value, at: pointer)
        let to = second("to_s", of: value, at: pointer)
        guard let from, let to else { return nil }
        guard from < to else {
            fault(pointer + "/to_s", "this window ends before it begins")
            return nil
        }
        return PlatformScript.Window(fromSeconds: from, toSeconds: to, behaviour: behaviour)
    }

    private mutating func second(
        _ name: String,
        of value: JSONValue,
        at pointer: String
    ) -> Double? {
        guard let second = value[name] else {
            fault(pointer, "'\(name)' is missing here, e.g. \(name): 30")
            return nil
        }
        let place = pointer + "/" + name
        return number(second, at: place, from: 0, to: ScenarioReader.secondsMax)
    }

    private mutating func read(
        _ members: [JSONMember],
        into behaviour: inout Behaviour,
        at pointer: String
    ) {
        for member in members {
            let place = pointer + "/" + member.name
            if let (_, path) = ScenarioReader.shares.first(where: { $0.key == member.name }) {
                if let share = share(member.value, at: place) { behaviour[keyPath: path] = share }
            } else if let (_, path) = ScenarioReader.latencies.first(where: {
                $0.key == member.name
            }) {
                if let latency = latency(member.value, at: place) {
                    behaviour[keyPath: path] = latency
                }
            } else if member.name == "rate_per_second" {
                let most = ScenarioReader.ratePerSecondMax
                behaviour.ratePerSecondMax = whole(member.value, at: place, from: 1, to: most)
            } else if member.name == "outage" {
                behaviour.outage = word(member.value, as: Behaviour.Outage.self, at: place)
            }
        }
    }

    /// `{fixed_ms: 150}`, `{from_ms: 100, to_ms: 900}` or `{p50_ms: 800, p95_ms: 4000}`.
    mutating func latency(_ value: JSONValue, at pointer: String) -> Latency? {
        let known = ["fixed_ms", "from_ms", "to_ms", "p50_ms", "p95_ms"]
        guard let members = members(of: value, at: pointer, known: known) else { return nil }
        var times: [String: Int] = [:]
        for member in members {
            let place = pointer + "/" + member.name
            let most = Latency.millisecondsMax
            times[member.name] = whole(member.value, at: place, from: 0, to: most)
        }
        guard times.count == members.count else { return nil }
        switch (times.keys.sorted(), times) {
        case (["fixed_ms"], let times): return .fixed(milliseconds: times["fixed_ms"] ?? 0)
        case (["from_ms", "to_ms"], let times):
            let (from, to) = (times["from_ms"] ?? 0, times["to_ms"] ?? 0)
            if from <= to { return .uniform(fromMilliseconds: from, toMilliseconds: to) }
            fault(pointer + "/to_ms", "'to_ms' is less than 'from_ms'")
        case (["p50_ms", "p95_ms"], let times):
            let (p50, p95) = (times["p50_ms"] ?? 0, times["p95_ms"] ?? 0)
            if p50 >= 1, p50 <= p95 {
                return .lognormal(p50Milliseconds: p50, p95Milliseconds: p95)
            }
            fault(pointer + "/p95_ms", "'p50_ms' is at least 1 and 'p95_ms' not less than it")
        default:
            fault(
                pointer,
                "write { fixed_ms: 150 }, { from_ms: 100, to_ms: 900 } or "
                    + "{ p50_ms: 800, p95_ms: 4000 }"
            )
        }
        return nil
    }
}
