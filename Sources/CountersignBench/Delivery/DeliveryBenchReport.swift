internal import CountersignCore

/// What `countersign bench delivery` found.
public struct DeliveryBenchReport: Equatable, Sendable {
    /// Posts at once, where nobody asks for another number.
    public static let concurrentUsual = 256

    /// Posts a second of a bare loop over libcurl to the bench's gateway.
    public let barePerSecond: Double
    /// Posts a second of the service's transport to the same gateway.
    public let carrierPerSecond: Double
    /// Posts at once, in both.
    public let concurrent: Int
    /// Whether the service was killed during the outage; else it lived through it.
    public let wasKilled: Bool
    /// What became of the messages that an outage left behind.
    public let backlog: BacklogResult
    /// What the service that handed them over held in memory; nil where the kernel does not tell.
    public let memory: MemoryUse?

    /// Findings.
    public init(
        barePerSecond: Double,
        carrierPerSecond: Double,
        concurrent: Int,
        wasKilled: Bool,
        backlog: BacklogResult,
        memory: MemoryUse?
    ) {
        self.barePerSecond = barePerSecond
        self.carrierPerSecond = carrierPerSecond
        self.concurrent = concurrent
        self.wasKilled = wasKilled
        self.backlog = backlog
        self.memory = memory
    }

    /// The transport over the bare loop; 1.00 is a free transport.
    public var carrierOverBare: Double { carrierPerSecond / barePerSecond }

    /// Messages from the store, recorded durably, over bare posts.
    public var backlogOverBare: Double { backlog.perSecond / barePerSecond }

    /// Whether every message of the backlog was handed over.
    public var isWhole: Bool { backlog.missing == 0 }

    /// The report as a table for the terminal.
    public var text: String {
        let rows: [(String, String, String)] = [
            (
                "floor: bare posts", Figures.rate(barePerSecond) + "/s",
                "libcurl alone, \(concurrent) at once, to the bench's gateway"
            ),
            ("transport", Figures.rate(carrierPerSecond) + "/s", "the same posts by the carrier"),
            ("transport / floor", Figures.ratio(carrierOverBare), "1.00 is a free transport"),
            (
                "backlog", Figures.rate(backlog.perSecond) + "/s",
                "\(Figures.grouped(backlog.messages)) messages that "
                    + (wasKilled ? "a killed service left behind" : "waited for a stuck gateway")
                    + ", each read, handed over and recorded"
            ),
            ("backlog / floor", Figures.ratio(backlogOverBare), "with the store's work"),
            (
                "memory", memory.map { "\(Figures.grouped($0.residentKiBMax / 1_024)) MiB" } ?? "?",
                "at most, while the backlog was "
                    + (wasKilled ? "handed over" : "taken and handed over")
            ),
        ]
        var lines = rows.map { name, value, meaning in
            Figures.pad(name, to: 18, right: false) + Figures.pad(value, to: 12) + "  " + meaning
        }
        if !isWhole {
            lines += [
                "",
                "These figures don't count: \(Figures.grouped(backlog.missing)) messages were not handed over",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The report as one JSON object; rates are per second.
    public var json: [UInt8] {
        var json = JSONWriter(capacity: 512)
        json.beginObject()
        json.member("whole", isWhole)
        json.member("concurrent", concurrent)
        json.member("killed", wasKilled)
        json.member("bare_per_second", Int(barePerSecond.rounded()))
        json.member("carrier_per_second", Int(carrierPerSecond.rounded()))
        json.name("backlog")
        json.beginObject()
        json.member("messages", backlog.messages)
        json.member("missing", backlog.missing)
        json.member("per_second", Int(backlog.perSecond.rounded()))
        json.endObject()
        json.name("ratios")
        json.beginObject()
        json.name("carrier_over_bare")
        json.raw(Array(Figures.ratio(carrierOverBare).utf8))
        json.name("backlog_over_bare")
        json.raw(Array(Figures.ratio(backlogOverBare).utf8))
        json.endObject()
        if let memory { json.member("resident_kib_max", memory.residentKiBMax) }
        json.endObject()
        return json.bytes
    }
}

/// What became of the messages that an outage left behind.
public struct BacklogResult: Equatable, Sendable {
    /// How many there were.
    public let messages: Int
    /// How many did not reach the gateway after the outage.
    public let missing: Int
    /// From the first message after the outage to the last, in seconds.
    public let seconds: Double

    /// A result.
    public init(messages: Int, missing: Int, seconds: Double) {
        self.messages = messages
        self.missing = missing
        self.seconds = seconds
    }

    /// Messages a second.
    public var perSecond: Double { seconds > 0 ? Double(messages - missing) / seconds : 0 }
}
