import CountersignAPI
import CountersignCore
import CountersignKeys
import CountersignMessaging
import Testing

@testable import CountersignSimulator

/// The service's own providers against the simulator's platforms, each written from the wire format
/// alone.
@Suite(.timeLimit(.minutes(1))) struct RealProvidersTests {
    private static let key = WirePrivateKey.newRSAPEM()
    private static let code = """
        {"type":"template","template":{"name":"countersign_code","language":{"code":"en"},
        "components":[{"type":"body","parameters":[{"type":"text","text":"042917"}]},
        {"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"042917"}]}]}}
        """
    private static let card = """
        {"contentMessage":{"richCard":{"standaloneCard":{"cardOrientation":"VERTICAL",
        "cardContent":{"title":"Pay 49.99 EUR","description":"Your code is 042917.",
        "suggestions":[{"reply":{"text":"This wasn't me","postbackData":"deny.cnf_1.MAC"}}]}}}}}
        """

    private func with(
        _ scenario: Scenario = .quick,
        _ body: (Workshop) async throws -> Void
    ) async throws {
        let account = ServiceAccount(privateKeyPEM: RealProvidersTests.key)
        try await Workshop.with(scenario, account: account, { _ in }, body)
    }

    /// The provider as a service would make it from the configuration that is printed.
    private func provider(
        _ platform: SimulatedPlatform,
        _ workshop: Workshop
    ) throws -> any Provider {
        let all = SimulatorConfiguration.providers(of: workshop.simulator, workshop.settings)
        let members = try #require(all[platform.rawValue])
        let kind = try #require(members["kind"]?.string.flatMap { ProviderKind(rawValue: $0) })
        let values = workshop.secrets.environment(
            tokenURL: workshop.simulator.tokenURL,
            pushTokenURL: workshop.simulator.pushTokenURL
        )
        var secrets: [String: [UInt8]] = [:]
        for member in members.object ?? [] {
            guard let name = member.value["env"]?.string else { continue }
            secrets["/" + member.name] = Array(try #require(values[name]).utf8)
        }
        let settings = ProviderSettings(
            name: platform.rawValue,
            members: members,
            secrets: secrets,
            callbackURL: "\(workshop.service)/v1/callbacks/\(platform.rawValue)",
            crypto: Stage.crypto
        )
        return try kind.configured(settings).get()
    }

    private func token(_ provider: any Provider, _ workshop: Workshop) async throws -> AccessToken?
    {
        let now = SystemClock().now()
        switch provider.accessTokens {
        case .exchanged(let request, let read)?:
            return try read(await workshop.carrier.send(request(now)), now).get()
        case .minted(let mint)?: return mint(now, SystemEntropy().bytes(16))
        case nil: return nil
        }
    }

    private func send(
        _ provider: any Provider,
        _ workshop: Workshop
    ) async throws -> (id: MessageID, outcome: DispatchOutcome) {
        let content: [Channel: String] = [.whatsapp: Self.code, .rcs: Self.card]
        let dispatch = try Stage.dispatch(
            provider.channel,
            "Pay 49.99 EUR to Acme Shoes? Your code is 042917.",
            content[provider.channel],
            nil,
            provider.channel == .push ? Stage.deviceToken : Stage.phoneText,
            SystemClock().now(),
            accessToken: try await token(provider, workshop)
        )
        let result = await workshop.carrier.send(provider.request(for: dispatch))
        return (dispatch.message.id, provider.outcome(of: result))
    }

    private func content(
        of post: HTTPRequest,
        _ provider: any Provider
    ) throws(CallbackFault) -> CallbackContent {
        let callback = Callback(
            method: post.method,
            query: post.query,
            headers: post.headers,
            body: post.body
        )
        return try provider.content(of: callback, at: SystemClock().now())
    }

    @Test(arguments: [
        (SimulatedPlatform.twilio, [MessageStatus.sent, .delivered]),
        (.twilioBackup, [.sent, .delivered]), (.whatsapp, [.sent, .delivered]),
        (.rcs, [.delivered]), (.sms, [.sent, .delivered]),
    ])
    func aMessageArrivesAndItsReportsAreUnderstood(
        platform: SimulatedPlatform,
        statuses: [MessageStatus]
    ) async throws {
        try await with { workshop in
            let provider = try provider(platform, workshop)
            let (id, outcome) = try await send(provider, workshop)
            #expect(outcome.label == "accepted", "\(outcome)")
            let posts = await workshop.box.posts.collect(statuses.count)
            var reports: [DeliveryReport] = []
            for post in posts { reports += try content(of: post, provider).reports }
            #expect(reports.map(\.status) == statuses)
            #expect(reports.allSatisfy { $0.message == nil || $0.message == id })
            let shown = workshop.simulator.phones.messages(to: try Stage.phone())
            #expect(shown.count == 1)
            #expect(shown.first?.text.contains("042917") == true)
            #expect(workshop.simulator.counts[platform]?.addsUp == true)
        }
    }

    @Test(arguments: SimulatedPlatform.allCases.filter { !$0.isPush })
    func aForgedReportIsRefused(platform: SimulatedPlatform) async throws {
        try await with(.with { $0.forgedReceipts = 1 }) { workshop in
            let provider = try provider(platform, workshop)
            _ = try await send(provider, workshop)
            let post = try #require(await workshop.box.posts.collect(1).first)
            #expect(throws: CallbackFault.forged) { try content(of: post, provider) }
        }
    }

    @Test(arguments: SimulatedPlatform.allCases)
    func tooManyRequestsAreTriedAgain(platform: SimulatedPlatform) async throws {
        // None a second: however slow the machine, every request is one too many.
        try await with(.with { $0.ratePerSecondMax = 0 }) { workshop in
            let outcome = try await send(try provider(platform, workshop), workshop).outcome
            #expect(outcome.label == "retry-same")
        }
    }

    @Test(arguments: [(SimulatedPlatform.fcm, PushPlatform.fcm), (.apns, .apns)])
    func aNoticeArrivesAtItsApp(platform: SimulatedPlatform, push: PushPlatform) async throws {
        try await with { workshop in
            let provider = try provider(platform, workshop)
            let device = TestDevice.app(
                try PushAddress(platform: push, token: Stage.deviceToken)
            )
            let (_, outcome) = try await send(provider, workshop)
            #expect(outcome.label == "accepted", "\(outcome)")
            try await workshop.eventually("the notice is shown") {
                !workshop.simulator.phones.messages(to: device).isEmpty
            }
            let shown = try #require(workshop.simulator.phones.messages(to: device).first)
            #expect(shown.channel == .push)
            #expect(shown.text.contains("042917"))
            #expect(shown.reference.flatMap { ConfirmationID($0) } != nil)
            #expect(workshop.simulator.counts[platform]?.addsUp == true)
            workshop.simulator.phones.setUp(device, as: PhoneSetup(hasApp: false))
            #expect(try await send(provider, workshop).outcome.label == "drop")
        }
    }

    @Test(arguments: [
        (SimulatedPlatform.whatsapp, PayerReply.Meaning.notRequested),
        (.rcs, .tapped(token: "deny.cnf_1.MAC")),
    ])
    func aTapIsUnderstood(
        platform: SimulatedPlatform,
        meaning: PayerReply.Meaning
    ) async throws {
        try await with { workshop in
            let provider = try provider(platform, workshop)
            _ = try await send(provider, workshop)
            _ = await workshop.box.posts.collect(platform == .rcs ? 1 : 2)
            let messages = workshop.simulator.phones.messages(to: try Stage.phone())
            let message = try #require(messages.first)
            let tap = try #require(message.taps.first)
            #expect(workshop.simulator.tap(tap, of: message))
            let post = try #require(await workshop.box.posts.collect(1).first)
            let replies = try content(of: post, provider).replies
            #expect(replies.map(\.meaning) == [meaning])
            #expect(replies.map(\.from) == ["4915112345678"])
        }
    }

    @Test(arguments: [SimulatedPlatform.whatsapp, .rcs])
    func theHandshakeIsCompleted(platform: SimulatedPlatform) async throws {
        try await with { workshop in
            let provider = try provider(platform, workshop)
            _ = await workshop.simulator.subscribe()
            let posts = await workshop.box.posts.collect(2)
            let post = try #require(posts.first { $0.path.hasSuffix(platform.rawValue) })
            let answer = try #require(try content(of: post, provider).answer)
            #expect(!answer.body.isEmpty)
            let expected: [UInt8]
            if platform == .rcs {
                expected = Array((try JSONReader.read(post.body)["secret"]?.string ?? "").utf8)
            } else {
                let query = PercentEncoding.parameters(post.query, plusIsSpace: false) ?? []
                let challenge = query.first { $0.name == "hub.challenge" }?.value ?? ""
                expected = Array(challenge.utf8)
            }
            #expect(answer.body == expected)
        }
    }
}
