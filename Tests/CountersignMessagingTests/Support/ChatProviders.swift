import CountersignCore
import CountersignMessaging
import Testing

/// The two chat platforms as a configuration would make them, with the real cryptography.
enum ChatProviders {
    static let cloudSecrets = [
        "/access_token": "EAAG-token", "/app_secret": "0123456789abcdef0123456789abcdef",
        "/verify_token": "verify-me-01",
    ]

    static func cloud(_ more: String = "") throws -> WhatsAppCloudProvider {
        let text = """
            {kind: "whatsapp-cloud", phone_number_id: "106540352242922", access_token: {env: "A"},
             app_secret: {env: "B"}, verify_token: {env: "C"}, \(more)}
            """
        return try WhatsAppCloudProvider.configured(settings(text, cloudSecrets)).get()
    }

    static func rbmSecrets() throws -> [String: String] {
        [
            "/service_account": ServiceAccountFile.text(try TestKeyPair.rsa.get()),
            "/client_token": "client-token-0001",
        ]
    }

    static func rbm(_ more: String = "") throws -> RBMProvider {
        let text = """
            {kind: "rbm", agent_id: "pay_agent", service_account: {file: "A"},
             client_token: {env: "B"}, \(more)}
            """
        return try RBMProvider.configured(settings(text, rbmSecrets())).get()
    }

    static func settings(
        _ json5: String,
        _ secrets: [String: String]
    ) throws -> ProviderSettings {
        ProviderSettings(
            name: "chat",
            members: try JSONReader.read(Array(json5.utf8), dialect: .json5),
            secrets: secrets.mapValues { Array($0.utf8) },
            callbackURL: "https://pay.example/v1/callbacks/chat",
            crypto: RealCrypto.providers
        )
    }

    /// What is wrong with settings; empty when nothing is.
    static func faults(
        _ kind: ProviderKind,
        _ json5: String,
        _ secrets: [String: String] = [:]
    ) throws -> [ProviderSettingsFaults.Fault] {
        switch kind.configured(try settings(json5, secrets)) {
        case .success: []
        case .failure(let faults): faults.faults
        }
    }
}

extension Dispatch {
    /// The same with an access token.
    func authorized(by token: String) -> Dispatch {
        Dispatch(
            message: message,
            to: to,
            rendered: rendered,
            expiresAt: expiresAt,
            now: now,
            accessToken: AccessToken(value: token, renewAt: expiresAt, expiresAt: expiresAt)
        )
    }
}

/// The fault that a callback is refused with; nil when it is read.
func refusal(_ read: () throws -> CallbackContent) -> CallbackFault? {
    do {
        _ = try read()
        return nil
    } catch {
        return error as? CallbackFault
    }
}
