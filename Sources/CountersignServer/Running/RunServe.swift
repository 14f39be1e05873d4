import CountersignCore
import CountersignHTTP
import CountersignKeys
import CountersignStore

/// Runs the service until it is told to stop.
func runServe(
    _ options: ServeOptions,
    in surroundings: Surroundings
) async throws(CommandFailure) -> ExitStatus {
    let preparation = try Preparation(options, in: surroundings)
    _ = preparation
    throw .unusable("serving is not part of this build")
}

/// Everything that a service is made of before it opens its doors; every fault is found here.
struct Preparation: Sendable {
    /// What the file says, with the command's own address.
    let configuration: Configuration
    /// Every key of the key file.
    let keyring: SystemKeyring
    /// Templates and policies.
    let assets: Assets

    init(_ options: ServeOptions, in surroundings: Surroundings) throws(CommandFailure) {
        var configuration = try Installation.configuration(options.config, in: surroundings)
        if let listen = options.listen {
            guard listen.isLoopback || configuration.tls != nil || configuration.behindProxy else {
                throw .unusable(
                    "other machines could reach \(listen) without TLS",
                    hint:
                        "give tls in the configuration, or behind_proxy: true, or listen on 127.0.0.1"
                )
            }
            configuration.listen = listen
        }
        let keyring = SystemKeyring(try Installation.keyFile(of: configuration))
        let loaded = try Assets.load(
            options.places,
            configuration: configuration,
            in: surroundings,
            sha256: keyring.sha256
        )
        guard let assets = loaded.assets else {
            for finding in loaded.findings { surroundings.console.note(finding.rendered) }
            throw .unusable("templates or policies have faults", hint: "see above")
        }
        self.configuration = configuration
        self.keyring = keyring
        self.assets = assets
    }

    /// Settings of the HTTP door.
    func httpSettings() throws(CommandFailure) -> HTTPServerSettings {
        var settings = HTTPServerSettings(address: configuration.listen, tls: try tls())
        settings.connectionsMax = configuration.limits.connections
        settings.connectionsPerAddressMax =
            configuration.behindProxy ? nil : configuration.limits.connectionsPerAddress
        settings.requestsUnderWayMax = configuration.limits.requests
        return settings
    }

    private func tls() throws(CommandFailure) -> HTTPServerSettings.TLS? {
        guard let tls = configuration.tls else { return nil }
        guard let certificate = Files.text(tls.certificate), let key = Files.text(tls.key) else {
            throw .unusable("the TLS files can't be read: \(tls.certificate), \(tls.key)")
        }
        return HTTPServerSettings.TLS(
            certificatePEM: Array(certificate.utf8),
            keyPEM: Array(key.utf8)
        )
    }
}
