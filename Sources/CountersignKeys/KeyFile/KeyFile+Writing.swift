internal import CountersignCore

extension KeyFile {
    /// The text of the file, one key a line.
    ///
    /// It holds every secret: write it and wipe it. The copies made on the way can't be wiped in
    /// Swift; they are made only by the commands that make and rotate keys, which end at once.
    var text: [UInt8] {
        var text = Array("{\"keys\":[\n".utf8)
        for (place, key) in keys.enumerated() {
            if place > 0 { text += Array(",\n".utf8) }
            var json = JSONWriter(capacity: 256)
            json.beginObject()
            json.member("kty", key.use == .sign ? "OKP" : "oct")
            json.member("kid", key.id)
            json.member("use", key.use.rawValue)
            if let publicKey = key.publicKey {
                json.member("crv", "Ed25519")
                json.member("x", Base64URL.encode(publicKey))
            }
            json.name(key.use == .sign ? "d" : "k")
            json.value(
                key.secret.reveal { secret in
                    Base64URL.encode(secret.indices.map { secret[$0] })
                }
            )
            json.member("iat", key.issuedAt.seconds)
            if let retiredAt = key.retiredAt { json.member("retired_at", retiredAt.seconds) }
            json.endObject()
            text += json.bytes
        }
        return text + Array("\n]}\n".utf8)
    }
}
