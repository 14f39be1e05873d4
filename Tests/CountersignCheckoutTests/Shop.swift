import CountersignCheckout
import CountersignCore
import CountersignKeys
import CountersignMessaging
import CountersignPolicy
import CountersignStore
import CountersignTemplates
import CountersignTesting
import Foundation
import Testing

/// A shop with a real store, real keys and the shipped templates; only clock and carrier are a test's.
final class Shop: Sendable {
    let clock = ManualClock()
    let carrier: ScriptedCarrier
    let store: SQLiteStore
    let keyring: SystemKeyring
    let checkout: Checkout
    let watchman: Watchman
    let caller: Caller
    let other: Caller
    let log = SilentLog()
    let metrics = Metrics()
    let folder: URL

    init(
        settings: ConfirmationSettings = ConfirmationSettings(),
        otherwise: DecisionOutcome = .confirm,
        carrier: ScriptedCarrier = ScriptedCarrier(),
        steps: [Route.Candidate] = Shop.allChannels,
        reportsByReference: Bool = false,
        route given: Route? = nil,
        providers ownProviders: [PlainProvider] = [],
        others: [any Provider] = [],
        limits: [String: ProviderLimits] = [:],
        entropy: any Entropy = SystemEntropy(),
        policy: Policy? = nil
    ) async throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("countersign-shop-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try SQLiteStore.open(path: folder.appendingPathComponent("s.sqlite").path)
        keyring = SystemKeyring(KeyFile.generate(at: clock.now(), entropy: SystemEntropy()))
        self.carrier = carrier
        let merchant = try Shop.merchant("acme-shoes", "Acme Shoes", clock.now())
        let rival = try Shop.merchant("rival", "Rival Boots", clock.now())
        try await store.change([.merchant(merchant), .merchant(rival)])
        caller = Caller(merchant: merchant, mode: .live)
        other = Caller(merchant: rival, mode: .live)
        let templates = try #require(Shop.shipped)
        var providers: [String: any Provider] = [:]
        for step in steps {
            providers[step.provider] = PlainProvider(
                name: step.provider,
                channel: step.channel,
                reportsByReference: reportsByReference
            )
        }
        for provider in ownProviders { providers[provider.name] = provider }
        for provider in others { providers[provider.name] = provider }
        let route = given ?? Shop.route(steps)
        let active = ActivePolicy(
            policy: policy ?? Policy(name: "Test", settings: settings, otherwise: otherwise),
            version: 3
        )
        var dependencies = CheckoutDependencies(
            store: store,
            directory: try await DirectoryCache(store: store, clock: clock),
            keyring: keyring,
            clock: clock,
            entropy: entropy,
            carrier: carrier,
            providers: providers,
            route: { _, _ in route },
            templates: { templates },
            policy: { _ in active },
            zoneOffsetSeconds: { zone, _ in zone == "Europe/Berlin" ? 7_200 : 0 },
            issuer: "https://confirm.shop.example",
            log: log,
            metrics: metrics
        )
        dependencies.limits = limits
        dependencies.counterStore = store
        checkout = Checkout(dependencies)
        watchman = Watchman(checkout)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    static let allChannels = [
        Route.Candidate(channel: .rcs, provider: "rcs-one"),
        Route.Candidate(channel: .whatsapp, provider: "whatsapp-one"),
        Route.Candidate(channel: .sms, provider: "sms-one"),
        Route.Candidate(channel: .sms, provider: "sms-two"),
    ]

    /// One step for each channel, with its providers in order.
    static func route(_ candidates: [Route.Candidate]) -> Route {
        var channels: [Channel] = []
        for candidate in candidates where !channels.contains(candidate.channel) {
            channels.append(candidate.channel)
        }
        return Route(
            steps: channels.map { channel in
                let providers = candidates.filter { $0.channel == channel }.map(\.provider)
                return Route.Step(channel: channel, providers: providers)
            }
        )
    }

    static let smsOnly = [Route.Candidate(channel: .sms, provider: "sms-one")]

    // MARK: - Requests

    func request(
        units: Int64 = 4_999,
        bound: Bound = .exact,
        checkoutHash: [UInt8]? = nil
    ) throws -> ConfirmationRequest {
        ConfirmationRequest(
            amount: try euros(units),
            bound: bound,
            reference: "order-1234",
            recipient: Recipient(
                phone: try PhoneNumber("+4915112345678"),
                email: nil,
                locale: "en",
                customer: nil
            ),
            checkout: checkoutHash
        )
    }

    func euros(_ units: Int64) throws -> Amount {
        let currency = try #require(Currency("EUR"))
        return try #require(Amount(minorUnits: units, currency: currency))
    }

    func open(_ request: ConfirmationRequest? = nil) async throws -> ConfirmationView {
        let wanted = try request ?? self.request()
        return try await checkout.confirm(wanted, by: caller, claim: nil).view()
    }

    func present(
        _ code: String?,
        units: Int64 = 4_999
    ) throws -> Presentation {
        Presentation(
            code: code.flatMap { OneTimeCode(digits: $0) },
            amount: try euros(units)
        )
    }

    // MARK: - The phone

    /// The codes that the phone was sent, in order.
    func codes() throws -> [String] {
        try carrier.requests.map { request in
            let text = try #require(try JSONReader.read(request.body)["text"]?.string)
            let runs = text.split { !$0.isNumber }.filter { (6...8).contains($0.count) }
            return String(try #require(runs.first))
        }
    }

    /// Waits until so many requests went out, without ever waiting for nothing.
    func sent(_ count: Int) async throws -> [String] {
        for _ in 0..<6_000 {
            if carrier.requests.count >= count, checkout.handoversPending == 0 { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(carrier.requests.count >= count)
        return try codes()
    }

    func stored(_ id: ConfirmationID) async throws -> StoredConfirmation {
        try #require(try await store.confirmation(id))
    }

    private static func merchant(_ id: String, _ name: String, _ now: Instant) throws -> Merchant {
        Merchant(id: try #require(MerchantID(id)), name: try Payee(name), createdAt: now)
    }

    /// The shipped templates as they are, read once.
    private static let shipped = try? templates(
        SystemKeyring(KeyFile.generate(at: Instant(seconds: 1), entropy: SystemEntropy()))
    )

    /// The shipped templates, each changed by its path as a test says.
    static func templates(
        _ keyring: SystemKeyring,
        adding more: [String: String] = [:],
        edit: (_ path: String, _ text: String) -> String = { $1 }
    ) throws -> TemplateLibrary {
        let edited = Dictionary(
            uniqueKeysWithValues: try templateFiles().map { ($0, edit($0, $1)) }
        )
        let (library, findings) = TemplateLibrary.read(
            edited.merging(more) { $1 },
            folder: "Templates",
            sha256: { keyring.sha256($0) }
        )
        #expect(findings.isEmpty)
        return try #require(library)
    }

    private static func templateFiles() throws -> [String: String] {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Templates").resolvingSymlinksInPath()
        var files: [String: String] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
            // Two languages of payments are enough, and load in a moment.
            guard
                ["default/brand.json5", "default/en/", "default/de/"].contains(
                    where: path.hasPrefix
                )
            else { continue }
            let url = root.appendingPathComponent(path)
            guard let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
            files[path] = text
        }
        return files
    }
}

extension CheckoutAnswer {
    func view() throws -> ConfirmationView {
        guard case .fresh(let result) = self else {
            Issue.record("the answer is not fresh")
            throw Refusal.notFound
        }
        return try result.get()
    }

    var refusal: Refusal? {
        guard case .fresh(.failure(let refusal)) = self else { return nil }
        return refusal
    }
}

extension Shop {
    /// The use cases again over the same store, as after a restart.
    func restarted(
        with carrier: ScriptedCarrier? = nil,
        templates: TemplateLibrary? = nil,
        keyring: SystemKeyring? = nil
    ) async throws -> Checkout {
        var dependencies = checkout.dependenciesForTests
        if let templates { dependencies.templates = { templates } }
        if let keyring { dependencies.keyring = keyring }
        if let carrier { dependencies.carrier = carrier }
        return Checkout(dependencies)
    }
}

extension Shop {
    /// Waits until the outbox has nothing left to do.
    func settled() async {
        for _ in 0..<6_000 where checkout.handoversPending > 0 {
            try? await Task.sleep(for: .milliseconds(10))
        }
        #expect(checkout.handoversPending == 0)
    }

    /// How often hand-overs ended in which way.
    func outcomes() -> [String: Int] {
        var outcomes: [String: Int] = [:]
        for line in metrics.prometheusText.split(separator: "\n")
        where line.hasPrefix("countersign_handovers_total{") {
            let parts = line.split(separator: "\"")
            let outcome = parts[parts.count - 2]
            let count = line.split(separator: " ").last.flatMap { Int($0) } ?? 0
            outcomes[String(outcome), default: 0] += count
        }
        return outcomes
    }

    /// The merchant's events so far.
    func eventTypes() async throws -> [EventType] {
        try await store.events(of: caller.merchant.id, mode: .live, after: 0, limit: 100)
            .map(\.type)
    }
}
