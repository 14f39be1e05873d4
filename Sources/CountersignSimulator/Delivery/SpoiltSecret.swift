extension [UInt8] {
    /// Another secret than this one, for proofs that must be refused.
    ///
    /// A zero behind it would not do: HMAC itself fills short keys up with zeroes. Source: RFC 2104
    /// section 2.
    var spoilt: [UInt8] { self + [1] }
}
