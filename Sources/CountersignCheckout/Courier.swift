public import CountersignCore
import CountersignMessaging
import Synchronization

/// Posts events to merchants' endpoints, from the queue that every commit adds to.
///
/// An endpoint that answers 410 is switched off; its owner sees it in `countersign webhooks list`. An
/// event that an endpoint does not take for three days is given up, and nothing else changes: the
/// endpoint may take all others.
public final class Courier: Sendable {
    /// Posts under way at once.
    static let inFlightMax = 128
    /// Posts to one endpoint under way at once.
    static let ofEachMax = 8
    /// Pause between two looks, in milliseconds.
    static let pauseMilliseconds: Int64 = 200
    /// The same while posts are under way: each that ends makes room for another.
    static let pauseMillisecondsBusy: Int64 = 20

    private let directory: DirectoryCache
    private let store: any WebhookStore & DirectoryStore
    private let dependencies: CheckoutDependencies
    private let destination: OutboundRequest.Destination
    private let underWay = Mutex<[Int64: WebhookEndpointID]>([:])
    private let task = Mutex<Task<Void, Never>?>(nil)

    /// A courier.
    ///
    /// - Parameters:
    ///   - allowsPrivate: whether endpoints on private addresses are posted to.
    public init(
        _ dependencies: CheckoutDependencies,
        store: any WebhookStore & DirectoryStore,
        allowsPrivate: Bool
    ) {
        self.dependencies = dependencies
        self.directory = dependencies.directory
        self.store = store
        self.destination = allowsPrivate ? .configured : .publicOnly
    }

    /// Begins.
    public func start() {
        task.withLock { task in
            guard task == nil else { return }
            task = Task { await self.carry() }
        }
    }

    /// Ends, after the posts that are under way.
    public func stop() async {
        let running = task.withLock { task in
            defer { task = nil }
            return task
        }
        running?.cancel()
        await running?.value
    }

    private func carry() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                for delivery in await due() {
                    underWay.withLock { $0[delivery.number] = delivery.endpoint.id }
                    group.addTask { await self.carry(delivery) }
                }
                let isBusy = underWay.withLock { !$0.isEmpty }
                let pause = isBusy ? Courier.pauseMillisecondsBusy : Courier.pauseMilliseconds
                try? await Task.sleep(for: .milliseconds(pause))
            }
        }
    }

    /// What is due and may be posted now.
    private func due() async -> [WebhookDelivery] {
        guard await !directory.directory().endpoints.isEmpty else { return [] }
        let underWay = underWay.withLock { $0 }
        guard underWay.count < Courier.inFlightMax else { return [] }
        let due = try? await store.dueDeliveries(
            at: dependencies.clock.now(),
            underWay: underWay,
            ofEachMax: Courier.ofEachMax,
            limit: Courier.inFlightMax - underWay.count
        )
        return due ?? []
    }

    private func carry(_ delivery: WebhookDelivery) async {
        let result = await post(delivery)
        // A post whose result can't be written is made again: the endpoint knows it by its id.
        try? await store.record([delivery.number: result])
        underWay.withLock { _ = $0.removeValue(forKey: delivery.number) }
    }

    private func post(_ delivery: WebhookDelivery) async -> WebhookResult {
        let now = dependencies.clock.now()
        let result: Result<OutboundReply, OutboundFailure>
        if let webhooks = webhooks(of: delivery.endpoint) {
            let request = WebhookPost.request(
                for: delivery.event,
                to: delivery.endpoint.url,
                signedBy: webhooks,
                at: now,
                destination: destination
            )
            result = await dependencies.carrier.send(request)
        } else {
            // A data key that is younger than this process comes with its next start.
            dependencies.log.write(
                .error,
                "a webhook's secret does not open with the keys of this process",
                [("endpoint", .text(delivery.endpoint.id.text))]
            )
            result = .failure(.notSent(reason: "secret"))
        }
        let random = dependencies.entropy.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let verdict = WebhookPost.verdict(
            of: result,
            attempt: delivery.attempts + 1,
            random: random
        )
        return await act(on: verdict, delivery, at: now)
    }

    private func act(
        on verdict: WebhookPost.Verdict,
        _ delivery: WebhookDelivery,
        at now: Instant
    ) async -> WebhookResult {
        switch verdict {
        case .delivered:
            dependencies.metrics.count(.webhooks, .init("outcome", "delivered"))
            return .delivered(at: now)
        case .again(let milliseconds):
            dependencies.metrics.count(.webhooks, .init("outcome", "again"))
            return .retry(at: now.advanced(byMilliseconds: milliseconds))
        case .exhausted:
            dependencies.metrics.count(.webhooks, .init("outcome", "failed"))
            dependencies.log.write(
                .warning,
                "an event is given up at a webhook endpoint",
                [
                    ("endpoint", .text(delivery.endpoint.id.text)),
                    ("event", .text(delivery.event.id.text)),
                ]
            )
            return .failed(at: now)
        case .disable:
            dependencies.metrics.count(.webhooks, .init("outcome", "failed"))
            dependencies.log.write(
                .warning,
                "a webhook endpoint is switched off",
                [("endpoint", .text(delivery.endpoint.id.text))]
            )
            try? await store.change([.disableEndpoint(delivery.endpoint.id, at: now)])
            return .failed(at: now)
        }
    }

    private func webhooks(of endpoint: WebhookEndpoint) -> StandardWebhooks? {
        let keyring = dependencies.keyring
        guard
            let bytes = try? keyring.open(
                endpoint.sealedSecret,
                for: WebhookEndpoint.sealPlace(of: endpoint.id)
            ), let secret = WebhookSecret(configured: bytes)
        else { return nil }
        return StandardWebhooks(
            secrets: [secret],
            crypto: WebhookCrypto(
                hmacSHA256: { keyring.hmacSHA256(key: $0, $1) },
                constantTimeEqual: { keyring.constantTimeEqual($0, $1) }
            )
        )
    }
}
