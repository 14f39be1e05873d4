/// The payment that a checkout is about to make, as it presents it for verification.
public struct PresentedTransaction: Equatable, Sendable {
    /// The signed context.
    public enum PresentedContext: Equatable, Sendable {
        /// It verified; here is what it says.
        case verified(Context)
        /// It is not one of ours, or was changed.
        case unverifiable
    }

    /// The signed context, where one was presented.
    public var context: PresentedContext?
    /// The amount, where presented.
    public var amount: Amount?
    /// The payee, where presented.
    public var payee: String?
    /// The reference, where presented.
    public var reference: String?
    /// SHA-256 of the presented session secret, where one was presented.
    public var checkout: [UInt8]?

    /// A presented transaction.
    public init(
        context: PresentedContext? = nil,
        amount: Amount? = nil,
        payee: String? = nil,
        reference: String? = nil,
        checkout: [UInt8]? = nil
    ) {
        self.context = context
        self.amount = amount
        self.payee = payee
        self.reference = reference
        self.checkout = checkout
    }

    /// Whether it presents a transaction at all: the context or the amount.
    public var isPresent: Bool { context != nil || amount != nil }
}

extension Context {
    /// The members in which a presented transaction differs, in a fixed order; empty when none does.
    ///
    /// A whole context must be equal in every member. Under `up_to` an amount that is presented beside or
    /// instead of it may be smaller. Source: binding.md, "Verifying", step 3.
    public func differences(from presented: PresentedTransaction) -> [ContextField] {
        var fields: Set<ContextField> = []
        switch presented.context {
        case .verified(let other): fields.formUnion(differences(from: other))
        case .unverifiable: fields.insert(.context)
        case nil: break
        }
        if let amount = presented.amount { fields.formUnion(differences(from: amount)) }
        if let payee = presented.payee, !payee.utf8.elementsEqual(self.payee.text.utf8) {
            fields.insert(.payee)
        }
        if let reference = presented.reference,
            !reference.utf8.elementsEqual(self.reference.utf8)
        {
            fields.insert(.reference)
        }
        if let checkout, checkout != presented.checkout { fields.insert(.checkout) }
        return ContextField.allCases.filter { fields.contains($0) }
    }

    private func differences(from amount: Amount) -> Set<ContextField> {
        guard let own = self.amount else { return [.amount] }
        guard own.currency == amount.currency else { return [.currency] }
        let fits =
            bound == .upTo
            ? amount.minorUnits <= own.minorUnits : amount.minorUnits == own.minorUnits
        return fits ? [] : [.amount]
    }

    private func differences(from other: Context) -> Set<ContextField> {
        guard canonicalBytes != other.canonicalBytes else { return [] }
        var fields: Set<ContextField> = []
        func note(_ field: ContextField, _ isEqual: Bool) {
            if !isEqual { fields.insert(field) }
        }
        note(.id, id == other.id)
        note(.generation, generation == other.generation)
        note(.merchant, merchant == other.merchant)
        note(.payee, payee == other.payee)
        note(.payeeLegal, payeeLegal == other.payeeLegal)
        note(.purpose, purpose == other.purpose)
        note(.amount, amount?.minorUnits == other.amount?.minorUnits)
        note(.currency, amount?.currency == other.amount?.currency)
        note(.bound, bound == other.bound)
        note(.reference, reference.utf8.elementsEqual(other.reference.utf8))
        note(.recipient, recipient == other.recipient)
        note(.nonce, nonce == other.nonce)
        note(.issuedAt, issuedAt.seconds == other.issuedAt.seconds)
        note(.expiresAt, expiresAt.seconds == other.expiresAt.seconds)
        note(.checkout, checkout == other.checkout)
        return fields
    }
}
