import CountersignCore
import CountersignTemplates

/// Which tip a message asks for.
extension Composer {
    /// What calls for a tip in a message of a confirmation.
    ///
    /// A payment keeps its tip from message to message, so that it counts for one; wrong codes that came
    /// since call for another.
    /// - Parameter earlier: the confirmation's messages before this one.
    func tipQuestion(
        for confirmation: Confirmation,
        _ details: Details,
        after earlier: [Message]
    ) -> TipQuestion {
        let context = confirmation.context
        let settings = dependencies.education
        let past = payers.past(of: PayerMemory.Payer(confirmation), before: confirmation.id)
        var reasons: Set<TipReason> = [.general]
        if past.status == .denied { reasons.insert(.afterDenial) }
        if past.status == .exhausted || confirmation.attempts > 0 {
            reasons.insert(.afterWrongCodes)
        }
        if details.signals.contains(where: { $0.name == "device_known" && $0.value.bool == false })
        {
            reasons.insert(.newDevice)
        }
        if settings.isLarge(context.amount) { reasons.insert(.largeAmount) }
        if past.isFirst { reasons.insert(.firstTime) }
        return TipQuestion(
            reasons: reasons,
            kept: confirmation.attempts == 0 ? earlier.lazy.compactMap(\.tip?.id).first : nil,
            lastSeen: past.tip,
            confirmation: context.id,
            isHeldOut: Holdout.includes(
                context.recipient,
                tenThousandths: settings.holdoutTenThousandths
            )
        )
    }
}
