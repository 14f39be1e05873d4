extension Context {
    /// The version of the format.
    public static let version = "1"

    /// The exact bytes of the context that are signed and hashed.
    ///
    /// Shape: RFC 8785 canonical JSON, UTF-8, one flat object of string members sorted by name; absent
    /// members are left out. `amount` is minor units in decimal without sign or leading zero.
    public var canonicalBytes: [UInt8] {
        var json = JSONWriter(capacity: 640)
        json.beginObject()
        if let amount { json.member("amount", String(amount.minorUnits)) }
        json.member("bound", bound.rawValue)
        if let checkout { json.member("checkout", Base64URL.encode(checkout)) }
        if let amount { json.member("currency", amount.currency.code) }
        json.member("expires_at", String(expiresAt.seconds))
        json.member("generation", String(generation))
        json.member("id", id.text)
        json.member("issued_at", String(issuedAt.seconds))
        json.member("merchant", merchant.text)
        json.member("nonce", Base64URL.encode(nonce))
        json.member("payee", payee.text)
        if let payeeLegal { json.member("payee_legal", payeeLegal.text) }
        json.member("purpose", purpose.rawValue)
        json.member("recipient", Base64URL.encode(recipient))
        json.member("reference", reference)
        json.member("v", Context.version)
        json.endObject()
        return json.bytes
    }

    /// Reads a context from its canonical bytes: canonical or refused.
    ///
    /// Returns nil when a member is missing, unknown or out of range, or when the bytes are not exactly
    /// what ``canonicalBytes`` prints.
    public init?(canonicalBytes bytes: [UInt8]) {
        guard let json = try? JSONReader.read(bytes), json["v"]?.string == Context.version,
            let id = json["id"]?.string.flatMap({ ConfirmationID($0) }),
            let generation = json["generation"]?.string.flatMap({ Int($0) }), generation >= 0,
            let merchant = json["merchant"]?.string.flatMap({ MerchantID($0) }),
            let payee = json["payee"]?.string.flatMap({ try? Payee($0) }),
            let purpose = json["purpose"]?.string.flatMap({ Purpose(rawValue: $0) }),
            let bound = json["bound"]?.string.flatMap({ Bound(rawValue: $0) }),
            let reference = json["reference"]?.string,
            let recipient = json["recipient"]?.string.flatMap({ Base64URL.decode($0) }),
            let nonce = json["nonce"]?.string.flatMap({ Base64URL.decode($0) }),
            let issuedAt = json["issued_at"]?.string.flatMap({ Int64($0) }),
            let expiresAt = json["expires_at"]?.string.flatMap({ Int64($0) })
        else { return nil }
        self.init(
            id: id,
            generation: generation,
            merchant: merchant,
            payee: payee,
            payeeLegal: json["payee_legal"]?.string.flatMap { try? Payee($0) },
            purpose: purpose,
            amount: Context.amount(in: json),
            bound: bound,
            reference: reference,
            recipient: recipient,
            nonce: nonce,
            issuedAt: Instant(seconds: issuedAt),
            expiresAt: Instant(seconds: expiresAt),
            checkout: json["checkout"]?.string.flatMap { Base64URL.decode($0) }
        )
        guard canonicalBytes == bytes else { return nil }
    }

    private static func amount(in json: JSONValue) -> Amount? {
        guard let units = json["amount"]?.string.flatMap({ Int64($0) }),
            let currency = json["currency"]?.string.flatMap({ Currency($0) })
        else { return nil }
        return Amount(minorUnits: units, currency: currency)
    }
}
