import Synchronization

/// Counts, times and gauges for Prometheus, with bounded labels.
public final class Metrics: Sendable {
    /// What is counted.
    public enum Counter: String, CaseIterable, Sendable {
        /// Confirmations by the status that they reached; label `status`.
        case confirmations = "countersign_confirmations_total"
        /// Decisions of policies; labels `outcome`, `rule`.
        case decisions = "countersign_decisions_total"
        /// Refusals of calls; label `reason`.
        case refusals = "countersign_refusals_total"
        /// Messages by the status that they reached; labels `channel`, `status`.
        case messages = "countersign_messages_total"
        /// Hand-overs of messages by provider and outcome; labels `provider`, `outcome`.
        case handovers = "countersign_handovers_total"
        /// Delivery reports by provider and outcome; labels `provider`, `outcome`.
        case reports = "countersign_delivery_reports_total"
        /// Messages that a provider was asked to take back; labels `provider`, `outcome`.
        case revocations = "countersign_revocations_total"
        /// Providers that got into trouble or out of it; labels `provider`, `state`.
        case routes = "countersign_route_changes_total"
        /// Payers' replies by provider and outcome; labels `provider`, `outcome`.
        case replies = "countersign_payer_replies_total"
        /// Posts to merchants' endpoints by outcome; label `outcome`.
        case webhooks = "countersign_webhook_posts_total"
        /// Answers over HTTP; labels `route`, `status`.
        case answers = "countersign_http_answers_total"

        var help: String {
            switch self {
            case .confirmations: "Confirmations by the status that they reached."
            case .decisions: "Decisions of policies by outcome and rule."
            case .refusals: "Refused calls by reason."
            case .messages: "Messages by the status that they reached."
            case .handovers: "Hand-overs of messages to providers by outcome."
            case .reports: "Delivery reports from providers by outcome."
            case .revocations: "Requests to take a message back by outcome."
            case .routes: "Providers that got into trouble or out of it."
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

        /// As it stands in the text format, which has three characters to escape.
        var text: String {
            var escaped = ""
            for scalar in value.unicodeScalars {
                switch scalar {
                case "\\": escaped += "\\\\"
                case "\"": escaped += "\\\""
                case "\n": escaped += "\\n"
                default: escaped.unicodeScalars.append(scalar)
                }
            }
            return "\(name)=\"\(escaped)\""
        }
    }

    /// A counter with its labels; made into text only when somebody reads it.
    private struct Key: Hashable {
        let counter: Counter
        let first: Label
        let second: Label?

        var text: String {
            ([first] + (second.map { [$0] } ?? [])).map(\.text).joined(separator: ",")
        }
    }

    private struct Gauge {
        let name: String
        let help: String
        let read: @Sendable () -> [(label: Label?, value: Int)]
    }

    private struct TimerKey: Hashable {
        let timer: Timer
        let label: Label
    }

    private struct State {
        var counts: [Key: Int] = [:]
        var gauges: [Gauge] = []
        var times: [TimerKey: Times] = [:]
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

    /// Adds a time; the label is as with counters.
    public func observe(_ timer: Timer, milliseconds: Int64, _ label: Label) {
        let key = TimerKey(timer: timer, label: label)
        state.withLock {
            $0.times[key, default: Times(timer)].add(milliseconds: milliseconds)
        }
    }

    /// Adds a gauge that is read whenever the metrics are.
    public func gauge(_ name: String, help: String, read: @escaping @Sendable () -> Int) {
        let gauge = Gauge(name: name, help: help, read: { [(nil, read())] })
        state.withLock { $0.gauges.append(gauge) }
    }

    /// Adds a gauge with a value for each of some labels; read whenever the metrics are.
    public func gauges(
        _ name: String,
        help: String,
        read: @escaping @Sendable () -> [(label: Label, value: Int)]
    ) {
        let gauge = Gauge(name: name, help: help, read: { read().map { ($0.label, $0.value) } })
        state.withLock { $0.gauges.append(gauge) }
    }

    /// All of it in the Prometheus text format, version 0.0.4.
    public var prometheusText: String {
        let (counts, times, gauges) = state.withLock { ($0.counts, $0.times, $0.gauges) }
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
        for timer in Timer.allCases {
            let rows = times.filter { $0.key.timer == timer }
                .map { (label: $0.key.label.text, times: $0.value) }
                .sorted { $0.label < $1.label }
            guard !rows.isEmpty else { continue }
            text += "# HELP \(timer.rawValue) \(timer.help)\n"
            text += "# TYPE \(timer.rawValue) histogram\n"
            for row in rows { text += row.times.lines(timer.rawValue, row.label) }
        }
        for gauge in gauges {
            text += "# HELP \(gauge.name) \(gauge.help)\n# TYPE \(gauge.name) gauge\n"
            for row in gauge.read() {
                let label = row.label.map { "{\($0.text)}" } ?? ""
                text += "\(gauge.name)\(label) \(row.value)\n"
            }
        }
        return text
    }
}
