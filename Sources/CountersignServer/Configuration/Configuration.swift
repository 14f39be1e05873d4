import CountersignCheckout
import CountersignCore
import CountersignHTTP
import CountersignMessaging

/// What `countersign.json5` says, checked, with paths made absolute and secrets read.
struct Configuration: Sendable {
    /// Certificate and private key for TLS, PEM files.
    struct TLS: Equatable, Sendable {
        /// Absolute path of the certificate chain.
        let certificate: String
        /// Absolute path of the private key.
        let key: String
    }

    /// Upper bounds of what the service takes at once.
    struct Limits: Equatable, Sendable {
        /// Connections in all.
        var connections = 4_096
        /// Connections from one address; ignored behind a proxy, where all come from one.
        var connectionsPerAddress = 256
        /// Requests that are being answered at once.
        var requests = 10_000

        static let connectionsBounds = 1...65_536
        static let requestsBounds = 1...65_536
    }

    /// The file as the person knows it.
    let file: String
    /// Absolute path of the file's folder; relative paths start here.
    let folder: String
    /// Where the service listens.
    var listen: ListenAddress
    /// Where payers and providers reach the service, without a slash at the end.
    var publicURL: String
    /// Whether a proxy in front does TLS.
    var behindProxy: Bool
    /// The service's own TLS; nil for none.
    var tls: TLS?
    /// Absolute path of the store.
    var store: String
    /// Absolute path of the key file.
    var keys: String
    /// The folder of templates, as written; nil to look for it.
    var templates: String?
    /// The folder of policies, as written; nil to look for it.
    var policies: String?
    /// Providers in the order of the file.
    var providers: [any Provider]
    /// What providers take at once, by name, where the file says so.
    var providerLimits: [String: ProviderLimits]
    /// What providers take, by their name; one without prices has no entry.
    var prices: [String: ProviderPrices]
    /// How payers are taught.
    var education: EducationSettings
    /// The route of merchants without one of their own.
    var defaultRoute: [Route.Step]
    /// Routes of single merchants.
    var merchantRoutes: [MerchantID: [Route.Step]]
    /// Whether merchants' webhook URLs may lead to private addresses.
    var webhooksAllowPrivate: Bool
    /// Upper bounds.
    var limits: Limits

    /// The route of a merchant.
    func route(of merchant: MerchantID) -> [Route.Step] {
        merchantRoutes[merchant] ?? defaultRoute
    }
}
