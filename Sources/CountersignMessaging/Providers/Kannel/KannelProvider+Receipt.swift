public import CountersignCore

extension KannelProvider {
    /// Authenticates and reads a report, which comes as a GET of ``KannelReportURL``.
    /// - Throws: ``CallbackFault``, the first that applies.
    public func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        let parameters = PercentEncoding.parameters(callback.query, plusIsSpace: true) ?? []
        func value(_ name: String) -> String? { parameters.first { $0.name == name }?.value }
        guard callback.method == "GET", let reports,
            let message = value("m").flatMap({ MessageID($0) }),
            let code = value("s"), reports.isCode(code, of: message)
        else { throw .forged }
        guard let bits = value("d").flatMap({ UInt32($0) }) else {
            throw .malformed(detail: "d: the type of the report belongs here, as %d gives it")
        }
        guard let status = KannelProvider.status(of: bits) else { return CallbackContent() }
        return CallbackContent(
            reports: [
                DeliveryReport(
                    message: message,
                    // The gateway numbers its reports, not our message.
                    reference: nil,
                    status: status
                )
            ]
        )
    }

    /// What the bits of a report say, the last word first; nil for bits that nobody knows.
    private static func status(of bits: UInt32) -> MessageStatus? {
        if bits & 1 != 0 { return .delivered }
        if bits & 2 != 0 { return .undelivered }
        if bits & 16 != 0 { return .failed }
        return bits & (4 | 8) != 0 ? .sent : nil
    }
}
