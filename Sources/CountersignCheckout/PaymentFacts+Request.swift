public import CountersignCore
public import CountersignPolicy

extension PaymentFacts {
    /// What a policy looks at in a checkout's question.
    ///
    /// - Parameters:
    ///   - request: the question.
    ///   - payee: the merchant's name, for a question that names no payee.
    ///   - time: the time in the policy's zone.
    public init(_ request: ConfirmationRequest, payee: Payee, time: CivilTime) {
        self.init(
            amount: request.amount,
            purpose: request.purpose,
            payee: (request.payee ?? payee).text,
            reference: request.reference,
            recipient: request.recipient,
            channels: request.channels,
            signals: request.signals,
            time: time
        )
    }
}
