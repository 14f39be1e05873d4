/// A secret from the environment or a file.
///
/// Prints as `•••`.
struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    init(_ text: String) { self.text = text }

    /// Lends the secret to what signs with it.
    func withText<Result>(_ body: (String) throws -> Result) rethrows -> Result { try body(text) }

    /// `•••`.
    var description: String { "•••" }
    /// `•••`.
    var debugDescription: String { "•••" }
    /// Shows nothing.
    var customMirror: Mirror { Mirror(self, children: []) }
}
