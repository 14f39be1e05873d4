import CountersignCore
import CountersignMessaging
import CountersignTemplates

/// A message that is ready to be handed over.
///
/// It carries the code and lives in memory only.
struct PreparedMessage: Sendable {
    var message: Message
    let to: String
    let rendered: RenderedMessage
    /// The payer, in clear.
    let details: Details
    /// The confirmation as it stood when the message was made.
    let confirmation: Confirmation
    /// Milliseconds that it waits for its provider while there is another; nil for as long as it lives.
    var patienceMilliseconds: Int64?
    /// Whether another provider gets the message too when this one is slow.
    var isHedged = false
}

/// Makes contexts' codes into messages.
struct Composer: Sendable {
    let dependencies: CheckoutDependencies
    let payers: PayerMemory

    init(_ dependencies: CheckoutDependencies, _ payers: PayerMemory) {
        self.dependencies = dependencies
        self.payers = payers
    }

    /// The steps of the route that can carry a confirmation's message: in the policy's order of channels,
    /// reachable for the recipient, with a template.
    func candidates(
        for confirmation: Confirmation,
        _ details: Details,
        brand: String
    ) -> [Route.Candidate] {
        let channels = confirmation.settings.channels.filter {
            details.recipient.isReachable(by: $0)
        }
        let route = dependencies.route(confirmation.context.merchant, confirmation.mode)
        let templates = dependencies.templates()
        return route.candidates(channels: channels, to: details.recipient.phone).filter {
            candidate in
            let key = key(
                for: confirmation,
                details,
                brand: brand,
                channel: candidate.channel
            )
            guard let provider = dependencies.providers[candidate.provider], templates.has(key),
                details.isServed(by: provider, on: candidate.channel)
            else { return false }
            if confirmation.settings.sameMessage, !templates.showsPaymentWithCode(key) {
                return false
            }
            // A button that confirms nothing would leave the payer without a way to confirm, and half of
            // a pair without the payment.
            return (confirmation.settings.confirmsByButton || !templates.confirmsByButton(key))
                && (provider.sendsPairs || !templates.isPair(key))
        }
    }

    /// Renders the code of a confirmation's current generation for one step of the route.
    /// - Parameter earlier: the confirmation's messages so far.
    func compose(
        _ confirmation: Confirmation,
        _ details: Details,
        merchant: Merchant?,
        candidate: Route.Candidate,
        after earlier: [Message],
        id: MessageID,
        isResend: Bool = false,
        at now: Instant
    ) throws(Refusal) -> PreparedMessage {
        let tipped = try render(
            confirmation,
            details,
            merchant: merchant,
            channel: candidate.channel,
            isResend: isResend,
            at: now
        ) { (templates, key, values) throws(TemplateFailure) in
            guard templates.takesTip(key) else {
                return TippedMessage(message: try templates.render(key, values), tip: nil)
            }
            let question = tipQuestion(for: confirmation, details, after: earlier)
            return try templates.render(key, values, tipFor: question)
        }
        let rendered = tipped.message
        let context = confirmation.context
        let message = Message(
            id: id,
            confirmation: context.id,
            generation: context.generation,
            template: confirmation.templatePurpose,
            channel: candidate.channel,
            provider: candidate.provider,
            status: .queued,
            providerReference: nil,
            failure: nil,
            parts: rendered.parts,
            shown: Shown(
                surface: rendered.surface,
                sha256: dependencies.keyring.sha256(rendered.redacted),
                template: rendered.template,
                templateVersion: rendered.templateVersion,
                locale: rendered.locale
            ),
            createdAt: now,
            updatedAt: now,
            country: details.recipient.phone?.country,
            tip: tipped.tip
        )
        var prepared = prepared(message, confirmation, details, rendered)
        let seconds = candidate.nextAfterSeconds ?? confirmation.settings.nextChannelAfterSeconds
        prepared.patienceMilliseconds = Int64(seconds) * 500
        prepared.isHedged = candidate.isHedged || confirmation.settings.hedge
        return prepared
    }

    /// Renders a stored message again, for a hand-over after a restart: the same bytes, as long as its
    /// template is the same.
    func recompose(
        _ message: Message,
        of confirmation: Confirmation,
        _ details: Details,
        merchant: Merchant?
    ) throws(Refusal) -> PreparedMessage {
        let words = try [false, true].map { (isResend) throws(Refusal) in
            try render(
                confirmation,
                details,
                merchant: merchant,
                channel: message.channel,
                isResend: isResend,
                at: message.createdAt
            ) { (templates, key, values) throws(TemplateFailure) in
                try templates.render(key, values, again: message.tip)
            }
        }
        // Which of the two it was, its hash knows.
        let rendered =
            words.first { dependencies.keyring.sha256($0.redacted) == message.shown.sha256 }
            ?? words[0]
        return prepared(message, confirmation, details, rendered)
    }

