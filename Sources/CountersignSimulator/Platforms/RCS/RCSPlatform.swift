import CountersignAPI
import CountersignCore
import CountersignMessaging
import Synchronization

/// A simulated RCS for Business platform.
///
/// Source: rbm.md. A repeated `messageId` is answered again and delivered once. A revoke follows the
/// guide: 200 for a message that was taken back, 404 for one that has arrived.
///
/// Unlike there, a `messageId` need not be a UUID: any 1 to 64 letters, digits, hyphens and
/// underscores are taken.
struct RCSPlatform: Sendable {
    static let scope = "https://www.googleapis.com/auth/rcsbusinessmessaging"
    static let messageIDCharactersMax = 64
    /// What every simulated handset can do.
    static let features = [
        "RICHCARD_STANDALONE", "RICHCARD_CAROUSEL", "ACTION_OPEN_URL", "ACTION_DIAL",
    ]

    /// The name that events are posted to; nil for no events.
    let provider: String?
    let settings: SimulatorSettings
    let tokens: GoogleTokens
    let events: RCSEvents
    let phones: SimulatedPhones
    let courier: Courier
    let traffic: Traffic
    let clock: any Clock
    let repeats = Repeats()
    let underway = Underway()

    /// `POST /v1/phones/{E.164}/agentMessages`.
    func agentMessages(_ request: HTTPRequest, phone: Substring) async -> HTTPResponse {
        await traffic.answer(
            limited: GoogleError.exhausted("Agent messages").answer,
            unavailable: GoogleError.faulty.answer
        ) {
            fate in
            do throws(GoogleError) {
                return try send(request, phone, fate)
            } catch {
                return .refused(error.answer)
            }
        }
    }

    private func send(
        _ request: HTTPRequest,
        _ phone: Substring,
        _ fate: Fate
    ) throws(GoogleError) -> Traffic.Handling {
        try authenticate(request)
        guard request.isJSON else { throw .invalid("The body is application/json.") }
        let id = try identifier("messageId", in: request.query)
        let to = try number(phone)
        let now = clock.now()
        let message = try AgentMessage.read(request.body, at: now)
        let setup = phones.setup(of: to)
        guard setup.hasRCS else { throw .notFound }
        let (firstSentAt, isNew) = repeats.reference(of: id, offering: RCSPlatform.time(now))
        if isNew {
            let delivery = delivery(of: message, to, id, fate, isReachable: setup.isReachable)
            guard let number = courier.take(delivery, of: traffic) else {
                repeats.forget(id)
                throw .busy
            }
            underway.keep(number, of: id)
        }
        let answer = to.withDigits { digits in
            HTTPResponse.simulated(
                200,
                .members([
                    "name": .string("phones/\(digits)/agentMessages/\(id)"),
                    "sendTime": .string(firstSentAt),
                    "contentMessage": message.content,
                ])
            )
        }
        return isNew ? .accepted(answer) : .repeated(answer)
    }

    /// `DELETE /v1/phones/{E.164}/agentMessages/{messageId}`.
    func revoke(_ request: HTTPRequest, phone: Substring, id: Substring) -> HTTPResponse {
        do throws(GoogleError) {
            try authenticate(request)
            _ = try number(phone)
            try checkAgent(try parameters(["agentId"], in: request.query))
            guard let carried = underway.number(of: String(id)),
                courier.recall(carried, of: traffic)
            else { throw .notFound }
            return .simulated(200, .object([]))
        } catch {
            return error.answer
        }
    }

    /// `GET /v1/phones/{E.164}/capabilities`.
    func capabilities(_ request: HTTPRequest, phone: Substring) -> HTTPResponse {
        do throws(GoogleError) {
            try authenticate(request)
            let to = try number(phone)
            _ = try identifier("requestId", in: request.query)
            guard phones.setup(of: to).hasRCS else { throw .notFound }
            let features = RCSPlatform.features.map { JSONValue.string($0) }
            return .simulated(200, .members(["features": .array(features)]))
        } catch {
            return error.answer
        }
    }

    // MARK: - What becomes of it

    /// A handset that is off still gives 200; then the time to live runs out.
    private func delivery(
        of message: AgentMessage,
        _ to: PhoneNumber,
        _ id: String,
        _ fate: Fate,
        isReachable: Bool
    ) -> Delivery {
        var reports: [Report] = []
        if let provider {
            reports.append(events.report(.delivered, of: id, to, provider))
            if let ttl = message.ttlMilliseconds {
                var expiry = events.report(.expired, of: id, to, provider)
                expiry.afterMilliseconds = ttl
                reports.append(expiry)
            }
        }
        let shown = SimulatedMessage(
            channel: .rcs,
            to: .phone(to),
            from: settings.businessName,
            title: message.title,
            text: message.text,
            buttons: message.buttons.map(\.text),
            taps: message.buttons.compactMap(\.tap),
            content: message.content,
            reference: id,
            platform: traffic.platform,
            id: id,
            at: clock.now()
        )
        return Delivery(message: isReachable ? shown : nil, reports: reports, fate: fate)
    }

    // MARK: - Reading

    private func authenticate(_ request: HTTPRequest) throws(GoogleError) {
        guard tokens.isCarried(by: request, at: clock.now()) else { throw .token }
    }

    private func number(_ phone: Substring) throws(GoogleError) -> PhoneNumber {
        guard let number = PercentEncoding.decode(phone).flatMap({ try? PhoneNumber($0) }) else {
            throw .invalid("Invalid phone number: E.164 with the plus as %2B belongs there.")
        }
        return number
    }

    /// The id that a query must hold under a name, beside the agent's.
    private func identifier(_ name: String, in query: String) throws(GoogleError) -> String {
        let values = try parameters([name, "agentId"], in: query)
        try checkAgent(values)
        guard let id = values[name], isMessageID(id) else {
            throw .invalid("'\(name)' is required in the query.")
        }
        return id
    }

    private func checkAgent(_ values: [String: String]) throws(GoogleError) {
        guard (values["agentId"] ?? settings.agentID) == settings.agentID else {
            throw .forbidden("The caller does not have permission for this agent.")
        }
    }

    private func parameters(
        _ known: [String],
        in query: String
    ) throws(GoogleError) -> [String: String] {
        guard let parameters = PercentEncoding.parameters(query, plusIsSpace: false) else {
            throw .invalid("The query is not well-formed.")
        }
        var values: [String: String] = [:]
        for (name, value) in parameters {
            guard known.contains(name) else {
                throw .invalid("Unknown name \(JSONWriter.quoted(name)) in the query.")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw .invalid("'\(name)' is repeated in the query.")
            }
        }
        return values
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
    static func time(_ now: Instant) -> String {
        let rest = String(1_000 + now.milliseconds - now.seconds * 1_000).dropFirst()
        return "\(now.rfc3339.dropLast()).\(rest)Z"
    }
}

/// The couriers' numbers of messages that may still be taken back, the latest of them.
final class Underway: Sendable {
    static let idsMin = 10_000

    private let numbers = Mutex<(recent: [String: Int], older: [String: Int])>(([:], [:]))

    func keep(_ number: Int, of id: String) {
        numbers.withLock { numbers in
            if numbers.recent.count >= Underway.idsMin {
                numbers.older = numbers.recent
                numbers.recent = [:]
            }
            numbers.recent[id] = number
        }
    }

    func number(of id: String) -> Int? {
        numbers.withLock { $0.recent[id] ?? $0.older[id] }
    }
}
