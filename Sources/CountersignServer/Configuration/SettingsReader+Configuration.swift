import CountersignCore
import CountersignHTTP

extension SettingsReader {
    static let topSettings = [
        "listen", "public_url", "behind_proxy", "tls", "store", "keys", "templates", "policies",
        "providers", "routes", "education", "webhooks", "limits",
    ]

    /// The whole file; nil when it is no object.
    ///
    /// What is missing takes its default.
    mutating func configuration(
        _ document: JSONValue,
        from world: SettingsWorld
    ) -> Configuration? {
        guard let top = section(document, at: "", known: SettingsReader.topSettings) else {
            return nil
        }
        let tls = tls(in: top, from: world)
        let behindProxy = bool("behind_proxy", in: top) ?? false
        let listen = listen(in: top, isProtected: behindProxy || top.value("tls") != nil)
        let publicURL = publicURL(in: top, listen: listen, hasTLS: tls != nil)
        let providers = providers(in: top, publicURL: publicURL, from: world)
        let routes = routes(in: top, providers: providers)
        return Configuration(
            file: file,
            folder: world.folder,
            listen: listen,
            publicURL: publicURL,
            behindProxy: behindProxy,
            tls: tls,
            store: world.path(text("store", in: top) ?? "countersign.sqlite"),
            keys: world.path(text("keys", in: top) ?? "keys.json"),
            templates: text("templates", in: top).map { world.path($0) },
            policies: text("policies", in: top).map { world.path($0) },
            providers: providers.usable,
            providerLimits: providers.limits,
            prices: providers.prices,
            education: education(in: top),
            defaultRoute: routes.standard,
            merchantRoutes: routes.merchants,
            webhooksAllowPrivate: webhooksAllowPrivate(in: top),
            limits: limits(in: top)
        )
    }

    private mutating func listen(in top: Section, isProtected: Bool) -> ListenAddress {
        let standard = ListenAddress.standard
        guard let text = text("listen", in: top) else { return standard }
        guard let listen = ListenAddress(parsing: text) else {
            fault(
                "/listen",
                "'listen' takes ADDRESS:PORT, e.g. \"127.0.0.1:8080\" or \"[::1]:8080\""
            )
            return standard
        }
        if !listen.isLoopback, !isProtected {
            fault(
                "/listen",
                "other machines could reach this address without TLS; give tls, "
                    + "or behind_proxy: true where a proxy does TLS, or listen on 127.0.0.1"
            )
        }
        return listen
    }

    private mutating func publicURL(
        in top: Section,
        listen: ListenAddress,
        hasTLS: Bool
    ) -> String {
        let standard = "\(hasTLS ? "https" : "http")://\(listen)"
        guard top.value("public_url") != nil,
            var url = url("public_url", in: top, example: "https://confirm.shop.example")
        else { return standard }
        if url.contains("?") {
            fault("/public_url", "'public_url' holds a query (?…); leave it out")
        }
        if url.lowercased().hasPrefix("http://"), !listen.isLoopback || !isLocal(url) {
            warn(
                "/public_url",
                "payers would open this page without TLS; write https:// once there is a certificate"
            )
        }
        while url.hasSuffix("/") { url.removeLast() }
        return url
    }

    private func isLocal(_ url: String) -> Bool {
        let host = url.lowercased().dropFirst("http://".count)
        return ["127.", "localhost", "[::1]"].contains { host.hasPrefix($0) }
    }

    private mutating func tls(in top: Section, from world: SettingsWorld) -> Configuration.TLS? {
        guard let value = top.value("tls"),
            let section = section(value, at: "/tls", known: ["certificate", "key"])
        else { return nil }
        let certificate = requiredText("certificate", in: section, example: "\"tls/cert.pem\"")
        let key = requiredText("key", in: section, example: "\"tls/key.pem\"")
        guard let certificate, let key else { return nil }
        for (name, path) in [("certificate", certificate), ("key", key)]
        where !Files.isReadable(world.path(path)) {
            fault("/tls/\(name)", "the file \(path) can't be read; it takes PEM text")
        }
        return Configuration.TLS(certificate: world.path(certificate), key: world.path(key))
    }

    private mutating func webhooksAllowPrivate(in top: Section) -> Bool {
        guard let value = top.value("webhooks"),
            let section = section(value, at: "/webhooks", known: ["allow_private"])
        else { return false }
        return bool("allow_private", in: section) ?? false
    }

    private mutating func limits(in top: Section) -> Configuration.Limits {
        var limits = Configuration.Limits()
        guard let value = top.value("limits"),
            let section = section(
                value,
                at: "/limits",
                known: ["connections", "connections_per_address", "requests"]
            )
        else { return limits }
        let connections = Configuration.Limits.connectionsBounds
        if let number = integer("connections", in: section, bounds: connections) {
            limits.connections = number
        }
        if let number = integer("connections_per_address", in: section, bounds: connections) {
            limits.connectionsPerAddress = number
        }
        let requests = Configuration.Limits.requestsBounds
        if let number = integer("requests", in: section, bounds: requests) {
            limits.requests = number
        }
        return limits
    }
}
