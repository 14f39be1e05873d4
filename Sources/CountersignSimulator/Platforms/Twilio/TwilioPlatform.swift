import CountersignAPI
import CountersignCore
import CountersignMessaging

/// A simulated account of Twilio Programmable Messaging.
///
/// Source: twilio.md. As there, a repeated request is another message, and the first state has no
/// callback.
struct TwilioPlatform: Sendable {
    static let apiVersion = "2010-04-01"

    let provider: String
    let accountSID: String
    let sender: String
    let signature: TwilioSignature
    let phones: SimulatedPhones
    let courier: Courier
    let traffic: Traffic
    let clock: any Clock
    let entropy: any Entropy

    /// `POST /2010-04-01/Accounts/{AccountSid}/Messages.json`.
    func messages(_ request: HTTPRequest, account: Substring) async -> HTTPResponse {
        await traffic.answer(
            limited: TwilioError.tooManyRequests.answer,
            unavailable: TwilioError.serverError.answer
        ) { fate in
            do throws(TwilioError) {
                return .accepted(try create(request, account: account, fate))
            } catch {
                return .refused(error.answer)
            }
        }
    }

    private func create(
        _ request: HTTPRequest,
        account: Substring,
        _ fate: Fate
    ) throws(TwilioError) -> HTTPResponse {
        guard isAuthentic(request) else { throw .authenticate }
        guard account == accountSID else { throw .notFound }
        guard request.isForm else { throw .toMissing }
        let message = try TwilioMessage.read(request.body)
        let sid = "SM" + Hex.encode(entropy.bytes(16))
        guard courier.take(delivery(of: message, sid, fate), of: traffic) != nil else {
            throw .busy
        }
        return .simulated(201, resource(message, sid))
    }

    /// Basic: the account's SID and its token.
    private func isAuthentic(_ request: HTTPRequest) -> Bool {
        let credentials = Array(accountSID.utf8) + [UInt8(ascii: ":")] + signature.authToken
        return request.carries(
            authorization: "Basic " + Base64.encode(credentials),
            signature.crypto.webhook
        )
    }

    private func resource(_ message: TwilioMessage, _ sid: String) -> JSONValue {
        let isService = message.messagingService != nil
        let uri = "/\(TwilioPlatform.apiVersion)/Accounts/\(accountSID)/Messages/\(sid).json"
        return .members([
            "sid": .string(sid),
            "account_sid": .string(accountSID),
            "api_version": .string(TwilioPlatform.apiVersion),
            "status": .string(isService ? "accepted" : "queued"),
            "to": .string(message.toText),
            "from": message.from.map { .string($0) } ?? .null,
            "messaging_service_sid": message.messagingService.map { .string($0) } ?? .null,
            "body": .string(message.body),
            "direction": .string("outbound-api"),
            "num_media": .string("0"),
            "num_segments": .string(isService ? "0" : "1"),
            "error_code": .null,
            "error_message": .null,
            "price": .null,
            "price_unit": .string("USD"),
            "date_created": .string(MailDate.text(clock.now())),
            "date_updated": .string(MailDate.text(clock.now())),
            "date_sent": .null,
            "uri": .string(uri),
        ])
    }

    // MARK: - What becomes of it

    private func delivery(of message: TwilioMessage, _ sid: String, _ fate: Fate) -> Delivery {
        let isReachable = phones.setup(of: message.to).isReachable
        let shown = SimulatedMessage(
            channel: .sms,
            to: .phone(message.to),
            from: message.from ?? sender,
            text: message.body,
            reference: nil,
            platform: traffic.platform,
            id: sid,
            at: clock.now()
        )
        let last =
            isReachable
            ? TwilioStatus.delivered : .undelivered(TwilioStatus.unreachableHandset)
        let statuses = message.statusCallback == nil ? [] : [.sent, last]
        return Delivery(
            message: isReachable ? shown : nil,
            reports: statuses.map { report($0, of: message, sid) },
            fate: fate
        )
    }

    private func report(_ status: TwilioStatus, of message: TwilioMessage, _ sid: String) -> Report
    {
        var parameters: [(name: String, value: String)] = [
            ("MessageSid", sid), ("SmsSid", sid), ("AccountSid", accountSID),
            ("To", message.toText), ("From", message.from ?? sender),
            ("ApiVersion", TwilioPlatform.apiVersion),
        ]
        if let service = message.messagingService {
            parameters.append(("MessagingServiceSid", service))
        }
        parameters += status.parameters
        let (url, signed) = (message.statusCallback, parameters)
        return Report(meaning: status.meaning) { moment in
            url.map { signature.post(signed, to: $0, isForged: moment.isForged) }
        }
    }

    /// The payer answers with a text.
    func reply(_ text: String, from phone: String) -> Report {
        let sid = "SM" + Hex.encode(entropy.bytes(16))
        let parameters: [(name: String, value: String)] = [
            ("MessageSid", sid), ("SmsSid", sid), ("SmsMessageSid", sid),
            ("AccountSid", accountSID), ("From", phone), ("To", sender), ("Body", text),
            ("NumMedia", "0"), ("NumSegments", "1"), ("SmsStatus", "received"),
            ("ApiVersion", TwilioPlatform.apiVersion),
        ]
        return Report(meaning: .progress) { moment in
            moment.service.map { service in
                signature.post(parameters, to: Report.callbackURL(of: provider, at: service))
            }
        }
    }
}
