/// A provider's token or shared secret.
///
/// Prints as `•••`.
struct ProviderSecret: Sendable, CustomStringConvertible, CustomReflectable {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func withBytes<Result>(_ body: ([UInt8]) -> Result) -> Result { body(bytes) }

    /// The secret as text, for a header field or a form.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    var description: String { "•••" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
