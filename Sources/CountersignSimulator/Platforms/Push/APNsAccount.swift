/// The team that may send to the simulated apps through Apple's interface.
///
/// Prints as `•••`.
public struct APNsAccount: Sendable, CustomStringConvertible, CustomReflectable {
    /// The id of its key.
    public static let keyID = "SIMULATED1"
    /// The id of the team.
    public static let teamID = "SIMULATOR1"
    /// The bundle id of its app.
    public static let topic = "example.simulator.app"

    /// Its P-256 key, PEM.
    public let privateKeyPEM: [UInt8]
    /// Whether a signature of some bytes was made with its key.
    let isSigned: @Sendable (_ signature: [UInt8], _ message: [UInt8]) -> Bool

    /// An account.
    /// - Parameter isSigned: verifies ES256, 64 bytes r‖s, under the key.
    public init(
        privateKeyPEM: [UInt8],
        isSigned: @escaping @Sendable (_ signature: [UInt8], _ message: [UInt8]) -> Bool
    ) {
        self.privateKeyPEM = privateKeyPEM
        self.isSigned = isSigned
    }

    /// Bullets.
    public var description: String { "•••" }
    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
