import CountersignCore

/// What committed changes add to the metrics.
extension Checkout {
    /// Counts what a committed change did to messages, and how long their hand-overs took.
    func count(_ change: Change) {
        for message in change.messages { count(message) }
        for update in change.messageUpdates where update.message.status != update.from {
            count(update.message)
        }
        for attempt in change.attempts {
            dependencies.metrics.observe(
                .handover,
                milliseconds: attempt.finishedAt.milliseconds - attempt.startedAt.milliseconds,
                .init("provider", attempt.provider)
            )
        }
    }

    /// Notes how long a payer took, when a confirmation has just been approved.
    func count(approvalOf confirmation: Confirmation, _ messages: [Message]) {
        guard confirmation.status == .approved, let closedAt = confirmation.closedAt else { return }
        let answered = messages.last {
            $0.generation == confirmation.context.generation && !$0.status.hasFailed
        }
        guard let channel = (answered ?? messages.last)?.channel else { return }
        dependencies.metrics.observe(
            .approval,
            milliseconds: closedAt.milliseconds - confirmation.createdAt.milliseconds,
            .init("channel", channel.rawValue)
        )
    }

    private func count(_ message: Message) {
        dependencies.metrics.count(
            .messages,
            .init("channel", message.channel.rawValue),
            .init("status", message.status.rawValue)
        )
    }
}
