import CountersignCore
import CountersignMessaging

/// A second provider gets the message too when the first is slower than usual.
extension Outbox {
    /// Waits as long as the provider usually takes, then brings in the second; nil where neither the
    /// route nor the policy wants such a thing or nothing is known yet of the provider.
    func hedge(
        _ prepared: PreparedMessage,
        _ parcel: Parcel,
        _ checkout: Checkout
    ) -> Task<Void, Never>? {
        guard prepared.isHedged, parcel.attempts.isEmpty,
            let usual = switchboard.usualMilliseconds(of: parcel.provider)
        else { return nil }
        return Task {
            try? await Task.sleep(for: .milliseconds(max(usual, Outbox.tickMilliseconds)))
            guard !Task.isCancelled else { return }
            await checkout.hedge(parcel.id)
        }
    }
}

extension Checkout {
    /// Sends the code once more, through the next provider on the same channel, beside the message that
    /// is still being handed over.
    ///
    /// Both are messages of their own with the same code: whichever is taken first may be confirmed, and
    /// both are recorded.
    func hedge(_ id: MessageID) async {
        guard let confirmation = try? await load(ofMessage: id).confirmation.id else { return }
        _ = try? await change(confirmation) { (confirmation, situation) throws(Refusal) in
            let messages = situation.stored.messages
            let generation = confirmation.context.generation
            guard let message = messages.last, message.id == id, message.status == .queued,
                message.generation == generation,
                confirmation.asOf(situation.now).status == .pending,
                // Two at most: the third would be no hedge.
                messages.count(where: {
                    $0.generation == generation && $0.channel == message.channel
                }) == 1,
                let next = self.nextStep(of: confirmation, situation, after: messages),
                next.channel == message.channel
            else { return Decided(effects: []) }
            let effects = try confirmation.handle(
                .routeMoved(replacing: true),
                at: situation.now
            )
            return Decided(effects: effects, choice: .exactly(next))
        }
    }
}
