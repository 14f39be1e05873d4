import CountersignCore
import CountersignTemplates

extension KannelProvider {
    /// Every kind of report: delivered, not delivered, queued, handed to the centre, rejected.
    static let allReportsMask = "31"

    /// The request that hands a message over.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        let text = dispatch.rendered.text
        let isGSM = SMSSegments(text).alphabet == .gsm7
        var query: [(name: String, value: String)] = [
            ("username", username),
            ("password", password.text),
        ]
        if let from = dispatch.rendered.from ?? from { query.append(("from", from)) }
        query += [
            ("to", dispatch.to),
            ("coding", isGSM ? "0" : "2"),
            // What the text is in; left out, coding 2 would be read as UTF-16.
            ("charset", "UTF-8"),
            ("text", text),
            // Whole minutes: rather too short than a code that arrives dead.
            ("validity", String(max(1, dispatch.secondsLeft / 60))),
        ]
        if let smsc { query.append(("smsc", smsc)) }
        if let reports {
            query += [
                ("dlr-mask", KannelProvider.allReportsMask),
                ("dlr-url", reports.url(for: dispatch.message.id)),
            ]
        }
        return OutboundRequest(method: "GET", url: url + "?" + PercentEncoding.form(query))
    }
}
