import CountersignCheckout
import CountersignCore
import CountersignMessaging
import CountersignStore
import CountersignTesting
import Foundation
import Testing

/// A shop whose messages have buttons and whose payers answer.
///
/// Each message is accepted under the reference `ref-1`, `ref-2`, ….
struct ReplyDesk {
    static let phone = "4915112345678"

    let shop: Shop
    let checkout: Checkout
    let carrier: ScriptedCarrier
    let metrics: Metrics

    init(
        settings: ConfirmationSettings = ConfirmationSettings(),
        channels: [Channel] = [.rcs],
        sendsPairs: Bool = true,
        edit: (_ path: String, _ text: String) -> String = { $1 }
    ) async throws {
        let shop = try await Shop(settings: settings)
        let counter = Counter()
        let metrics = Metrics()
        let carrier = ScriptedCarrier { _ in
            let body = Array("ref-\(await counter.next())".utf8)
            return .success(OutboundReply(status: 200, body: body))
        }
        let templates = try Shop.templates(shop.keyring, edit: edit)
        let route = Route(
            steps: channels.map { Route.Step(channel: $0, providers: [$0.rawValue]) }
        )
        var dependencies = shop.checkout.dependenciesForTests
        dependencies.carrier = carrier
        dependencies.metrics = metrics
        dependencies.templates = { templates }
        dependencies.route = { _, _ in route }
        dependencies.providers = [:]
        for channel in [Channel.rcs, .whatsapp, .sms] {
            let name = channel.rawValue
            dependencies.providers[name] = TalkingProvider(
                name: name,
                channel: channel,
                sendsPairs: sendsPairs
            )
        }
        self.shop = shop
        self.carrier = carrier
        self.metrics = metrics
        checkout = Checkout(dependencies)
    }

    private actor Counter {
        private var count = 0

        func next() -> Int {
            count += 1
            return count
        }
    }

    /// Opens a confirmation and waits until its message is out.
    func open(
        by caller: Caller? = nil,
        phone: String = "+" + phone
    ) async throws -> ConfirmationID {
        var request = try shop.request()
        request.recipient.phone = try PhoneNumber(phone)
        let answer = await checkout.confirm(request, by: caller ?? shop.caller, claim: nil)
        let id = try answer.view().confirmation.id
        await settled()
        return id
    }

    /// Waits until every message is out.
    func settled() async {
        for _ in 0..<6_000 where checkout.handoversPending > 0 {
            try? await Task.sleep(for: .milliseconds(10))
        }
        #expect(checkout.handoversPending == 0)
    }

    /// The tokens on the buttons of the newest message, by what they mean.
    func tokens() throws -> [ReplyToken.Action: String] {
        let body = String(decoding: try #require(carrier.requests.last).body, as: UTF8.self)
        var tokens: [ReplyToken.Action: String] = [:]
        for word in body.split(separator: "\"") {
            if let token = ReplyToken(String(word)) { tokens[token.action] = token.text }
        }
        return tokens
    }

    func denyToken() throws -> String { try #require(tokens()[.deny]) }

    /// A callback from a provider.
    @discardableResult
    func receive(
        _ members: [String: String],
        from phone: String = phone,
        over provider: String = "rcs",
        token: String = "secret"
    ) async -> CallbackAnswer {
        var json = JSONWriter()
        json.beginObject()
        json.member("from", phone)
        for (name, value) in members { json.member(name, value) }
        json.endObject()
        let callback = Callback(headers: ["x-token": token], body: json.bytes)
        return await checkout.receive(callback, provider: provider)
    }

    func status(_ id: ConfirmationID) async throws -> ConfirmationStatus {
        try await shop.stored(id).confirmation.status
    }

    /// How often replies had an outcome.
    func count(_ outcome: String, over provider: String = "rcs") -> Int {
        let labels = "provider=\"\(provider)\",outcome=\"\(outcome)\""
        let line = "countersign_payer_replies_total{\(labels)} "
        let found = metrics.prometheusText.split(separator: "\n").first { $0.hasPrefix(line) }
        return found.flatMap { Int($0.dropFirst(line.count)) } ?? 0
    }

    func events() async throws -> [EventRecord] {
        try await shop.store.events(
            of: shop.caller.merchant.id,
            mode: .live,
            after: 0,
            limit: 100
        )
    }
}
