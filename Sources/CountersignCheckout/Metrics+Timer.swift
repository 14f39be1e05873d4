extension Metrics {
    /// What is timed, as a Prometheus histogram.
    public enum Timer: String, CaseIterable, Sendable {
        /// From giving a message to the transport to the provider's answer; label `provider`.
        case handover = "countersign_handover_seconds"
        /// From the making of a confirmation to its approval; label `channel`, that of the message
        /// which the receipt names.
        case approval = "countersign_approval_seconds"

        var help: String {
            switch self {
            case .handover: "Time from giving a message to the transport to the provider's answer."
            case .approval: "Time from the making of a confirmation to its approval."
            }
        }

        /// Upper bounds of the buckets in milliseconds, the last one open.
        ///
        /// Around the moments that decide: a provider's usual answer and the transport's time-outs; the
        /// next channel's turn and the life of a code.
        var boundsMilliseconds: [Int64] {
            switch self {
            case .handover: [25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000]
            case .approval:
                [5_000, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000, 120_000, 300_000, 600_000]
            }
        }
    }

    /// Times of one timer under one label.
    struct Times {
        /// Counts of each bucket, the open one last; not cumulative.
        private var counts: [Int]
        private var milliseconds: Int64 = 0
        private let bounds: [Int64]

        init(_ timer: Timer) {
            bounds = timer.boundsMilliseconds
            counts = .init(repeating: 0, count: bounds.count + 1)
        }

        mutating func add(milliseconds: Int64) {
            // A clock that was set back gives no negative time.
            let time = max(0, milliseconds)
            counts[bounds.firstIndex { time <= $0 } ?? bounds.count] += 1
            self.milliseconds += time
        }

        /// The lines of one label, buckets cumulative.
        func lines(_ name: String, _ label: String) -> String {
            var text = ""
            var sum = 0
            for (bound, count) in zip(bounds.map(Times.seconds) + ["+Inf"], counts) {
                sum += count
                text += "\(name)_bucket{\(label),le=\"\(bound)\"} \(sum)\n"
            }
            text += "\(name)_sum{\(label)} \(Times.seconds(milliseconds))\n"
            return text + "\(name)_count{\(label)} \(sum)\n"
        }

        /// Seconds with as many decimals as are needed.
        private static func seconds(_ milliseconds: Int64) -> String {
            var decimals = String(1_000 + milliseconds % 1_000).dropFirst()
            while decimals.last == "0" { decimals.removeLast() }
            let whole = String(milliseconds / 1_000)
            return decimals.isEmpty ? whole : "\(whole).\(decimals)"
        }
    }
}
