import CountersignCore
import CountersignKeys

/// `countersign keys verify`.
struct KeysVerifyCommand: Command {
    static let synopsis = Synopsis(
        words: ["keys", "verify"],
        summary: "check the key file and that it opens the secrets of all webhooks",
        options: [.config],
        examples: [
            "countersign keys verify", "countersign keys verify --config /etc/countersign.json5",
        ],
        detail:
            "Exit status 1 when something does not fit, 2 when the key file can't be used at all."
    )

    private let config: String

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let console = surroundings.console
        let faults = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) in
            var faults = selfTest(of: installation.keyring)
            for endpoint in try await installation.directory().endpoints.values.joined()
            where (try? installation.secret(of: endpoint)) == nil {
                faults.append("the secret of endpoint \(endpoint.id) does not open with these keys")
            }
            return faults
        }
        for fault in faults { console.result(console.bad(fault)) }
        if faults.isEmpty { console.result(console.good("The key file is good.")) }
        return faults.isEmpty ? .done : .findings
    }

    /// Uses each kind of key once.
    private func selfTest(of keyring: SystemKeyring) -> [String] {
        let bytes = Array("countersign keys verify".utf8)
        var faults: [String] = []
        let sealed = keyring.seal(bytes, for: bytes)
        if (try? keyring.open(sealed, for: bytes)) != bytes { faults.append("the data key fails") }
        let key = keyring.currentSignKey
        let signature = (try? keyring.sign(bytes, key: key)) ?? []
        if !keyring.isValid(signature: signature, of: bytes, key: key) {
            faults.append("the sign key fails")
        }
        if (try? keyring.contextMAC(of: bytes, key: keyring.current.context)) == nil {
            faults.append("the context key fails")
        }
        return faults
    }
}
