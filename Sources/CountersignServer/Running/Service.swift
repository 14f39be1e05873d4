import CountersignAPI
import CountersignCheckout
import CountersignCore
import CountersignHTTP
import CountersignKeys
import CountersignMessaging
import CountersignSimulator
import CountersignStore
import CountersignTemplates
import CountersignTransport
import Foundation

/// A running service: everything wired together, from the store to the door.
final class Service: Sendable {
    /// What a service is made of.
    struct Parts: Sendable {
        /// The store, open; the service closes it.
        var store: SQLiteStore
        /// Every key of the key file.
        var keyring: SystemKeyring
        /// Templates and policies.
        var assets: Assets
        /// Where they come from, to be looked at while it runs; nil for never.
        var watched: Watched?
        /// Providers for live keys.
        var providers: [any Provider]
        /// What providers take at once, where the configuration says so.
        var limits: [String: ProviderLimits] = [:]
        /// The route of a merchant's live messages.
        var route: @Sendable (MerchantID) -> Route
        /// What providers take, by their name.
        var prices: [String: ProviderPrices] = [:]
        /// How payers are taught.
        var education = EducationSettings()
        /// Who signs receipts.
        var issuer: String
        /// Whether merchants' endpoints may lie on private addresses.
        var webhooksAllowPrivate: Bool
        /// Settings of the door.
        var door: HTTPServerSettings
        /// The simulator for test keys, and where test keys' messages go; nil without one.
        var simulator: Simulator?
        /// Providers of the simulator.
        var simulatorProviders: [any Provider]
        /// The way out.
        var carrier: CurlCarrier
        /// Where log lines go.
        var log: any Log
        /// The moment.
        var clock: any Clock
        /// Fresh random bytes.
        var entropy: any Entropy
        /// Pages beside the API.
        var pages: @Sendable (HTTPRequest) async -> HTTPResponse? = { _ in nil }
    }

    /// Files that are looked at while the service runs.
    struct Watched: Sendable {
        /// Where templates and policies are read from.
        var source: AssetSource
        /// What the files looked like before they were read.
        var fingerprint: AssetFingerprint
        /// How often they are looked at.
        var everyMilliseconds = AssetKeeper.lookMilliseconds
    }

    /// Where it listens.
    let address: ListenAddress
    /// The use cases.
    let checkout: Checkout
    private let parts: Parts
    private let keeper: AssetKeeper
    private let looking: Task<Void, Never>?
    private let server: HTTPServer
    private let watchman: Watchman
    private let courier: Courier

    private init(
        parts: Parts,
        keeper: AssetKeeper,
        checkout: Checkout,
        dependencies: CheckoutDependencies,
        watchman: Watchman,
        server: HTTPServer
    ) {
        self.parts = parts
        self.keeper = keeper
        self.looking = parts.watched.map { watched in
            Task {
                await keeper.watch(
                    from: watched.fingerprint,
                    everyMilliseconds: watched.everyMilliseconds
                )
            }
        }
        self.checkout = checkout
        self.server = server
        self.address = server.address
        self.watchman = watchman
        self.courier = Courier(
            dependencies,
            store: parts.store,
            allowsPrivate: parts.webhooksAllowPrivate
        )
    }

    /// Opens the door last: a request that comes in finds everything there.
    static func start(_ parts: Parts) async throws(CommandFailure) -> Service {
        let ledger = PolicyLedger(
            store: parts.store,
            keyring: parts.keyring,
            clock: parts.clock,
            entropy: parts.entropy
        )
        let shelf = try await AssetShelf.filled(with: parts.assets, ledger)
        let directory: DirectoryCache
        do {
            directory = try await DirectoryCache(store: parts.store, clock: parts.clock)
        } catch {
            throw .store(error)
        }
        let metrics = Metrics()
        let dependencies = dependencies(parts, shelf, directory, metrics)
        let checkout = Checkout(dependencies)
        let keeper = AssetKeeper(parts, shelf, ledger, checkout)
        try await keeper.prepare(shelf.policies.policies)
        metrics.gauge(
            "countersign_handovers_pending",
            help: "Messages that are being handed over or wait for it in memory.",
            read: { checkout.handoversPending }
        )
        metrics.gauges(
            "countersign_provider_paused",
            help: "1 while a provider is left because its hand-overs fail, else 0.",
            read: {
                checkout.providersPaused.map { name, isPaused in
                    (label: .init("provider", name), value: isPaused ? 1 : 0)
                }
            }
        )
        let api = API(apiDependencies(parts, keeper, checkout, directory, metrics))
        // What an earlier run left behind is told from new messages by this moment.
        let watchman = Watchman(checkout)
        watchman.start()
        let server: HTTPServer
        do {
            server = try HTTPServer.start(door(parts), responder: api)
        } catch {
            await watchman.stop()
            throw .unusable(error.description)
        }
        let service = Service(
            parts: parts,
            keeper: keeper,
            checkout: checkout,
            dependencies: dependencies,
            watchman: watchman,
            server: server
        )
        let scheme = parts.door.tls == nil ? "http" : "https"
        parts.simulator?.setService("\(scheme)://\(server.address.reachable)")
        service.courier.start()
        return service
    }

