/// Something that is counted over earlier payments at the same merchant, in the same mode.
///
/// The payment that is decided on is not among them.
public struct Counter: Hashable, Sendable {
    /// What is counted.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Payments for which a code was asked, at the moment of their decision.
        case confirmations
        /// Messages with a code, at the moment they were made; one that fails gives its send back.
        case sends
        /// Payments that their payer confirmed, at that moment.
        case approvals
        /// Payments that somebody denied, at that moment.
        case denials
        /// Wrong codes, at the moment each was tried.
        case failures
        /// Payments that the policy let pass without a code, at the moment of their decision.
        case skips

        /// The word for the money of such payments; nil where none is summed up.
        public var amountWord: String? {
            switch self {
            case .confirmations: "confirmed"
            case .approvals: "approved"
            case .denials: "denied"
            case .skips: "skipped"
            case .sends, .failures: nil
            }
        }
    }

    /// Whose events are counted.
    public enum Subject: String, CaseIterable, Hashable, Sendable {
        /// Payments to the same phone number, else email address.
        case recipient
        /// Payments of the merchant's same customer.
        case customer
        /// Payments with the same `ip` signal.
        case ip
        /// Payments with the same `device` signal.
        case device
        /// Payments to numbers with the same `recipient prefix`.
        case prefix
        /// All payments of the merchant.
        case merchant

        /// Whether it stands for one payer rather than many.
        public var isPersonal: Bool {
            switch self {
            case .recipient, .customer, .ip, .device: true
            case .prefix, .merchant: false
            }
        }

        /// Longest window in seconds: 30 days of a payer, one day of a prefix or merchant.
        ///
        /// Memory holds one entry for each second with an event in the window. A payer has few; of a busy
        /// merchant a day is what stays small.
        public var windowSecondsMax: Int { isPersonal ? 30 * 86_400 : 86_400 }
    }

    /// How far back it counts.
    public enum Window: Hashable, Sendable {
        /// The last so many seconds, the present one included.
        case seconds(Int)
        /// Since the subject's last approval, at most ``Counter/sinceApprovalDaysMax`` days.
        case sinceApproval
    }

    /// How far back `since approval` looks at most, in days.
    public static let sinceApprovalDaysMax = 90

    /// What is counted.
    public let kind: Kind
    /// Whether the money is summed up, rather than the events counted.
    public let isAmount: Bool
    /// Whose events are counted.
    public let subject: Subject
    /// How far back.
    public let window: Window

    /// A counter.
    public init(_ kind: Kind, isAmount: Bool = false, of subject: Subject, _ window: Window) {
        precondition(!isAmount || kind.amountWord != nil, "Sends and failures have no money.")
        self.kind = kind
        self.isAmount = isAmount
        self.subject = subject
        self.window = window
    }

    /// The counter in the policy's canonical words.
    public var words: String {
        let what = isAmount ? "\(kind.amountWord ?? "") amount" : kind.rawValue
        let link = subject == .prefix ? "to" : "of"
        return "\(what) \(link) \(subject.rawValue) \(window.words)"
    }
}

extension Counter.Window {
    /// The window in the policy's canonical words.
    var words: String {
        switch self {
        case .sinceApproval: "since approval"
        case .seconds(let seconds): "in " + Counter.Window.words(ofSeconds: seconds)
        }
    }

    /// A duration in the largest unit that needs no fraction.
    static func words(ofSeconds seconds: Int) -> String {
        let units = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")]
        let (size, unit) = units.first { seconds % $0.0 == 0 } ?? (1, "second")
        let count = seconds / size
        return "\(count) \(unit)\(count == 1 ? "" : "s")"
    }
}

extension Counter {
    /// Every word that begins a counter.
    static let firstWords =
        Kind.allCases.map(\.rawValue) + Kind.allCases.compactMap(\.amountWord)

    /// Reads a counter's words as they stand in a policy, such as `sends to prefix in 1 hour`.
    /// - Returns: the counter, or what is wrong with the words and what to write instead.
    public static func read(_ words: String) -> (counter: Counter?, advice: String) {
        PolicyLine.counter(in: words)
    }
}
