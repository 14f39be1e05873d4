import CountersignAPI
import CountersignCore
import CountersignMessaging

/// A simulated SMS gateway that takes Countersign's own signed format.
///
/// Source: cli.md, "Configuration"; Standard Webhooks 1.0.0. A repeated `webhook-id` is delivered once.
struct SMSGateway: Sendable {
    let provider: String
    let webhooks: StandardWebhooks
    let phones: SimulatedPhones
    let courier: Courier
    let clock: any Clock
    let entropy: any Entropy
    let repeats = Repeats()

    func send(_ request: HTTPRequest) -> HTTPResponse {
        let id: String
        do throws(CallbackFault) {
            id = try webhooks.verify(headers: request.headers, body: request.body, at: clock.now())
        } catch {
            return SMSGateway.refusal(401, "", "the signature is missing, wrong or too old")
        }
        guard request.isJSON else {
            return SMSGateway.refusal(415, "", "the body is application/json")
        }
        let message: SMSMessage
        do throws(SMSMessage.Fault) {
            message = try SMSMessage.read(request.body)
        } catch {
            return SMSGateway.refusal(400, error.pointer, error.detail)
        }
        guard id == message.id.text else {
            return SMSGateway.refusal(400, "/data/message_id", "this is not the webhook-id")
        }
        let offered = "simulated_sms_" + Hex.encode(entropy.bytes(12))
        let (reference, isNew) = repeats.reference(of: id, offering: offered)
        if isNew, !courier.take(delivery(of: message, reference)) {
            repeats.forget(id)
            return SMSGateway.refusal(503, "", "this gateway is busy or stopping", retrySeconds: 1)
        }
        return .simulated(200, .members(["id": .string(reference)]))
    }

    private func delivery(of message: SMSMessage, _ reference: String) -> Delivery {
        let isReachable = phones.setup(of: message.to).isReachable
        let shown = SimulatedMessage(
            channel: .sms,
            to: message.to,
            from: message.from ?? "simulator",
            text: message.text,
            reference: message.id.text,
            at: clock.now()
        )
        return Delivery(
            message: isReachable ? shown : nil,
            reports: [
                report(.sent, of: message.id, reference),
                isReachable
                    ? report(.delivered, of: message.id, reference)
                    : report(.undelivered, of: message.id, reference, error: "absent-subscriber"),
            ]
        )
    }

    private func report(
        _ status: MessageStatus,
        of message: MessageID,
        _ reference: String,
        error: String? = nil
    ) -> Report {
        let id = "simulated_report_" + Hex.encode(entropy.bytes(12))
        return Report { service, happenedAt, now in
            let body = JSONValue.members([
                "type": .string("message.status"),
                "timestamp": .string(happenedAt.rfc3339),
                "data": .members([
                    "message_id": .string(message.text),
                    "id": .string(reference),
                    "status": .string(status.rawValue),
                    "error": error.map { .string($0) } ?? .null,
                ]),
            ]).bytes
            let proof = webhooks.headers(id: id, at: now, body: body)
            return Report.post(body, to: provider, at: service, proof: proof)
        }
    }

    private static func refusal(
        _ status: Int,
        _ pointer: String,
        _ detail: String,
        retrySeconds: Int? = nil
    ) -> HTTPResponse {
        var answer = HTTPResponse.simulated(
            status,
            .members([
                "error": .members([
                    "pointer": .string(pointer), "detail": .string("simulator: \(detail)"),
                ])
            ])
        )
        if let retrySeconds { answer.headers.append(("Retry-After", String(retrySeconds))) }
        return answer
    }
}
