import CountersignCore

/// The options that `merchants add` and `merchants set` share.
struct MerchantOptions: Sendable {
    static let options: [Synopsis.Option] = [
        .value("legal-name", "NAME", "the legal name, where receipts shall show it"),
        .value("brand", "BRAND", "folder of templates (default: default)"),
        .value("origin", "HOST", "host of the checkout, for the last line of an SMS"),
        .value("currency", "CODE", "the merchant's own currency, e.g. EUR"),
    ]

    /// One value to set, or to take away.
    enum Setting<Value: Sendable>: Sendable {
        case keep
        case set(Value)
        case remove

        func applied(to old: Value?) -> Value? {
            switch self {
            case .keep: old
            case .set(let value): value
            case .remove: nil
            }
        }
    }

    private let legalName: Setting<Payee>
    private let brand: Setting<String>
    private let origin: Setting<String>
    private let currency: Setting<Currency>

    init(_ arguments: Arguments) throws(UsageFault) {
        legalName = try MerchantOptions.setting("legal-name", in: arguments) {
            (text) throws(UsageFault) in try MerchantFacts.name(text, of: "--legal-name")
        }
        brand = try MerchantOptions.setting("brand", in: arguments, MerchantFacts.brand)
        origin = try MerchantOptions.setting("origin", in: arguments, MerchantFacts.origin)
        currency = try MerchantOptions.setting("currency", in: arguments, MerchantFacts.currency)
    }

    /// The merchant with these settings.
    func applied(to merchant: Merchant) -> Merchant {
        var changed = merchant
        changed.legalName = legalName.applied(to: merchant.legalName)
        changed.brand = brand.applied(to: merchant.brand) ?? "default"
        changed.origin = origin.applied(to: merchant.origin)
        changed.currency = currency.applied(to: merchant.currency)
        return changed
    }

    private static func setting<Value>(
        _ name: String,
        in arguments: Arguments,
        _ read: (String) throws(UsageFault) -> Value
    ) throws(UsageFault) -> Setting<Value> {
        guard let text = arguments.value(name) else { return .keep }
        return text.isEmpty ? .remove : .set(try read(text))
    }
}

extension Merchant {
    /// The merchant as commands print it.
    var json: JSONValue {
        .object([
            JSONMember("id", .string(id.text)),
            JSONMember("name", .string(name.text)),
            JSONMember("legal_name", legalName.map { .string($0.text) } ?? .null),
            JSONMember("brand", .string(brand)),
            JSONMember("origin", origin.map { .string($0) } ?? .null),
            JSONMember("currency", currency.map { .string($0.code) } ?? .null),
            JSONMember("created_at", .string(createdAt.rfc3339)),
        ])
    }
}
