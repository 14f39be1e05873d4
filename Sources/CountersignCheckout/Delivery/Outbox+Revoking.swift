import CountersignCore
import CountersignMessaging

/// Messages that nobody needs any more are taken back where their provider can.
extension Outbox {
    /// Providers that can take a message back.
    ///
    /// They are asked once, so that a payment that ends costs nothing where none can.
    static func revokers(
        among providers: [String: any Provider],
        at now: Instant
    ) -> Set<String> {
        let token = AccessToken(value: "", renewAt: now, expiresAt: now)
        return Set(
            providers.filter { name, provider in
                let sample = Revocation(
                    message: Message.sample(of: provider.channel, name, at: now),
                    to: "+4915112345678",
                    now: now,
                    accessToken: token
                )
                return provider.request(for: sample) != nil
            }.keys
        )
    }

    /// Takes messages back, once and without a promise: some have arrived already.
    func revoke(_ messages: [Message], of details: Details) {
        guard !revokers.isEmpty else { return }
        let revocable = messages.filter { message in
            switch message.status {
            case .accepted, .sent, .unknown: revokers.contains(message.provider)
            default: false
            }
        }
        guard !revocable.isEmpty else { return }
        aside { _ in
            for message in revocable { await self.revoke(message, of: details) }
        }
    }

    /// Takes a message back whose payment ended or changed while it was being handed over.
    ///
    /// What ends a payment sees no such message out yet. One read for each message, of those providers
    /// alone that can take it back.
    func takeBackLate(_ parcel: Parcel, _ reference: String?) {
        guard revokers.contains(parcel.provider) else { return }
        aside { checkout in
            guard let late = await checkout.lateMessage(parcel.id, reference) else { return }
            await self.revoke(late.message, of: late.details)
        }
    }

    private func revoke(_ message: Message, of details: Details) async {
        guard let provider = dependencies.providers[message.provider],
            case .success(let token) = await tokens.token(for: provider)
        else { return }
        let revocation = Revocation(
            message: message,
            to: details.destination(on: message.channel),
            now: dependencies.clock.now(),
            accessToken: token
        )
        guard let request = provider.request(for: revocation) else { return }
        let result = await dependencies.carrier.send(request)
        let isTaken = (try? result.get()).map { (200..<300).contains($0.status) } ?? false
        dependencies.metrics.count(
            .revocations,
            .init("provider", provider.name),
            .init("outcome", isTaken ? "taken" : "refused")
        )
    }
}

extension Message {
    /// A message that never was, to ask a provider what it can do.
    fileprivate static func sample(
        of channel: Channel,
        _ provider: String,
        at now: Instant
    ) -> Message {
        let random = [UInt8](repeating: 0, count: 10)
        return Message(
            id: MessageID(at: now, random: random),
            confirmation: ConfirmationID(at: now, random: random),
            generation: 0,
            template: "payment",
            channel: channel,
            provider: provider,
            status: .accepted,
            providerReference: "sample",
            failure: nil,
            parts: 1,
            shown: Shown(
                surface: .message,
                sha256: [UInt8](repeating: 0, count: 32),
                template: "default/en/payment",
                templateVersion: "000000000000",
                locale: "en"
            ),
            createdAt: now,
            updatedAt: now
        )
    }
}
