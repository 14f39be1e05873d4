import CountersignCore
import CountersignMessaging

/// What RCS for Business posts to its customer, in the shape of Pub/Sub.
///
/// Source: rbm.md, "Events" and "Authentication of events".
struct RCSEvents: Sendable {
    /// What happened to a message.
    enum Event: Sendable {
        case delivered
        /// Its time to live ran out, and it was taken back unseen.
        case expired
    }

    /// What a payer answers.
    enum Reply: Sendable {
        case suggestion(text: String, postback: String)
        case text(String)
    }

    let agentID: String
    let clientToken: String
    let crypto: ProviderCrypto
    let entropy: any Entropy

    func report(
        _ event: Event,
        of message: String,
        _ to: PhoneNumber,
        _ provider: String
    ) -> Report {
        let id = identifier()
        let phone = to.withDigits { $0 }
        return Report(meaning: event == .delivered ? .arrival : .expiry) { moment in
            let time = JSONValue.string(RCSPlatform.time(moment.happenedAt))
            let data: JSONValue =
                switch event {
                case .delivered:
                    .members([
                        "senderPhoneNumber": .string(phone), "eventType": .string("DELIVERED"),
                        "eventId": .string(id), "messageId": .string(message),
                        "agentId": .string(agentID), "sendTime": time,
                    ])
                case .expired:
                    .members([
                        "phoneNumber": .string(phone),
                        "eventType": .string("TTL_EXPIRATION_REVOKED"),
                        "eventId": .string(id), "messageId": .string(message),
                        "agentId": .string(agentID), "sendTime": time,
                    ])
                }
            return post(data, type: "event", id, provider, moment)
        }
    }

    func reply(_ reply: Reply, from phone: String, _ provider: String) -> Report {
        let id = identifier()
        return Report(meaning: .progress) { moment in
            let content: JSONMember =
                switch reply {
                case .suggestion(let text, let postback):
                    JSONMember(
                        "suggestionResponse",
                        .members([
                            "postbackData": .string(postback), "text": .string(text),
                            "type": .string("REPLY"),
                        ])
                    )
                case .text(let text): JSONMember("text", .string(text))
                }
            let data = JSONValue.object([
                JSONMember("agentId", .string(agentID)),
                JSONMember("senderPhoneNumber", .string(phone)),
                JSONMember("messageId", .string(id)),
                JSONMember("sendTime", .string(RCSPlatform.time(moment.happenedAt))),
                content,
            ])
            return post(data, type: "message", id, provider, moment)
        }
    }

    /// The handshake of a webhook: the service answers with the secret when it knows the token.
    func subscription(_ provider: String) -> Subscription {
        let secret = identifier()
        return Subscription(expected: secret) { service in
            Report.post(
                JSONValue.members([
                    "clientToken": .string(clientToken), "secret": .string(secret),
                ]).bytes,
                to: Report.callbackURL(of: provider, at: service),
                proof: []
            )
        }
    }

    private func post(
        _ data: JSONValue,
        type: String,
        _ id: String,
        _ provider: String,
        _ moment: Report.Moment
    ) -> OutboundRequest? {
        guard let service = moment.service else { return nil }
        let bytes = data.bytes
        let known = Array(clientToken.utf8)
        let token = moment.isForged ? known.spoilt : known
        let body = JSONValue.members([
            "message": .members([
                "attributes": .members(["type": .string(type)]),
                "data": .string(Base64.encode(bytes)),
                "messageId": .string(id),
                "publishTime": .string(RCSPlatform.time(moment.now)),
            ]),
            "subscription": .string("projects/rbm-simulator/subscriptions/countersign"),
        ])
        return Report.post(
            body.bytes,
            to: Report.callbackURL(of: provider, at: service),
            proof: [("X-Goog-Signature", Base64.encode(crypto.hmac(.sha512, token, bytes)))]
        )
    }

    private func identifier() -> String { "simulated-" + Hex.encode(entropy.bytes(12)) }
}
