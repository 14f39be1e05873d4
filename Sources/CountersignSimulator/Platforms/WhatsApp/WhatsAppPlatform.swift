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
    let verifyToken: String
    let crypto: WebhookCrypto
    let shelf: WhatsAppTemplateShelf
    let phones: SimulatedPhones
    let courier: Courier
    let traffic: Traffic
    let clock: any Clock
    let entropy: any Entropy

    /// `POST /{version}/{PHONE_NUMBER_ID}/messages`.
    func messages(
        _ request: HTTPRequest,
        version: Substring,
        number: Substring
    ) async -> HTTPResponse {
        let trace = "simulated_" + Hex.encode(entropy.bytes(8))
        return await traffic.answer(
            limited: WhatsAppError.tooManyMessages.answer(trace: trace),
            unavailable: WhatsAppError.somethingWrong.answer(trace: trace)
        ) { fate in
            do throws(WhatsAppError) {
                return .accepted(try send(request, version, number, fate))
            } catch {
                return .refused(error.answer(trace: trace))
            }
        }
    }

    private func send(
        _ request: HTTPRequest,
        _ version: Substring,
        _ number: Substring,
        _ fate: Fate
    ) throws(WhatsAppError) -> HTTPResponse {
        guard request.carries(bearer: token, crypto) else { throw .token }
        guard WhatsAppPlatform.isVersion(version), number == settings.phoneNumberID else {
            throw .noSuchNumber(settings.phoneNumberID == number ? "\(version)" : "\(number)")
        }
        guard request.isJSON else { throw .invalid("The body is application/json.") }
        let message = try WhatsAppMessage.read(request.body, settings)
        let id = "wamid." + Base64.encode(entropy.bytes(24))
        guard courier.take(delivery(of: message, id, fate), of: traffic) != nil else {
            throw .busy
        }
        return WhatsAppPlatform.accepted(message, id)
    }

    /// A version such as `v23.0`.
    static func isVersion(_ text: Substring) -> Bool {
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

    // MARK: - What becomes of it

    private func delivery(of message: WhatsAppMessage, _ id: String, _ fate: Fate) -> Delivery {
        let setup = phones.setup(of: message.to)
        let report = { (status: WhatsAppStatus) in
            self.report(status, of: message, id)
        }
        guard setup.hasWhatsApp else {
            return Delivery(message: nil, reports: [report(.failed(.undeliverable))], fate: fate)
        }
        if message.content == .freeText {
            let failure = report(.failed(.outsideConversation))
            return Delivery(message: nil, reports: [failure], fate: fate)
        }
        return Delivery(
            message: setup.isReachable ? shown(message, id) : nil,
            reports: setup.isReachable ? [report(.sent), report(.delivered)] : [report(.sent)],
            fate: fate
        )
    }

    private func shown(_ message: WhatsAppMessage, _ id: String) -> SimulatedMessage {
        let screen: (text: String, buttons: [String], taps: [SimulatedMessage.Tap])
        switch message.content {
        case .freeText: screen = ("", [], [])
        case .authentication(let text, let button):
            let denial = SimulatedMessage.Tap(
                text: WhatsAppPlatform.denial,
                payload: WhatsAppPlatform.denialPayload
            )
            screen = (text, [button], [denial])
        case .utility(let text, let buttons, let taps): screen = (text, buttons, taps)
        case .directSend(let text): screen = (text, [], [])
        }
        return SimulatedMessage(
            channel: .whatsapp,
            to: .phone(message.to),
            from: settings.businessName,
            text: screen.text,
            buttons: screen.buttons,
            taps: screen.taps,
            content: message.rich,
            reference: message.callbackData,
            platform: traffic.platform,
            id: id,
            at: clock.now()
        )
    }

    private func report(
        _ status: WhatsAppStatus,
        of message: WhatsAppMessage,
        _ id: String
    ) -> Report {
        Report(meaning: status.meaning) { moment in
            let body = status.webhook(
                of: id,
                to: message.input,
                callbackData: message.callbackData,
                at: moment.happenedAt,
                settings
            )
            return post(body, moment)
        }
    }

    private func post(_ body: JSONValue, _ moment: Report.Moment) -> OutboundRequest? {
        guard let service = moment.service else { return nil }
        let bytes = body.bytes
        let secret = moment.isForged ? appSecret.spoilt : appSecret
        let code = Hex.encode(crypto.hmacSHA256(secret, bytes))
        return Report.post(
            bytes,
            to: Report.callbackURL(of: provider, at: service),
            proof: [("X-Hub-Signature-256", "sha256=\(code)")]
        )
    }

    // MARK: - What payers answer

    /// The button below a code that the payer did not ask for, a beta of the platform's.
    static let denial = "I didn't request a code"
    static let denialPayload = "DID_NOT_REQUEST_CODE"

    /// The payer taps a button, or writes a text.
    func reply(_ reply: WhatsAppWebhook.Reply, from phone: String, to message: String?) -> Report {
        let id = "wamid." + Base64.encode(entropy.bytes(24))
        return Report(meaning: .progress) { moment in
            let item = WhatsAppWebhook.message(
                reply,
                id: id,
                from: phone,
                answering: message,
                at: moment.happenedAt
            )
            return post(WhatsAppWebhook.body(settings, "messages", item), moment)
        }
    }

    /// The handshake of a webhook subscription: the service echoes a challenge.
    ///
    /// Source: whatsapp-cloud.md, section 6.
    func subscription() -> Subscription {
        let challenge = String(entropy.bytes(4).reduce(UInt32(1)) { $0 << 8 | UInt32($1) })
        return Subscription(expected: challenge) { service in
            let query = PercentEncoding.form([
                ("hub.mode", "subscribe"), ("hub.challenge", challenge),
                ("hub.verify_token", verifyToken),
            ])
            return OutboundRequest(
                method: "GET",
                url: Report.callbackURL(of: provider, at: service) + "?" + query,
                timeoutMillisecondsMax: Report.timeoutMillisecondsMax,
                answerBytesMax: Report.answerBytesMax
            )
        }
    }
}