    /// Finishes what was accepted, then stops: no new request, every answer given, every message that
    /// is under way recorded, the store closed.
    ///
    /// The courier ends meanwhile: events wait in the store for the next start.
    func stop(graceSeconds: Int) async {
        looking?.cancel()
        async let posted: Void = courier.stop()
        checkout.releaseWaiting()
        await server.stop(graceSeconds: graceSeconds)
        await watchman.stop()
        await looking?.value
        await checkout.drain(secondsMax: graceSeconds)
        await posted
        await parts.carrier.stop(withinMilliseconds: 1_000)
        await parts.simulator?.stop()
        await parts.store.close()
    }

    /// Reads templates and policies anew, all or nothing; broken ones leave the old ones in force.
    func reload() async { await keeper.reload() }

    // MARK: - Wiring

    private static func dependencies(
        _ parts: Parts,
        _ shelf: AssetShelf,
        _ directory: DirectoryCache,
        _ metrics: Metrics
    ) -> CheckoutDependencies {
        let all = parts.providers + parts.simulatorProviders
        let testRoute = Route(
            // One step for each channel: its first that takes the payer is the only one.
            steps: Channel.allCases.map { channel in
                let fitting = parts.simulatorProviders.filter { $0.channel == channel }
                return Route.Step(channel: channel, providers: fitting.map(\.name))
            }
            .filter { !$0.providers.isEmpty }
        )
        let liveRoute = parts.route
        var dependencies = CheckoutDependencies(
            store: parts.store,
            directory: directory,
            keyring: parts.keyring,
            clock: parts.clock,
            entropy: parts.entropy,
            carrier: parts.carrier,
            providers: Dictionary(all.map { ($0.name, $0) }) { first, _ in first },
            route: { merchant, mode in mode == .test ? testRoute : liveRoute(merchant) },
            templates: { shelf.templates },
            policy: { shelf.policy(of: $0) },
            zoneOffsetSeconds: { TimeZoneOffset.seconds(in: $0, at: $1) },
            issuer: parts.issuer,
            log: parts.log,
            metrics: metrics
        )
        dependencies.limits = parts.limits
        dependencies.counterStore = parts.store
        dependencies.education = parts.education
        dependencies.educationStore = parts.store
        return dependencies
    }

    private static func apiDependencies(
        _ parts: Parts,
        _ keeper: AssetKeeper,
        _ checkout: Checkout,
        _ directory: DirectoryCache,
        _ metrics: Metrics
    ) -> APIDependencies {
        let keyring = parts.keyring
        let store = parts.store
        let shelf = keeper.shelf
        return APIDependencies(
            checkout: checkout,
            directory: directory,
            sha256: { keyring.sha256($0) },
            clock: parts.clock,
            publicKeys: { keyring.publicKeys() },
            readiness: { await ReadinessCheck.all(store: store, shelf: shelf) },
            metrics: { metrics.prometheusText + ProcessFigures.prometheusText },
            testInbox: inbox(parts),
            nfc: { $0.precomposedStringWithCanonicalMapping },
            log: parts.log,
            version: Program.version,
            receiptPayload: { token in
                do throws(JWSFault) {
                    return .success(
                        try ReceiptSignature.verify(token: token, jwks: keyring.publicKeys())
                    )
                } catch {
                    return .failure(error)
                }
            },
            deliveryMonitor: DeliveryMonitor(
                store: store,
                prices: parts.prices,
                clock: parts.clock
            ),
            templates: ShelfTemplates { shelf.templates },
            education: { shelf.templates.educationTexts(brand: $0, locale: $1) },
            policyDesk: ServicePolicyDesk(keeper),
            pages: parts.pages,
            observe: { observation in
                metrics.count(
                    .answers,
                    .init("route", observation.route),
                    .init("status", String(observation.status))
                )
            },
            uptimeNanoseconds: { DispatchTime.now().uptimeNanoseconds }
        )
    }

    /// The door, told to read the header fields that this configuration's providers sign with.
    private static func door(_ parts: Parts) -> HTTPServerSettings {
        var door = parts.door
        door.headers += (parts.providers + parts.simulatorProviders).flatMap(\.callbackHeaders)
        return door
    }

    private static func inbox(_ parts: Parts) -> any TestInbox {
        guard let simulator = parts.simulator else { return EmptyInbox() }
        let store = parts.store
        return SimulatorInbox(of: simulator.phones) { reference in
            let stored =
                switch reference {
                case .message(let id): try? await store.confirmation(ofMessage: id)
                case .confirmation(let id): try? await store.confirmation(id)
                }
            return stored?.confirmation.context.merchant
        }
    }
}
