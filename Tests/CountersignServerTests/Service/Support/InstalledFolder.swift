import CountersignCore
import Foundation

@testable import CountersignServer

/// A whole installation in a folder of its own, as `countersign init` makes it.
struct InstalledFolder: Sendable {
    let world: TestSurroundings
    let liveKey: String
    let testKey: String

    /// A policy that asks everybody: tests under load are, to the shipped one, an attack.
    static let askingEverybody = """
        policy "Everybody"
        defaults
            match word
        otherwise confirm

        """

    /// Founds it; the configuration is then replaced by one that listens on a free port.
    /// - Parameters:
    ///   - gateways: SMS gateways by name and URL, the preferred one first; live messages go there.
    ///   - mail: URL of a mail server, the provider `mail`, after the gateways.
    ///   - secret: what all gateways sign and verify with.
    ///   - policy: instead of the shipped one.
    static func found(
        gateways: [(name: String, url: String)] = [],
        mail: String? = nil,
        secret: String = newSecret(),
        policy: String? = nil
    ) async throws -> InstalledFolder {
        let world = try TestSurroundings.withAssets()
        guard await world.run("init", "--merchant", "Acme Shoes", "--json") == .done else {
            throw WireFailure.tooLate("init: \(world.diagnostics)")
        }
        let keys = try JSONReader.read(Array(world.output.utf8))
        world.forget()
        var providers = gateways.map { gateway in
            """
            "\(gateway.name)": { kind: "webhook", channel: "sms", url: "\(gateway.url)/send",
                secret: { file: "secrets/gateway" } },
            """
        }
        let names = gateways.map { "\"\($0.name)\"" }.joined(separator: ", ")
        var steps = gateways.isEmpty ? [] : ["{ channel: \"sms\", providers: [\(names)] }"]
        if let mail {
            providers.append(
                "mail: { kind: \"smtp\", url: \"\(mail)\", from: \"pay@shop.example\" },"
            )
            steps.append("{ channel: \"email\", providers: [\"mail\"] }")
        }
        let route = steps.isEmpty ? "" : "default: [\(steps.joined(separator: ", "))]"
        try world.write(
            """
            {
              listen: "127.0.0.1:0", public_url: "https://confirm.shop.example",
              store: "countersign.sqlite", keys: "keys.json",
              providers: { \(providers.joined()) }, routes: { \(route) },
              webhooks: { allow_private: true },
              limits: { connections_per_address: 1000 },
            }
            """,
            to: "countersign.json5"
        )
        try world.write(secret, to: "secrets/gateway")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600],
            ofItemAtPath: world.folder + "/secrets/gateway"
        )
        if let policy { try world.write(policy, to: "Policies/default.policy") }
        return InstalledFolder(
            world: world,
            liveKey: keys["live_key"]?.string ?? "",
            testKey: keys["test_key"]?.string ?? ""
        )
    }

    /// Runs a command on it and reads what it prints as JSON.
    func command(_ arguments: String...) async throws -> JSONValue {
        world.forget()
        guard await Program.run(arguments, in: world.surroundings) == .done else {
            throw WireFailure.tooLate("\(arguments): \(world.diagnostics)")
        }
        return (try? JSONReader.read(Array(world.output.utf8))) ?? .null
    }
}
