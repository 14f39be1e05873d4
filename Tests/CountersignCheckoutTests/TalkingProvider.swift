import CountersignCore
import CountersignMessaging
import CountersignTemplates

/// A provider that passes payers' replies on in the plainest form there is.
///
/// A request's body is the rich content. A callback's body is `{"from", "reference"}`, perhaps `id` and
/// `sent_at` of the reply, with one of
/// `tapped`, `text` and `not_requested`; its header `x-token` must be `secret`.
struct TalkingProvider: Provider {
    let name: String
    let channel: Channel
    var hasIdempotencyHandle: Bool { true }
    var reportsByReference: Bool { false }
    var repliesByReference: Bool { true }
    var sendsPairs: Bool = true
    var callbackHeaders: [String] { ["x-token"] }

    func request(for dispatch: Dispatch) -> OutboundRequest {
        let body = dispatch.rendered.content ?? Array(dispatch.rendered.text.utf8)
        return OutboundRequest(url: "http://\(name).test/", body: body)
    }

    func outcome(of reply: OutboundReply) -> DispatchOutcome {
        .accepted(reference: String(decoding: reply.body, as: UTF8.self))
    }

    func content(of callback: Callback, at now: Instant) throws(CallbackFault) -> CallbackContent {
        guard callback.headers["x-token"] == "secret" else { throw .forged }
        guard let json = try? JSONReader.read(callback.body) else {
            throw .malformed(detail: "JSON belongs here")
        }
        let meaning: PayerReply.Meaning =
            if let token = json["tapped"]?.string {
                .tapped(token: token)
            } else if let text = json["text"]?.string {
                .text(text)
            } else {
                .notRequested
            }
        return CallbackContent(replies: [
            PayerReply(
                from: json["from"]?.string ?? "",
                reference: json["reference"]?.string,
                id: json["id"]?.string,
                sentAt: json["sent_at"]?.string.flatMap { Instant(rfc3339: $0) },
                meaning: meaning
            )
        ])
    }
}
