import CountersignCore
import CountersignMessaging
import Synchronization

/// The access tokens of all providers: each is fetched once for everybody who waits, renewed before it
/// ends, and never written down.
final class AccessTokens: Sendable {
    /// After a refusal, how long everybody gets that refusal, in milliseconds: a token server that is down
    /// is not asked once for every message.
    static let refusalMilliseconds: Int64 = 1_000
    /// After a renewal that failed, pause until the next, in milliseconds; the old token still works.
    static let renewalPauseMilliseconds: Int64 = 10_000
    /// After a token was dropped, how long the next one stands however often it is refused, in
    /// milliseconds: what the provider refuses then is not the token's age.
    static let dropPauseMilliseconds: Int64 = 30_000

    typealias Fetched = Result<AccessToken, TokenRefusal>

    private struct Slot {
        var token: AccessToken?
        var refusal: TokenRefusal?
        /// Until then nothing is fetched.
        var pausedUntil: Instant?
        var droppedAt: Instant?
        var fetch: Task<Fetched, Never>?
    }

    private let dependencies: CheckoutDependencies
    private let slots = Mutex<[String: Slot]>([:])

    init(_ dependencies: CheckoutDependencies) {
        self.dependencies = dependencies
    }

    /// The token for a provider's next request; nil where it needs none.
    func token(for provider: any Provider) async -> Result<AccessToken?, TokenRefusal> {
        guard let source = provider.accessTokens else { return .success(nil) }
        let now = dependencies.clock.now()
        let state: Found = slots.withLock { slots in
            found(in: &slots[provider.name, default: Slot()], provider.name, source, at: now)
        }
        switch state {
        case .known(let result): return result.map { $0 }
        case .fetching(let fetch): return await fetch.value.map { $0 }
        }
    }

    /// Forgets a token that its provider refuses; the next one who asks fetches another.
    ///
    /// False where another would be no better, since one was dropped only just now.
    func drop(_ token: AccessToken, of provider: String) -> Bool {
        let now = dependencies.clock.now()
        return slots.withLock { slots in
            guard slots[provider]?.token?.value.utf8.elementsEqual(token.value.utf8) == true else {
                return true
            }
            if let droppedAt = slots[provider]?.droppedAt {
                let age = now.milliseconds - droppedAt.milliseconds
                if (0..<AccessTokens.dropPauseMilliseconds).contains(age) { return false }
            }
            slots[provider]?.token = nil
            slots[provider]?.pausedUntil = nil
            slots[provider]?.droppedAt = now
            return true
        }
    }

    // MARK: - Fetching

    private enum Found {
        case known(Fetched)
        case fetching(Task<Fetched, Never>)
    }

    private func found(
        in slot: inout Slot,
        _ name: String,
        _ source: AccessTokenSource,
        at now: Instant
    ) -> Found {
        let isPaused = slot.pausedUntil.map { now < $0 } ?? false
        if let token = slot.token, now < token.expiresAt {
            if now >= token.renewAt, slot.fetch == nil, !isPaused {
                slot.fetch = fetch(for: name, from: source)
            }
            return .known(.success(token))
        }
        if let fetch = slot.fetch { return .fetching(fetch) }
        if isPaused, let refusal = slot.refusal { return .known(.failure(refusal)) }
        let fetch = fetch(for: name, from: source)
        slot.fetch = fetch
        return .fetching(fetch)
    }

    private func fetch(for name: String, from source: AccessTokenSource) -> Task<Fetched, Never> {
        Task {
            let result = await fetched(from: source)
            keep(result, of: name)
            return result
        }
    }

    private func fetched(from source: AccessTokenSource) async -> Fetched {
        switch source {
        case .minted(let mint):
            return .success(mint(dependencies.clock.now(), dependencies.entropy.bytes(16)))
        case .exchanged(let request, let read):
            let answer = await dependencies.carrier.send(request(dependencies.clock.now()))
            return read(answer, dependencies.clock.now())
        }
    }

    private func keep(_ result: Fetched, of name: String) {
        let now = dependencies.clock.now()
        slots.withLock { slots in
            var slot = slots[name] ?? Slot()
            slot.fetch = nil
            switch result {
            case .success(let token):
                slot.token = token
                slot.refusal = nil
                slot.pausedUntil = nil
            case .failure(let refusal):
                let stillWorks = slot.token.map { now < $0.expiresAt } ?? false
                slot.refusal = refusal
                slot.pausedUntil = now.advanced(
                    byMilliseconds: stillWorks
                        ? AccessTokens.renewalPauseMilliseconds : AccessTokens.refusalMilliseconds
                )
            }
            slots[name] = slot
        }
        guard case .failure(let refusal) = result else { return }
        dependencies.log.write(
            .warning,
            "no access token for a provider",
            [
                ("provider", .text(name)), ("class", .text(refusal.failureClass.rawValue)),
                ("reason", .text(refusal.reason)),
            ]
        )
    }
}
