import CountersignCheckout
import CountersignCore
import CountersignMessaging
import CountersignTesting
import Synchronization
import Testing

/// What each class of a failure does to the route.
struct OutcomeClassTests {
    /// Answers by a word in the URL, 200 where none fits.
    private func carrier(_ statuses: [String: Int]) -> ScriptedCarrier {
        ScriptedCarrier { request in
            let status = statuses.first { request.url.contains($0.key) }?.value
            return .success(OutboundReply(status: status ?? 200))
        }
    }

    @Test func droppedChannelIsLeftWithAllItsProviders() async throws {
        let steps = Shop.allChannels + [Route.Candidate(channel: .rcs, provider: "rcs-two")]
        let shop = try await Shop(carrier: carrier(["rcs-one": 410]), steps: steps)
        let id = try await shop.open().confirmation.id
        await shop.settled()
        let stored = try await shop.stored(id)
        #expect(stored.messages.map(\.provider) == ["rcs-one", "whatsapp-one"])
        #expect(stored.messages.map(\.failureClass) == [.drop, nil])
        shop.clock.advance(seconds: 30)
        let again = await shop.checkout.resend(id, channel: .rcs, by: shop.caller, claim: nil)
        #expect(again.refusal == .noRoute(reason: "rcs can't carry this confirmation's message"))
        let view = try await shop.checkout
            .amend(id, amount: shop.euros(100), payee: nil, by: shop.caller, claim: nil).view()
        #expect(view.messages.last?.channel == .whatsapp, "an amendment does not forget it")
    }

