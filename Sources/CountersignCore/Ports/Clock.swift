/// The moment, from outside.
public protocol Clock: Sendable {
    /// The current moment.
    func now() -> Instant
}

/// Unpredictable bytes, from outside.
public protocol Entropy: Sendable {
    /// So many fresh random bytes from a cryptographic generator.
    func bytes(_ count: Int) -> [UInt8]
}
