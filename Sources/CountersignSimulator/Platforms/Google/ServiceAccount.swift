public import CountersignCore

/// The service account that may send for the simulated RCS agent and to the simulated apps.
///
/// Prints as `•••`.
public struct ServiceAccount: Sendable, CustomStringConvertible, CustomReflectable {
    /// Its address, the issuer of its assertions.
    public let clientEmail: String
    /// Its RSA key, PEM.
    public let privateKeyPEM: [UInt8]

    /// A service account.
    public init(clientEmail: String = ServiceAccount.simulated, privateKeyPEM: [UInt8]) {
        self.clientEmail = clientEmail
        self.privateKeyPEM = privateKeyPEM
    }

    /// The address of the simulator's own account.
    public static let simulated = "sender@rbm-simulator.iam.gserviceaccount.com"

    /// The project that it belongs to.
    static let project = "rbm-simulator"

    /// Bullets.
    public var description: String { "•••" }
    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// The account of a key file; nil for anything else.
    init?(keyFile: [UInt8]) {
        guard let file = try? JSONReader.read(keyFile), let email = file["client_email"]?.string,
            let key = file["private_key"]?.string
        else { return nil }
        self.init(clientEmail: email, privateKeyPEM: Array(key.utf8))
    }

    /// The account's key file, as Google gives it out.
    public func keyFile(tokenURL: String) -> JSONValue {
        .members([
            "type": .string("service_account"),
            "project_id": .string(ServiceAccount.project),
            "private_key_id": .string("simulated-key-1"),
            "private_key": .string(String(decoding: privateKeyPEM, as: UTF8.self)),
            "client_email": .string(clientEmail),
            "client_id": .string("100000000000000000001"),
            "token_uri": .string(tokenURL),
        ])
    }
}
