import CountersignCore

/// How a gateway's delivery reports are read, where they are not Countersign's own.
struct ReceiptMapping: Sendable {
    /// What a gateway's word means.
    enum Meaning: Equatable, Sendable {
        /// One of our statuses.
        case status(MessageStatus)
        /// Nothing that a message's state depends on.
        case ignored
    }

    /// Where the reports stand in a callback; one place, or every element of arrays.
    var items: JSONPath
    /// Where a report carries our id.
    var message: JSONPath?
    /// Where it carries the gateway's id.
    var reference: JSONPath?
    /// Where its status word stands.
    var status: JSONPath
    /// What the words mean.
    var words: [String: Meaning]
    /// Where its error code stands.
    var error: JSONPath?
    /// Statuses that an error code tells more precisely than the word.
    var errors: [String: MessageStatus] = [:]
}

extension WebhookProvider {
    func deliveryReports(in body: [UInt8]) throws(CallbackFault) -> [DeliveryReport] {
        let json: JSONValue
        do {
            json = try JSONReader.read(body)
        } catch {
            throw .malformed(detail: "the body is not JSON: \(error.reason)")
        }
        guard let receipts = mapping.receipts else { return [try StandardReport.read(json)] }
        return try receipts.reports(in: json)
    }
}

extension ReceiptMapping {
    func reports(in json: JSONValue) throws(CallbackFault) -> [DeliveryReport] {
        let all = items.all(in: json)
        var reports: [DeliveryReport] = []
        var understoodCount = 0
        for item in all {
            guard let word = status.first(in: item).flatMap(ProviderWord.text),
                let meaning = words[word]
            else { continue }
            understoodCount += 1
            if case .status(let status) = meaning, let report = report(in: item, status) {
                reports.append(report)
            }
        }
        // One new word must not hold back the other reports of a post, which would come again for days;
        // but when nothing fits, the mapping is for another format.
        guard understoodCount > 0 || all.isEmpty else {
            throw .malformed(detail: "no report carries a status word that the mapping knows")
        }
        return reports
    }

    /// Nil when the report is about a message that some other software sent over the same account.
    private func report(in item: JSONValue, _ status: MessageStatus) -> DeliveryReport? {
        let message = message?.first(in: item)?.string.flatMap { MessageID($0) }
        let reference = reference?.first(in: item).flatMap(ProviderWord.text)
            .flatMap(ProviderWord.reference)
        guard message != nil || reference != nil else { return nil }
        let code = error?.first(in: item).flatMap(ProviderWord.text)
        return DeliveryReport(
            message: message,
            reference: reference,
            status: code.flatMap { errors[$0] } ?? status,
            failure: code.map(ProviderWord.failure)
        )
    }
}

/// Countersign's own report, `message.status` of cli.md: strict about types, tolerant of additions.
enum StandardReport {
    static func read(_ json: JSONValue) throws(CallbackFault) -> DeliveryReport {
        guard json["type"]?.string == "message.status" else {
            throw .malformed(detail: "/type: write \"message.status\"")
        }
        guard json["timestamp"]?.string != nil else {
            throw .malformed(detail: "/timestamp: write an RFC 3339 time as a string")
        }
        guard let data = json["data"], data.object != nil else {
            throw .malformed(detail: "/data: an object belongs here")
        }
        guard let message = data["message_id"]?.string.flatMap({ MessageID($0) }) else {
            throw .malformed(detail: "/data/message_id: write the message_id of the message.send")
        }
        let reference = try text("id", in: data)
        if let reference, ProviderWord.reference(reference) == nil {
            throw .malformed(detail: "/data/id: write 1 to 256 printable ASCII characters")
        }
        guard let status = data["status"]?.string.flatMap(MessageStatus.init(rawValue:)) else {
            let words = MessageStatus.allCases.map(\.rawValue).joined(separator: ", ")
            throw .malformed(detail: "/data/status: write one of \(words)")
        }
        return DeliveryReport(
            message: message,
            reference: reference,
            status: status,
            failure: try text("error", in: data).map(ProviderWord.failure)
        )
    }

    /// An optional string; null counts as absent.
    private static func text(
        _ name: String,
        in data: JSONValue
    ) throws(CallbackFault) -> String? {
        switch data[name] {
        case nil, .null: return nil
        case .string(let text): return text
        default: throw .malformed(detail: "/data/\(name): a string or null belongs here")
        }
    }
}
