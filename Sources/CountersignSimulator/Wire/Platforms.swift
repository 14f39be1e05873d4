import CountersignAPI
import CountersignCore

/// The simulated platforms behind one server, told apart by the first word of the path.
struct Platforms: Responder {
    let sms: SMSGateway
    let twilio: TwilioPlatform
    let twilioBackup: TwilioPlatform
    let whatsapp: WhatsAppPlatform
    let rcs: RCSPlatform
    let fcm: FCMPlatform
    let apns: APNsPlatform
    /// What may be asked of the simulator itself; nil for nothing.
    let control: SimulatorControl?

    static let page = """
        This is Countersign's simulator of messaging platforms. It speaks their formats, but no
        message leaves this process and no phone is real.

        POST   /sms/send                                           an SMS gateway
        POST   /twilio/2010-04-01/Accounts/{SID}/Messages.json     Twilio; also at /twilio-backup
        POST   /whatsapp/v23.0/{PHONE_NUMBER_ID}/messages          WhatsApp Business, Cloud API
        POST   /whatsapp/v23.0/{WABA_ID}/message_templates           templates; GET lists them
        POST   /rcs/token                                          RCS for Business: access tokens
        POST   /rcs/v1/phones/{E.164}/agentMessages                  messages
        DELETE /rcs/v1/phones/{E.164}/agentMessages/{MESSAGE_ID}     revoke
        GET    /rcs/v1/phones/{E.164}/capabilities                   capabilities
        POST   /fcm/token                                          Firebase: access tokens
        POST   /fcm/v1/projects/{PROJECT}/messages:send              messages
        POST   /apns/3/device/{TOKEN}                              Apple's push service
        """

    func respond(to request: HTTPRequest) async -> HTTPResponse {
        let path = request.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard let first = path.first else { return Platforms.nowhere }
        let rest = Array(path.dropFirst())
        switch SimulatedPlatform(rawValue: String(first)) {
        case .sms: return await sms(request, rest)
        case .twilio: return await messages(request, rest, of: twilio)
        case .twilioBackup: return await messages(request, rest, of: twilioBackup)
        case .whatsapp: return await whatsApp(request, rest)
        case .rcs: return await rcs(request, rest)
        case .fcm: return await fcm(request, rest)
        case .apns: return await apns.send(request, rest)
        case nil: return await simulator(request, first, rest)
        }
    }

    // MARK: - Routing

    private func simulator(
        _ request: HTTPRequest,
        _ first: Substring,
        _ rest: [Substring]
    ) async -> HTTPResponse {
        if first.isEmpty, rest.isEmpty, ["GET", "HEAD"].contains(request.method) {
            let more = control == nil ? "" : "\n\n" + SimulatorControl.page
            return .simulated(200, Platforms.page + more)
        }
        guard first == SimulatorControl.path, let control else { return Platforms.nowhere }
        return control.respond(to: request, rest)
    }

    private func sms(_ request: HTTPRequest, _ path: [Substring]) async -> HTTPResponse {
        guard path == ["send"] else { return Platforms.nowhere }
        return request.method == "POST" ? await sms.send(request) : Platforms.takes("POST")
    }

    private func messages(
        _ request: HTTPRequest,
        _ path: [Substring],
        of platform: TwilioPlatform
    ) async -> HTTPResponse {
        guard path.count == 4, path[0] == TwilioPlatform.apiVersion, path[1] == "Accounts",
            path[3] == "Messages.json"
        else { return TwilioError.notFound.answer }
        guard request.method == "POST" else { return Platforms.takes("POST") }
        return await platform.messages(request, account: path[2])
    }

    private func whatsApp(_ request: HTTPRequest, _ path: [Substring]) async -> HTTPResponse {
        if path.count == 3, path[2] == "message_templates" {
            guard ["GET", "POST"].contains(request.method) else {
                return Platforms.takes("GET, POST")
            }
            return whatsapp.templates(request, version: path[0], account: path[1])
        }
        guard path.count == 3, path[2] == "messages" else { return Platforms.nowhere }
        guard request.method == "POST" else { return Platforms.takes("POST") }
        return await whatsapp.messages(request, version: path[0], number: path[1])
    }