    @Test func riskEndsTheRouteAndIsTold() async throws {
        let shop = try await Shop(
            settings: ConfirmationSettings(sendsMax: 5),
            carrier: carrier(["rcs": 409])
        )
        let id = try await shop.open().confirmation.id
        await shop.settled()
        var stored = try await shop.stored(id)
        #expect(stored.messages.map(\.failureClass) == [.risk])
        shop.clock.advance(seconds: 60)
        await shop.checkout.wakeForTests(id)
        await shop.settled()
        stored = try await shop.stored(id)
        #expect(stored.messages.count == 1, "nothing more is sent by itself")
        #expect(
            try await shop.eventTypes() == [.confirmationCreated, .messageFailed, .recipientRisk]
        )
        for channel in [nil, Channel.sms] {
            let again = await shop.checkout.resend(
                id,
                channel: channel,
                by: shop.caller,
                claim: nil
            )
            #expect(
                again.refusal
                    == .noRoute(reason: "the recipient's number may belong to somebody else now")
            )
        }
    }

    @Test func stopPausesTheProviderForEverybodyAndAlerts() async throws {
        let shop = try await Shop(carrier: carrier(["rcs": 403]))
        _ = try await shop.open()
        await shop.settled()
        let second = try await shop.open().confirmation.id
        await shop.settled()
        #expect(try await shop.stored(second).messages.map(\.provider) == ["whatsapp-one"])
        #expect(shop.carrier.requests.filter { $0.url.contains("rcs") }.count == 1)
        #expect(
            shop.log.written.contains { $0.hasPrefix("error a provider refuses our account") }
        )
    }

    @Test func oneRequestThatIsRefusedAsWrongDoesNotPauseItsProvider() async throws {
        let provider = StopOn400(PlainProvider(name: "rcs-one", channel: .rcs))
        let shop = try await Shop(carrier: carrier(["rcs": 400]), others: [provider])
        for _ in 0..<3 {
            _ = try await shop.open()
            await shop.settled()
        }
        #expect(shop.carrier.requests.filter { $0.url.contains("rcs") }.count == 3)
    }

    @Test func unknownFateWithoutAHandleIsNeverRepeated() async throws {
        let provider = PlainProvider(name: "rcs-one", channel: .rcs, hasIdempotencyHandle: false)
        let shop = try await Shop(carrier: carrier(["rcs": 500]), providers: [provider])
        let id = try await shop.open().confirmation.id
        await shop.settled()
        #expect(shop.carrier.requests.filter { $0.url.contains("rcs") }.count == 1)
        #expect(try await shop.stored(id).messages.map(\.status) == [.unknown, .accepted])
    }

    @Test func busyProviderIsAskedAgainOnceThenLeft() async throws {
        let shop = try await Shop(carrier: carrier(["rcs": 429]))
        let id = try await shop.open().confirmation.id
        await shop.settled()
        #expect(shop.carrier.requests.filter { $0.url.contains("rcs") }.count == 2)
        let stored = try await shop.stored(id)
        #expect(stored.messages.map(\.failureClass) == [.retrySame, nil])
        #expect(shop.outcomes() == ["retry-same": 2, "accepted": 1])
    }

    @Test func preparationDecidesBeforeTheMessage() async throws {
        let provider = PlainProvider(name: "rcs-one", channel: .rcs, asksFirst: true)
        let shop = try await Shop(
            carrier: carrier(["rcs-one.test/ready": 410]),
            providers: [provider]
        )
        let id = try await shop.open().confirmation.id
        await shop.settled()
        #expect(
            shop.carrier.requests.map(\.url) == [
                "http://rcs-one.test/ready", "http://whatsapp-one.test/",
            ]
        )
        #expect(try await shop.stored(id).messages.first?.failureClass == .drop)
        #expect(shop.outcomes() == ["preparation-drop": 1, "accepted": 1])
        let ready = try await Shop(providers: [provider])
        _ = try await ready.open()
        await ready.settled()
        #expect(
            ready.carrier.requests.map(\.url) == [
                "http://rcs-one.test/ready", "http://rcs-one.test/",
            ]
        )
    }

    // MARK: - Reports

    private func report(
        _ words: String,
        to shop: Shop,
        from provider: String = "rcs-one"
    ) async -> CallbackAnswer {
        let callback = Callback(headers: ["x-token": "secret"], body: Array(words.utf8))
        return await shop.checkout.receive(callback, provider: provider)
    }

    @Test func reportedClassIsObeyed() async throws {
        let steps = Shop.allChannels + [Route.Candidate(channel: .rcs, provider: "rcs-two")]
        let shop = try await Shop(steps: steps)
        let opened = try await shop.open()
        await shop.settled()
        #expect(await report("\(opened.messages[0].id) undelivered drop", to: shop) == .taken)
        await shop.settled()
        let id = opened.confirmation.id
        #expect(try await shop.stored(id).messages.map(\.provider) == ["rcs-one", "whatsapp-one"])
        #expect(await report("\(opened.messages[0].id) failed risk", to: shop) == .taken)
        #expect(try await shop.stored(id).messages.count == 2)
    }

    @Test func reportThatIsPlayedAgainStopsNobody() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        await shop.settled()
        let words = "\(opened.messages[0].id) failed stop"
        func isPaused() -> Bool {
            shop.checkout.providersPaused.contains { $0.provider == "rcs-one" && $0.isPaused }
        }
        #expect(await report(words, to: shop) == .taken)
        await shop.settled()
        #expect(isPaused())
        shop.clock.advance(seconds: 15)
        _ = try await shop.open()
        await shop.settled()
        #expect(!isPaused())
        #expect(await report(words, to: shop) == .taken)
        await shop.settled()
        #expect(!isPaused())
    }

    @Test func reportThatTheStoreCanNotPlaceNowIsAskedForAgain() async throws {
        let shop = try await Shop(reportsByReference: true)
        _ = try await shop.open()
        await shop.settled()
        let store = CountingStore(shop.store)
        store.failures.withLock { $0 = 1 }
        var dependencies = shop.checkout.dependenciesForTests
        dependencies.store = store
        let checkout = Checkout(dependencies)
        let callback = Callback(headers: ["x-token": "secret"], body: Array("ref delivered".utf8))
        #expect(await checkout.receive(callback, provider: "rcs-one") == .unavailable)
        #expect(await checkout.receive(callback, provider: "rcs-one") == .taken)
    }

    @Test func reportedRiskEndsTheRoute() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        await shop.settled()
        #expect(await report("\(opened.messages[0].id) failed risk", to: shop) == .taken)
        await shop.settled()
        #expect(try await shop.stored(opened.confirmation.id).messages.count == 1)
        #expect(try await shop.eventTypes().last == .recipientRisk)
    }

    @Test func riskIsToldOfAMessageThatHadFailedAlready() async throws {
        let shop = try await Shop(carrier: carrier(["sms": 410]), steps: Shop.smsOnly)
        let opened = try await shop.open()
        await shop.settled()
        for _ in 0..<2 {
            let words = "\(opened.messages[0].id) failed risk"
            #expect(await report(words, to: shop, from: "sms-one") == .taken)
        }
        await shop.settled()
        let message = try #require(try await shop.stored(opened.confirmation.id).messages.first)
        #expect(message.status == .failed)
        #expect(message.failureClass == .risk)
        let types = try await shop.eventTypes()
        #expect(types.filter { $0 == .recipientRisk }.count == 1)
        #expect(types.filter { $0 == .messageFailed }.count == 1)
    }

    @Test(
        arguments: [
            ("4915112345678", true), ("4990112345678", true), ("4915112345679", false),
            ("4315112345678", false), ("12345678", false),
        ]
    )
    func reportAboutAnotherRecipientIsVoid(_ digits: String, isOwn: Bool) async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        await shop.settled()
        let words = "\(opened.messages[0].id) delivered fallback \(digits)"
        #expect(await report(words, to: shop) == (isOwn ? .taken : .unknown))
        let status = try await shop.stored(opened.confirmation.id).messages.first?.status
        #expect(status == (isOwn ? .delivered : .accepted))
        let void = shop.metrics.prometheusText.contains(#"outcome="void""#)
        #expect(void == !isOwn)
    }
}

/// A provider that takes 400 for a fault of configuration, as most do.
struct StopOn400: Provider {
    let inner: PlainProvider
    var name: String { inner.name }
    var channel: Channel { inner.channel }
    var hasIdempotencyHandle: Bool { inner.hasIdempotencyHandle }
    var reportsByReference: Bool { inner.reportsByReference }
    var callbackHeaders: [String] { inner.callbackHeaders }

    init(_ inner: PlainProvider) {
        self.inner = inner
    }

    func request(for dispatch: Dispatch) -> OutboundRequest { inner.request(for: dispatch) }

    func outcome(of reply: OutboundReply) -> DispatchOutcome {
        reply.status == 400 ? .stop(reason: "wrong") : inner.outcome(of: reply)
    }

    func content(
        of callback: Callback,
        at now: Instant
    ) throws(CallbackFault) -> CallbackContent {
        try inner.content(of: callback, at: now)
    }
}
