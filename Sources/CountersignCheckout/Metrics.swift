import Synchronization

/// Counts and gauges for Prometheus, with bounded labels.
public final class Metrics: Sendable {
    /// What is counted.
    public enum Counter: String, CaseIterable, Sendable {
        /// Confirmations by the status that they reached; label `status`.
        case confirmations = "countersign_confirmations_total"
        /// Refusals of calls; label `reason`.
        case refusals = "countersign_refusals_total"
        /// Hand-overs of messages by provider and outcome; labels `provider`, `outcome`.
        case handovers = "countersign_handovers_total"
        /// Delivery reports by provider and outcome; labels `provider`, `outcome`.
        case reports = "countersign_delivery_reports_total"
        /// Payers' replies by provider and outcome; labels `provider`, `outcome`.
        case replies = "countersign_payer_replies_total"
        /// Posts to merchants' endpoints by outcome; label `outcome`.
        case webhooks = "countersign_webhook_posts_total"
        /// Answers over HTTP; labels `route`, `status`.
        case answers = "countersign_http_answers_total"

        var help: String {
            switch self {
            case .confirmations: "Confirmations by the status that they reached."
            case .refusals: "Refused calls by reason."
            case .handovers: "Hand-overs of messages to providers by outcome."
            case .reports: "Delivery reports from providers by outcome."
            case .replies: "Payers' replies to messages by what became of them."
            case .webhooks: "Posts to merchants' webhook endpoints by outcome."
            case .answers: "Answers over HTTP by route and status."
            }
        }
    }

    /// One label of a count: a constant name, and a word of a closed set or of the configuration.
    public struct Label: Hashable, Sendable {
        let name: String
        let value: String

        /// A label.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A counter with its labels; made into text only when somebody reads it.
    private struct Key: Hashable {
        let counter: Counter
        let first: Label
        let second: Label?

        var text: String {
            ([first] + (second.map { [$0] } ?? []))
                .map { "\($0.name)=\"\($0.value)\"" }
                .joined(separator: ",")
        }
    }

    private struct State {
        var counts: [Key: Int] = [:]
        var gauges: [(name: String, help: String, read: @Sendable () -> Int)] = []
    }

    private let state = Mutex(State())

    /// Metrics that all stand at zero.
    public init() {}

    /// Adds to a counter.
    ///
    /// The labels are words of closed sets or names from the configuration.
    public func count(_ counter: Counter, _ first: Label, _ second: Label? = nil) {
        let key = Key(counter: counter, first: first, second: second)
        state.withLock { $0.counts[key, default: 0] += 1 }
    }

    /// Adds a gauge that is read whenever the metrics are.
    public func gauge(_ name: String, help: String, read: @escaping @Sendable () -> Int) {
        state.withLock { $0.gauges.append((name, help, read)) }
    }

    /// All of it in the Prometheus text format, version 0.0.4.
    public var prometheusText: String {
        let (counts, gauges) = state.withLock { ($0.counts, $0.gauges) }
        var text = ""
        for counter in Counter.allCases {
            let rows = counts.filter { $0.key.counter == counter }
                .map { (labels: $0.key.text, value: $0.value) }
                .sorted { $0.labels < $1.labels }
            guard !rows.isEmpty else { continue }
            text += "# HELP \(counter.rawValue) \(counter.help)\n"
            text += "# TYPE \(counter.rawValue) counter\n"
            for row in rows { text += "\(counter.rawValue){\(row.labels)} \(row.value)\n" }
        }
        for gauge in gauges {
            text += "# HELP \(gauge.name) \(gauge.help)\n# TYPE \(gauge.name) gauge\n"
            text += "\(gauge.name) \(gauge.read())\n"
        }
        return text
    }
}