    private func rcs(_ request: HTTPRequest, _ path: [Substring]) async -> HTTPResponse {
        if path == ["token"] {
            guard request.method == "POST" else { return Platforms.takes("POST") }
            return rcs.tokens.exchange(request, at: rcs.clock.now())
        }
        guard (4...5).contains(path.count), path.starts(with: ["v1", "phones"]) else {
            return Platforms.nowhere
        }
        switch (path[3], path.count) {
        case ("agentMessages", 4):
            guard request.method == "POST" else { return Platforms.takes("POST") }
            return await rcs.agentMessages(request, phone: path[2])
        case ("agentMessages", 5):
            guard request.method == "DELETE" else { return Platforms.takes("DELETE") }
            return rcs.revoke(request, phone: path[2], id: path[4])
        case ("capabilities", 4):
            guard request.method == "GET" else { return Platforms.takes("GET") }
            return rcs.capabilities(request, phone: path[2])
        default: return Platforms.nowhere
        }
    }

    private func fcm(_ request: HTTPRequest, _ path: [Substring]) async -> HTTPResponse {
        if path == ["token"] {
            guard request.method == "POST" else { return Platforms.takes("POST") }
            return fcm.tokens.exchange(request, at: fcm.clock.now())
        }
        guard path.count == 4, path.starts(with: ["v1", "projects"]), path[3] == "messages:send"
        else { return Platforms.nowhere }
        guard request.method == "POST" else { return Platforms.takes("POST") }
        return await fcm.send(request, project: path[2])
    }

    func response(to refusal: DoorRefusal) -> HTTPResponse {
        switch refusal {
        case .bodyTooLarge(let limit):
            .simulated(413, "This simulator takes bodies of at most \(limit) bytes.")
        case .malformed(let detail): .simulated(400, "This simulator refuses: \(detail).")
        case .overloaded:
            .simulated(503, "This simulator is busy or stopping.", headers: [("Retry-After", "1")])
        }
    }

    private static var nowhere: HTTPResponse {
        .simulated(404, "This simulator has no such path; see / for those it has.")
    }

    private static func takes(_ method: String) -> HTTPResponse {
        .simulated(405, "This simulator takes \(method) here.", headers: [("Allow", method)])
    }

    // MARK: - Payers

    /// What the sender is told when a payer taps a button of a message, or answers with a text.
    func reply(_ reply: PayerAnswer, to message: SimulatedMessage) -> (Report, Traffic)? {
        guard case .phone(let number) = message.to else { return nil }
        let phone = number.withDigits { $0 }
        switch (message.platform, reply) {
        case (.whatsapp, .tap(let tap)):
            let button = WhatsAppWebhook.Reply.button(text: tap.text, payload: tap.payload)
            return (whatsapp.reply(button, from: phone, to: message.id), whatsapp.traffic)
        case (.whatsapp, .text(let text)):
            return (whatsapp.reply(.text(text), from: phone, to: nil), whatsapp.traffic)
        case (.rcs, .tap(let tap)):
            guard let provider = rcs.provider else { return nil }
            let suggestion = RCSEvents.Reply.suggestion(text: tap.text, postback: tap.payload)
            return (rcs.events.reply(suggestion, from: phone, provider), rcs.traffic)
        case (.rcs, .text(let text)):
            guard let provider = rcs.provider else { return nil }
            return (rcs.events.reply(.text(text), from: phone, provider), rcs.traffic)
        case (.twilio, .text(let text)): return (twilio.reply(text, from: phone), twilio.traffic)
        case (.twilioBackup, .text(let text)):
            return (twilioBackup.reply(text, from: phone), twilioBackup.traffic)
        case (.twilio, .tap), (.twilioBackup, .tap), (.sms, _), (.fcm, _), (.apns, _), (nil, _):
            return nil
        }
    }
}

/// What a payer answers to a message.
enum PayerAnswer: Equatable, Sendable {
    case tap(SimulatedMessage.Tap)
    case text(String)
}
