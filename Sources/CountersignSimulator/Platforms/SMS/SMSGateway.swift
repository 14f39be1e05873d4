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
    let traffic: Traffic
    let clock: any Clock
    let entropy: any Entropy
    let repeats = Repeats()

    func send(_ request: HTTPRequest) async -> HTTPResponse {
        let limited = SMSGateway.refusal(429, "", "too many messages a second", retrySeconds: 1)
        let unavailable = SMSGateway.refusal(500, "", "this gateway is out of order")
        return await traffic.answer(limited: limited, unavailable: unavailable) { fate in
            switch checked(request) {
            case .success(let message): take(message, fate)
            case .failure(let refusal): .refused(refusal.response)
            }
        }
    }

    private struct Refusal: Error {
        let response: HTTPResponse

        init(_ status: Int, _ pointer: String, _ detail: String) {
            response = SMSGateway.refusal(status, pointer, detail)
        }
    }

    private func checked(_ request: HTTPRequest) -> Result<SMSMessage, Refusal> {
        let id: String
        do throws(CallbackFault) {
            id = try webhooks.verify(headers: request.headers, body: request.body, at: clock.now())
        } catch {
            return .failure(Refusal(401, "", "the signature is missing, wrong or too old"))
        }
        guard request.isJSON else {
            return .failure(Refusal(415, "", "the body is application/json"))
        }
        let message: SMSMessage
        do throws(SMSMessage.Fault) {
            message = try SMSMessage.read(request.body)
        } catch {
            return .failure(Refusal(400, error.pointer, error.detail))
        }
        guard id == message.id.text else {
            return .failure(Refusal(400, "/data/message_id", "this is not the webhook-id"))
        }
        return .success(message)
    }

    private func take(_ message: SMSMessage, _ fate: Fate) -> Traffic.Handling {
        let id = message.id.text
        let offered = "simulated_sms_" + Hex.encode(entropy.bytes(12))
        let (reference, isNew) = repeats.reference(of: id, offering: offered)
        if isNew, courier.take(delivery(of: message, reference, fate), of: traffic) == nil {
            repeats.forget(id)
            let busy = "this gateway is busy or stopping"
            return .refused(SMSGateway.refusal(503, "", busy, retrySeconds: 1))
        }
        let response = HTTPResponse.simulated(200, .members(["id": .string(reference)]))
        return isNew ? .accepted(response) : .repeated(response)
    }

    private func delivery(
        of message: SMSMessage,
        _ reference: String,
        _ fate: Fate
    ) -> Delivery {
        let isReachable = phones.setup(of: message.to).isReachable
        let shown = SimulatedMessage(
            channel: .sms,
            to: .phone(message.to),
            from: message.from ?? "simulator",
            text: message.text,
            reference: message.id.text,
            platform: traffic.platform,
            id: reference,
            at: clock.now()
        )
        return Delivery(
            message: isReachable ? shown : nil,
            reports: [
                report(.sent, of: message.id, reference),
                isReachable
                    ? report(.delivered, of: message.id, reference)
                    : report(.undelivered, of: message.id, reference, error: "absent-subscriber"),
            ],
            fate: fate
        )
    }

    private func report(
        _ status: MessageStatus,
        of message: MessageID,
        _ reference: String,
        error: String? = nil
    ) -> Report {
        let id = "simulated_report_" + Hex.encode(entropy.bytes(12))
        let meaning: Report.Meaning =
            status == .sent ? .progress : status == .delivered ? .arrival : .failure
        return Report(meaning: meaning) { moment in
            guard let service = moment.service else { return nil }
            let body = JSONValue.members([
                "type": .string("message.status"),
                "timestamp": .string(moment.happenedAt.rfc3339),
                "data": .members([
                    "message_id": .string(message.text),
                    "id": .string(reference),
                    "status": .string(status.rawValue),
                    "error": error.map { .string($0) } ?? .null,
                ]),
            ]).bytes
            var proof = webhooks.headers(id: id, at: moment.now, body: body)
            if moment.isForged,
                let place = proof.firstIndex(where: { $0.name == "webhook-signature" })
            {
                proof[place].value = "v1," + Base64.encode(entropy.bytes(32))
            }
            let url = Report.callbackURL(of: provider, at: service)
            return Report.post(body, to: url, proof: proof)
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
