import CountersignCore
import CountersignMessaging
import Testing

/// Providers made from settings as the configuration holds them, with real cryptography.
struct ProviderFixture {
    let kind: ProviderKind
    let json5: String
    let secrets: [String: String]

    static let callbackURL = "https://pay.example/v1/callbacks/gateway"

    func configured() throws -> Result<any Provider, ProviderSettingsFaults> {
        kind.configured(
            ProviderSettings(
                name: "gateway",
                members: try JSONReader.read(Array(json5.utf8), dialect: .json5),
                secrets: secrets.mapValues { Array($0.utf8) },
                callbackURL: ProviderFixture.callbackURL,
                crypto: RealCrypto.providers
            )
        )
    }

    func provider() throws -> any Provider { try configured().get() }

    /// What is wrong, by place; empty when nothing is.
    func faults() throws -> [String: String] {
        guard case .failure(let found) = try configured() else { return [:] }
        return Dictionary(found.faults.map { ($0.pointer, $0.detail) }) { "\($0) | \($1)" }
    }

    /// Everything that printing a provider tells.
    func shown() throws -> String {
        let provider = try provider()
        var shown = "\(provider) \(String(reflecting: provider))"
        dump(provider, to: &shown)
        return shown
    }
}

extension Samples {
    /// A card with both decisions and a link, as a template for RCS renders it.
    static let card = """
        {"contentMessage":{"richCard":{"standaloneCard":{"cardOrientation":"VERTICAL",\
        "cardContent":{"title":"Confirm 12.50 EUR","description":"To Cafe Uno",\
        "suggestions":[{"reply":{"text":"Approve","postbackData":"cnf_1.approve.T"}},\
        {"reply":{"text":"This wasn't me","postbackData":"cnf_1.deny.T"}},\
        {"action":{"text":"Open","postbackData":"cnf_1.open.T",\
        "openUrlAction":{"url":"https://pay.example.com/c/cnf_1"}}}]}}}}}
        """

    /// An authentication template, as a template for WhatsApp renders it.
    static let authenticationTemplate = """
        {"type":"template","template":{"name":"pay_code","language":{"code":"en_GB"},"components":[\
        {"type":"body","parameters":[{"type":"text","text":"482913"}]},\
        {"type":"button","sub_type":"url","index":"0",\
        "parameters":[{"type":"text","text":"482913"}]}]}}
        """

    /// A utility template with the payment, and the authentication template that follows it.
    static let twoTemplates = """
        {"context":{"type":"template","template":{"name":"pay_review","language":{"code":"en_GB"},\
        "components":[{"type":"body","parameters":[{"type":"text","text":"12.50 EUR"}]}]}},\
        "content":\(authenticationTemplate)}
        """

    /// The same hand-over with a token in force.
    static func carrying(_ token: String, _ dispatch: Dispatch) -> Dispatch {
        Dispatch(
            message: dispatch.message,
            to: dispatch.to,
            rendered: dispatch.rendered,
            expiresAt: dispatch.expiresAt,
            now: dispatch.now,
            accessToken: AccessToken(
                value: token,
                renewAt: now.advanced(bySeconds: 600),
                expiresAt: now.advanced(bySeconds: 900)
            )
        )
    }

    /// A message that is to be taken back, with the provider's own id of it.
    static func revocation(
        of reference: String?,
        channel: Channel,
        token: String? = nil
    ) throws -> Revocation {
        let dispatch = try Samples.dispatch(channel: channel)
        var message = dispatch.message
        message.providerReference = reference
        let carried = token.map { Samples.carrying($0, dispatch) }
        return Revocation(
            message: message,
            to: dispatch.to,
            now: now,
            accessToken: carried?.accessToken
        )
    }
}

/// Why a callback is not taken; nil when it is.
func fault(
    _ provider: any Provider,
    _ callback: Callback,
    at now: Instant = Samples.now
) -> CallbackFault? {
    do throws(CallbackFault) {
        _ = try provider.content(of: callback, at: now)
        return nil
    } catch {
        return error
    }
}
