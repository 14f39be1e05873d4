internal import CountersignCheckout
internal import CountersignCore
internal import CountersignKeys

/// The very rows of a create and of a verification, with values of their real sizes.
///
/// They are made by the same state machine, keys and writers as the service's own, before any clock
/// starts.
struct FloorRows: Sendable {
    let merchant: Merchant
    private let keyring: SystemKeyring
    private let entropy = SystemEntropy()
    private let clock = SystemClock()
    private let amount: Amount

    init() throws(BenchFailure) {
        let clock = SystemClock()
        guard let id = MerchantID("acme-shoes"), let name = try? Payee("Acme Shoes"),
            let euro = Currency("EUR"), let amount = Amount(minorUnits: 4_999, currency: euro)
        else { throw .floor(reason: "its own values are not accepted") }
        merchant = Merchant(id: id, name: name, createdAt: clock.now())
        self.amount = amount
        keyring = SystemKeyring(KeyFile.generate(at: clock.now(), entropy: SystemEntropy()))
    }

    /// A create: confirmation, message, event and kept answer.
    func create(_ number: Int) throws(BenchFailure) -> Change {
        let now = clock.now()
        let confirmation = try opened(number, at: now)
        let message = message(of: confirmation, at: now)
        var change = Change()
        change.insert = confirmation
        change.messages = [message]
        let data = FloorJSON.event(confirmation)
        change.events = [event(.confirmationCreated, confirmation, data, at: now)]
        let key = entropy.bytes(32)
        change.answer = StoredAnswer(
            key: key,
            fingerprint: entropy.bytes(32),
            status: 201,
            location: "/v1/confirmations/\(confirmation.id.text)",
            contentType: "application/json",
            body: keyring.seal(try answer(confirmation, message), for: key),
            at: now
        )
        return change
    }

    /// The hand-over of what a create inserted: the message is accepted, with its attempt and event.
    func handover(_ create: Change) throws(BenchFailure) -> Change {
        let now = clock.now()
        guard let confirmation = create.insert, var message = create.messages.first else {
            throw .floor(reason: "its create holds no message")
        }
        message.status = .accepted
        message.providerReference = "sink"
        message.updatedAt = now
        var change = Change()
        change.messageUpdates = [MessageUpdate(message, from: .queued)]
        change.attempts = [
            DeliveryAttempt(
                message: message.id,
                number: 1,
                provider: message.provider,
                startedAt: message.createdAt,
                finishedAt: now,
                outcome: "accepted",
                httpStatus: 200
            )
        ]
        let data = EventData.message(message, of: confirmation)
        change.events = [event(.messageSent, confirmation, data, at: now)]
        return change
    }

    /// The approval of what a create inserted: guarded update, receipt, event, cleared failures.
    func verify(_ create: Change) throws(BenchFailure) -> Change {
        let now = clock.now()
        guard var confirmation = create.insert, let message = create.messages.first else {
            throw .floor(reason: "its create holds no confirmation")
        }
        do {
            let transaction = PresentedTransaction(amount: confirmation.context.amount)
            _ = try confirmation.handle(
                .presented(transaction, recipientFailures: nil),
                at: now
            )
            _ = try confirmation.handle(.compared(isEqual: true), at: now)
            let facts = ReceiptFacts(
                issuer: "http://127.0.0.1:8080",
                id: ReceiptID(at: now, random: entropy.bytes(10)),
                issuedAt: now,
                outcome: .approved,
                confirmation: confirmation,
                contextSHA256: keyring.sha256(confirmation.contextBytes),
                message: message,
                confirmedBy: "code"
            )
            confirmation.attach(
                receipt: try facts.token(key: keyring.currentSignKey, keyring: keyring)
            )
        } catch {
            throw .floor(reason: "its confirmation can't be approved")
        }
        var change = Change()
        change.update = confirmation
        let data = FloorJSON.event(confirmation)
        change.events = [event(.confirmationApproved, confirmation, data, at: now)]
        change.recipientFailures = .clear(after: 0)
        return change
    }

    /// The body of a create's answer.
    func answerBody() throws(BenchFailure) -> [UInt8] { try answerBody(of: create(0)) }

    /// The body of the answer to a create, in clear; its row holds it sealed.
    func answerBody(of create: Change) throws(BenchFailure) -> [UInt8] {
        guard let confirmation = create.insert, let message = create.messages.first else {
            throw .floor(reason: "its create holds no message")
        }
        return try answer(confirmation, message)
    }

    // MARK: - Parts

    private func opened(_ number: Int, at now: Instant) throws(BenchFailure) -> Confirmation {
        let issuedAt = Instant(seconds: now.seconds)
        let settings = ConfirmationSettings(channels: [.sms])
        let context = Context(
            id: ConfirmationID(at: now, random: entropy.bytes(10)),
            generation: 0,
            merchant: merchant.id,
            payee: merchant.name,
            payeeLegal: nil,
            purpose: .payment,
            amount: amount,
            bound: .exact,
            reference: "order-0123456789abcdef-\(100_000_000 + number)",
            recipient: entropy.bytes(32),
            nonce: entropy.bytes(32),
            issuedAt: issuedAt,
            expiresAt: issuedAt.advanced(bySeconds: settings.expiresInSeconds),
            checkout: nil
        )
        let details = Array(#"{"phone":"+4915112345678"}"#.utf8)
        return Confirmation.opened(
            context: context,
            keys: keyring.current,
            mode: .live,
            settings: settings,
            decision: Decision(
                outcome: .confirm,
                policy: "default",
                version: "1",
                rule: "otherwise",
                reasons: ["no rule fits"]
            ),
            locale: "",
            sealedDetails: keyring.seal(details, for: Array("confirmation:\(context.id)".utf8)),
            at: now
        )
    }

    private func message(of confirmation: Confirmation, at now: Instant) -> Message {
        Message(
            id: MessageID(at: now, random: entropy.bytes(10)),
            confirmation: confirmation.id,
            generation: 0,
            template: "payment",
            channel: .sms,
            provider: "gateway",
            status: .queued,
            providerReference: nil,
            failure: nil,
            parts: 1,
            shown: Shown(
                surface: .message,
                sha256: entropy.bytes(32),
                template: "default/en/payment.sms",
                templateVersion: "0123456789ab",
                locale: "en"
            ),
            createdAt: now,
            updatedAt: now
        )
    }

    private func event(
        _ type: EventType,
        _ confirmation: Confirmation,
        _ data: [UInt8],
        at now: Instant
    ) -> EventRecord {
        EventRecord(
            id: EventID(at: now, random: entropy.bytes(10)),
            type: type,
            merchant: merchant.id,
            confirmation: confirmation.id,
            at: now,
            data: data
        )
    }

    private func answer(
        _ confirmation: Confirmation,
        _ message: Message
    ) throws(BenchFailure) -> [UInt8] {
        do {
            let token = try ContextToken.make(
                payload: confirmation.contextBytes,
                key: confirmation.keys.context,
                keyring: keyring
            )
            return FloorJSON.answer(confirmation, message, context: token)
        } catch {
            throw .floor(reason: "its context can't be signed")
        }
    }
}
