import CountersignAPI
import CountersignCore
import CountersignMessaging

/// A simulated WhatsApp Business Platform.
///
/// Source: whatsapp-cloud.md. As there, a 200 is no delivery: that a number has no WhatsApp is said by
/// webhook, a phone that is off leaves a message at `sent`, and a repeated request is another message.
struct WhatsAppPlatform: Sendable {
    let provider: String
    let settings: SimulatorSettings
    let token: String
    let appSecret: [UInt8]
    let crypto: WebhookCrypto
    let phones: SimulatedPhones
    let courier: Courier
    let clock: any Clock
    let entropy: any Entropy

    func messages(
        _ request: HTTPRequest,
        version: Substring,
        number: Substring
    ) -> HTTPResponse {
        let trace = "simulated_" + Hex.encode(entropy.bytes(8))
        do throws(WhatsAppError) {
            guard request.carries(bearer: token, crypto) else { throw .token }
            guard WhatsAppPlatform.isVersion(version), number == settings.phoneNumberID else {
                throw .noSuchNumber(settings.phoneNumberID == number ? "\(version)" : "\(number)")
            }
            guard request.isJSON else { throw .invalid("The body is application/json.") }
            let message = try WhatsAppMessage.read(request.body, settings)
            let id = "wamid." + Base64.encode(entropy.bytes(24))
            guard courier.take(delivery(of: message, id)) else { throw .busy }
            return WhatsAppPlatform.accepted(message, id)
        } catch {
            return error.answer(trace: trace)
        }
    }

    /// A version such as `v23.0`.
    private static func isVersion(_ text: Substring) -> Bool {
        let numbers = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        return text.first == "v" && numbers.count == 2
            && numbers.allSatisfy { UInt8($0) != nil && $0.first != "+" }
    }

    private static func accepted(_ message: WhatsAppMessage, _ id: String) -> HTTPResponse {
        .simulated(
            200,
            .members([
                "messaging_product": .string("whatsapp"),
                "contacts": .array([
                    .members([
                        "input": .string(message.input), "wa_id": .string(message.input),
                    ])
                ]),
                "messages": .array([
                    .members(["id": .string(id), "message_status": .string("accepted")])
                ]),
            ])
        )
    }

    private func delivery(of message: WhatsAppMessage, _ id: String) -> Delivery {
        let setup = phones.setup(of: message.to)
        let report = { (status: WhatsAppStatus) in
            self.report(status, of: message, id)
        }
        guard setup.hasWhatsApp else {
            return Delivery(message: nil, reports: [report(.failed(.undeliverable))])
        }
        let shown: (text: String, buttons: [String])
        switch message.content {
        case .freeText:
            return Delivery(message: nil, reports: [report(.failed(.outsideConversation))])
        case .authentication(let text, let button): shown = (text, [button])
        case .directSend(let text): shown = (text, [])
        }
        guard setup.isReachable else { return Delivery(message: nil, reports: [report(.sent)]) }
        return Delivery(
            message: SimulatedMessage(
                channel: .whatsapp,
                to: message.to,
                from: settings.businessName,
                text: shown.text,
                buttons: shown.buttons,
                content: message.rich,
                reference: message.callbackData,
                at: clock.now()
            ),
            reports: [report(.sent), report(.delivered)]
        )
    }

    private func report(
        _ status: WhatsAppStatus,
        of message: WhatsAppMessage,
        _ id: String
    ) -> Report {
        Report { service, happenedAt, _ in
            let body = status.webhook(
                of: id,
                to: message.input,
                callbackData: message.callbackData,
                at: happenedAt,
                settings
            ).bytes
            let code = Hex.encode(crypto.hmacSHA256(appSecret, body))
            return Report.post(
                body,
                to: provider,
                at: service,
                proof: [("X-Hub-Signature-256", "sha256=\(code)")]
            )
        }
    }
}
