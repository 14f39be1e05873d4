public import CountersignCore

extension Checkout {
    /// A confirmation as its merchant may see it at a moment.
    func view(
        _ confirmation: Confirmation,
        _ messages: [Message],
        _ details: Details?,
        at now: Instant
    ) throws(Refusal) -> ConfirmationView {
        let token: String
        do {
            token = try ContextToken.make(
                payload: confirmation.contextBytes,
                key: confirmation.keys.context,
                keyring: dependencies.keyring
            )
        } catch {
            throw composer.missingKey(error)
        }
        return view(confirmation, messages, details, contextToken: token, at: now)
    }

    private func view(
        _ confirmation: Confirmation,
        _ messages: [Message],
        _ details: Details?,
        contextToken token: String,
        at now: Instant
    ) -> ConfirmationView {
        ConfirmationView(
            confirmation: confirmation.asOf(now),
            messages: messages,
            contextToken: token,
            maskedPhone: details?.recipient.phone?.masked,
            maskedEmail: details?.maskedEmail,
            push: details?.recipient.push,
            recipientLocale: details?.recipient.locale,
            customer: details?.recipient.customer,
            matchWord: composer.matchWord(of: confirmation),
            resendAfter: confirmation.resendPossible(at: now),
            metadata: details?.metadata ?? []
        )
    }

    func view(_ stored: StoredConfirmation, at now: Instant) throws(Refusal) -> ConfirmationView {
        let confirmation = stored.confirmation
        return try view(confirmation, stored.messages, details(of: confirmation), at: now)
    }

    /// The same as a list shows it: where the key that signs its context is missing, which the log
    /// says, the context is left out, and the other rows are as readable as ever.
    private func listed(_ stored: StoredConfirmation, at now: Instant) -> ConfirmationView {
        let confirmation = stored.confirmation
        let details = details(of: confirmation)
        do throws(Refusal) {
            return try view(confirmation, stored.messages, details, at: now)
        } catch {
            return view(confirmation, stored.messages, details, contextToken: "", at: now)
        }
    }

    func details(of confirmation: Confirmation) -> Details? {
        Details(
            sealed: confirmation.sealedDetails,
            of: confirmation.id,
            keyring: dependencies.keyring
        )
    }

    /// Reads a confirmation of the caller; another merchant's is not found, nor one of the other mode.
    func load(
        _ id: ConfirmationID,
        for caller: Caller
    ) async throws(Refusal) -> StoredConfirmation {
        let stored = try await load(id)
        guard stored.isVisible(to: caller) else { throw .notFound }
        return stored
    }

    /// Reads a confirmation, whosever it is.
    func load(_ id: ConfirmationID) async throws(Refusal) -> StoredConfirmation {
        try await found { () async throws(StoreFailure) in
            try await self.dependencies.store.confirmation(id)
        }
    }

    /// What the store gives, or the refusal that stands for nothing and for a failure.
    func found(
        _ read: () async throws(StoreFailure) -> StoredConfirmation?
    ) async throws(Refusal) -> StoredConfirmation {
        let stored: StoredConfirmation?
        do {
            stored = try await read()
        } catch {
            throw refusal(error)
        }
        guard let stored else { throw .notFound }
        return stored
    }

    /// Reads; waits for a change of status where the caller wants to.
    public func read(
        _ id: ConfirmationID,
        waitSeconds: Int,
        by caller: Caller
    ) async -> Result<ConfirmationView, Refusal> {
        do throws(Refusal) {
            let first = try await load(id, for: caller)
            let confirmation = first.confirmation.asOf(now())
            guard waitSeconds > 0, confirmation.status == .pending else {
                return .success(try view(first, at: now()))
            }
            let untilExpiry = confirmation.context.expiresAt.milliseconds - now().milliseconds
            await watch.wait(
                for: id,
                milliseconds: min(Int64(waitSeconds) * 1_000, max(1, untilExpiry))
            ) { [dependencies] in
                guard let again = try? await dependencies.store.confirmation(id) else {
                    return true
                }
                return again.confirmation.asOf(dependencies.clock.now()).status != .pending
            }
            return .success(try view(try await load(id, for: caller), at: now()))
        } catch {
            return .failure(error)
        }
    }

    /// Lists, newest first.
    public func list(_ query: ConfirmationQuery) async -> Result<[ConfirmationView], Refusal> {
        let now = now()
        do {
            let rows = try await dependencies.store.confirmations(query, at: now)
            return .success(rows.map { listed($0, at: now) })
        } catch {
            return .failure(refusal(error))
        }
    }

    /// A merchant's events of the key's mode, oldest first.
    public func events(
        by caller: Caller,
        after sequence: Int64,
        limit: Int
    ) async -> Result<[EventRecord], Refusal> {
        do {
            return .success(
                try await dependencies.store.events(
                    of: caller.merchant.id,
                    mode: caller.mode,
                    after: sequence,
                    limit: limit
                )
            )
        } catch {
            return .failure(refusal(error))
        }
    }
}
