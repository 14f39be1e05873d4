internal import CCrypto

/// Bytes that must not be seen: a key, or a secret shared with somebody.
///
/// Prints as `•••`, compares in constant time, is overwritten when the last owner lets go, and gives
/// its bytes through ``reveal(_:)`` only.
@safe
// Unchecked: the memory is written once, in the initializer, and freed once, in the deinitializer.
public final class SecretBytes: @unchecked Sendable, Equatable, CustomStringConvertible,
    CustomDebugStringConvertible, CustomReflectable
{
    private let storage: UnsafeMutableBufferPointer<UInt8>

    /// A copy of some bytes.
    ///
    /// The caller's own copy is the caller's to forget.
    public init(copying bytes: [UInt8]) {
        unsafe storage = UnsafeMutableBufferPointer.allocate(capacity: bytes.count)
        _ = unsafe storage.initialize(from: bytes)
    }

    /// Takes bytes over: the array is overwritten and left empty.
    convenience init(taking bytes: inout [UInt8]) {
        self.init(copying: bytes)
        Libcrypto.wipe(&bytes)
    }

    deinit {
        unsafe OPENSSL_cleanse(storage.baseAddress, storage.count)
        unsafe storage.deallocate()
    }

    /// How many bytes there are.
    public var count: Int { unsafe storage.count }

    /// Lends the bytes.
    ///
    /// Copies made inside are no longer protected.
    public func reveal<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        body(unsafe UnsafeBufferPointer(storage).span)
    }

    /// Whether two secrets are equal, in time that depends on their lengths only.
    public static func == (left: SecretBytes, right: SecretBytes) -> Bool {
        guard left.count == right.count else { return false }
        return unsafe CRYPTO_memcmp(
            left.storage.baseAddress,
            right.storage.baseAddress,
            left.count
        ) == 0
    }

    /// Prints `•••`.
    public var description: String { "•••" }
    /// Prints `•••`.
    public var debugDescription: String { "•••" }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