    /// Whether a message reads as the hash says that its receipt will state.
    func showsWhatIsStored(_ prepared: PreparedMessage) -> Bool {
        dependencies.keyring.sha256(prepared.rendered.redacted) == prepared.message.shown.sha256
    }

    /// The code of a confirmation's current generation.
    func code(of confirmation: Confirmation) throws(Refusal) -> OneTimeCode {
        do {
            return try dependencies.keyring.code(
                payload: confirmation.contextBytes,
                nonce: confirmation.context.nonce,
                merchant: confirmation.context.merchant,
                digits: confirmation.settings.codeDigits,
                key: confirmation.keys.code
            )
        } catch {
            throw missingKey(error)
        }
    }

    /// The match word of a confirmation's current generation; nil where the policy wants none.
    func matchWord(of confirmation: Confirmation) -> String? {
        guard confirmation.settings.matchWord, confirmation.decision.outcome == .confirm,
            let number = try? dependencies.keyring.matchNumber(
                payload: confirmation.contextBytes,
                key: confirmation.keys.context
            )
        else { return nil }
        return MatchWord.word(for: number)
    }

    /// What a button of the current generation's message carries back.
    func replyToken(
        _ action: ReplyToken.Action,
        of confirmation: Confirmation
    ) throws(Refusal) -> ReplyToken {
        do {
            return try .of(confirmation, action, keyring: dependencies.keyring)
        } catch {
            throw missingKey(error)
        }
    }

    /// Says in the log that the key file lacks a key; the caller learns only that it can't be done now.
    func missingKey(_ error: KeyringError) -> Refusal {
        if case .unknownKey(let use, let id) = error {
            dependencies.log.write(
                .error,
                "the key file lacks a key that the store needs",
                [("use", .text(use.rawValue)), ("kid", .text(id))]
            )
        }
        return .storageUnavailable
    }

    // MARK: - Rendering

    private func render<Result>(
        _ confirmation: Confirmation,
        _ details: Details,
        merchant: Merchant?,
        channel: Channel,
        isResend: Bool,
        at now: Instant,
        by write: (TemplateLibrary, TemplateKey, TemplateValues) throws(TemplateFailure) -> Result
    ) throws(Refusal) -> Result {
        let context = confirmation.context
        let values = TemplateValues(
            code: try code(of: confirmation),
            amount: context.amount,
            bound: context.bound,
            payee: context.payee,
            reference: context.reference,
            minutes: max(1, (now.secondsUntil(context.expiresAt) + 30) / 60),
            matchWord: matchWord(of: confirmation),
            origin: details.origin ?? merchant?.origin,
            // Only what has changed is told: "from 49.99 to 49.99" would explain nothing.
            previousAmount: confirmation.previousAmount.flatMap { $0 == context.amount ? nil : $0 },
            previousPayee: confirmation.previousPayee.flatMap { $0 == context.payee ? nil : $0 },
            country: details.recipient.phone?.country,
            denyToken: try replyToken(.deny, of: confirmation),
            approveToken: confirmation.settings.confirmsByButton
                ? try replyToken(.approve, of: confirmation) : nil,
            isResent: isResend
        )
        let key = key(
            for: confirmation,
            details,
            brand: merchant?.brand ?? "default",
            channel: channel
        )
        do {
            return try write(dependencies.templates(), key, values)
        } catch {
            throw .noRoute(reason: "no template for \(key.purpose) on \(channel.rawValue)")
        }
    }

    private func key(
        for confirmation: Confirmation,
        _ details: Details,
        brand: String,
        channel: Channel
    ) -> TemplateKey {
        TemplateKey(
            brand: brand,
            locale: details.recipient.locale,
            purpose: confirmation.templatePurpose,
            channel: channel
        )
    }

    private func prepared(
        _ message: Message,
        _ confirmation: Confirmation,
        _ details: Details,
        _ rendered: RenderedMessage
    ) -> PreparedMessage {
        PreparedMessage(
            message: message,
            to: details.destination(on: message.channel),
            rendered: rendered,
            details: details,
            confirmation: confirmation
        )
    }
}

extension Confirmation {
    /// The purpose whose template the current generation uses: an amendment has one of its own.
    var templatePurpose: String {
        context.generation == 0 ? context.purpose.rawValue : "amended"
    }
}

extension Details {
    /// Whether a provider can bring what is sent to the recipient: of push, only the platform that the
    /// app's token is of.
    fileprivate func isServed(by provider: any Provider, on channel: Channel) -> Bool {
        guard channel == .push else { return true }
        return recipient.push.map { provider.serves($0.platform) } ?? false
    }
}
