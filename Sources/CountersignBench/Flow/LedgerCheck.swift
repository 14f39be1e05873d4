internal import CountersignCore
internal import CountersignHTTP
internal import Synchronization

/// What became of the confirmations in a ledger.
public struct LedgerReport: Equatable, Sendable {
    /// Confirmations that the ledger says were answered 201.
    public internal(set) var answered = 0
    /// Those that the service still knows.
    public internal(set) var found = 0
    /// Those whose message a provider took.
    public internal(set) var handedOver = 0
    /// Those whose message is still queued.
    public internal(set) var stillToBe = 0
    /// Those whose message was handed over with no answer: it may or may not have left.
    public internal(set) var unanswered = 0
    /// Ids that the service does not know.
    public internal(set) var missing: [String] = []
    /// Confirmations with no message that is handed over or still to be: id, and its statuses.
    public internal(set) var undelivered: [String] = []
    /// Ids whose answer could not be had or read: id, and the HTTP status or 0.
    public internal(set) var unread: [String] = []

    /// Whether every answer that was given still holds.
    public var isWhole: Bool {
        found == answered && missing.isEmpty && undelivered.isEmpty && unread.isEmpty
    }

    /// The report for a person, one line per fact.
    public var text: String {
        var lines = [
            "answered 201                 \(answered)",
            "known to the service         \(found)",
            "message handed over          \(handedOver)",
            "message still to be sent     \(stillToBe)",
            "handed over, no answer       \(unanswered)",
            "unknown to the service       \(missing.count)",
            "message lost                 \(undelivered.count)",
            "not readable                 \(unread.count)",
        ]
        for (title, names) in [
            ("unknown", missing), ("message lost", undelivered), ("not readable", unread),
        ] {
            lines += names.prefix(20).map { "\(title): \($0)" }
        }
        lines.append(isWhole ? "Nothing is missing." : "Something is missing.")
        return lines.joined(separator: "\n") + "\n"
    }

    /// The report as JSON.
    public var json: [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("answered", answered)
        json.member("found", found)
        json.member("handed_over", handedOver)
        json.member("still_to_be", stillToBe)
        json.member("unanswered", unanswered)
        json.member("missing", .array(missing.map(JSONValue.string)))
        json.member("undelivered", .array(undelivered.map(JSONValue.string)))
        json.member("unread", .array(unread.map(JSONValue.string)))
        json.member("whole", isWhole)
        json.endObject()
        return json.bytes
    }

    /// Takes one answer in.
    mutating func take(_ id: String, status: Int, body: [UInt8]) {
        if status == 404 { return missing.append(id) }
        guard status == 200, let json = try? JSONReader.read(body), json["id"]?.string == id,
            let messages = json["messages"]?.array
        else { return unread.append("\(id) \(status)") }
        found += 1
        let words = messages.map { $0["status"]?.string ?? "" }
        let statuses = words.compactMap(MessageStatus.init(rawValue:))
        if statuses.contains(where: LedgerReport.isHandedOver) {
            handedOver += 1
        } else if statuses.contains(.queued) {
            stillToBe += 1
        } else if statuses.contains(.unknown) {
            unanswered += 1
        } else {
            undelivered.append(words.isEmpty ? "\(id) no message" : "\(id) \(words)")
        }
    }

    private static func isHandedOver(_ status: MessageStatus) -> Bool {
        switch status {
        case .accepted, .sent, .delivered, .read: true
        case .queued, .undelivered, .failed, .expired, .canceled, .unknown: false
        }
    }
}

/// Reads every confirmation of a ledger from a running service.
struct LedgerCheck {
    let keys: [ConfirmationKey]

    func run(_ client: LoadClient, key: String) async throws(LoopbackFailure) -> LedgerReport {
        let host = client.server.description
        let keys = keys
        var start = LedgerReport()
        start.answered = keys.count
        let kept = Mutex((report: start, open: Set(keys.indices)))
        _ = try await client.run(
            LoadPlan(requestsMax: keys.count),
            next: { FlowRequests.read(keys[$0].id, host: host, key: key) },
            answered: { answer in
                let body = Array(answer.body)
                kept.withLock { kept in
                    kept.open.remove(answer.index)
                    kept.report.take(
                        keys[answer.index].id.text,
                        status: answer.status,
                        body: body
                    )
                }
            }
        )
        return kept.withLock { kept in
            var report = kept.report
            report.unread += kept.open.sorted().map { "\(keys[$0].id.text) 0" }
            return report
        }
    }
}
