import CountersignAPI
import CountersignCore
import CountersignMessaging

/// A simulated RCS for Business platform.
///
/// Source: rbm.md. A repeated `messageId` is answered again and delivered once. It reports no events:
/// theirs are signed with HMAC-SHA-512 over a nested base64 document, which the `webhook` provider
/// does not read.
///
/// Unlike there, a `messageId` need not be a UUID: any 1 to 64 letters, digits, hyphens and
/// underscores are taken.
struct RCSPlatform: Sendable {
    static let messageIDCharactersMax = 64

    let settings: SimulatorSettings
    let token: String
    let crypto: WebhookCrypto
    let phones: SimulatedPhones
    let courier: Courier
    let clock: any Clock
    let repeats = Repeats()

    func agentMessages(_ request: HTTPRequest, phone: Substring) -> HTTPResponse {
        do throws(RCSError) {
            guard request.carries(bearer: token, crypto) else { throw .token }
            guard request.isJSON else { throw .invalid("The body is application/json.") }
            let id = try messageID(in: request.query)
            guard let to = PercentEncoding.decode(phone).flatMap({ try? PhoneNumber($0) }) else {
                throw .invalid("Invalid phone number: E.164 with the plus as %2B belongs there.")
            }
            let message = try AgentMessage.read(request.body)
            let setup = phones.setup(of: to)
            guard setup.hasRCS else { throw .noRCS }
            let now = clock.now()
            let sentAt = RCSPlatform.time(now)
            let (firstSentAt, isNew) = repeats.reference(of: id, offering: sentAt)
            if isNew {
                // A handset that is off still gives 200, and nothing more is heard of the message.
                let shown = setup.isReachable ? shown(message, to, id, now) : nil
                guard courier.take(Delivery(message: shown, reports: [])) else {
                    repeats.forget(id)
                    throw .busy
                }
            }
            return to.withDigits { digits in
                .simulated(
                    200,
                    .members([
                        "name": .string("phones/\(digits)/agentMessages/\(id)"),
                        "sendTime": .string(firstSentAt),
                        "contentMessage": message.content,
                    ])
                )
            }
        } catch {
            return error.answer
        }
    }

    private func shown(
        _ message: AgentMessage,
        _ to: PhoneNumber,
        _ id: String,
        _ now: Instant
    ) -> SimulatedMessage {
        SimulatedMessage(
            channel: .rcs,
            to: to,
            from: settings.businessName,
            title: message.title,
            text: message.text,
            buttons: message.buttons,
            content: message.content,
            reference: id,
            at: now
        )
    }

    private func messageID(in query: String) throws(RCSError) -> String {
        guard let parameters = PercentEncoding.parameters(query, plusIsSpace: false) else {
            throw .invalid("The query is not well-formed.")
        }
        var values: [String: String] = [:]
        for (name, value) in parameters {
            guard name == "messageId" || name == "agentId" else {
                throw .invalid("Unknown name \(JSONWriter.quoted(name)) in the query.")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw .invalid("'\(name)' is repeated in the query.")
            }
        }
        guard (values["agentId"] ?? settings.agentID) == settings.agentID else {
            throw RCSError(
                code: 403,
                status: "PERMISSION_DENIED",
                message: "The caller does not have permission for this agent."
            )
        }
        guard let id = values["messageId"], isMessageID(id) else {
            throw .invalid("'messageId' is required in the query.")
        }
        return id
    }

    private func isMessageID(_ id: String) -> Bool {
        (1...RCSPlatform.messageIDCharactersMax).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122: true
                default: "-_".utf8.contains(byte)
                }
            }
    }

    /// RFC 3339 with milliseconds.
    private static func time(_ now: Instant) -> String {
        let rest = String(1_000 + now.milliseconds - now.seconds * 1_000).dropFirst()
        return "\(now.rfc3339.dropLast()).\(rest)Z"
    }
}
