public import CountersignCore
public import CountersignMessaging

/// The part of `countersign.json5` that points a service at the simulator.
///
/// Secrets stand in it as in any configuration: by the names of the environment variables that
/// ``SimulatorSecrets/environment`` holds.
public enum SimulatorConfiguration {
    /// The name of the provider for RCS.
    public static let rcsProvider = "simulator-rcs"
    /// The name of the provider for WhatsApp.
    public static let whatsAppProvider = "simulator-whatsapp"
    /// The name of the provider for SMS.
    public static let smsProvider = "simulator-sms"

    /// The name of the provider for push to apps with Firebase.
    public static let fcmProvider = "simulator-fcm"
    /// The name of the provider for push to apps with Apple's service.
    public static let apnsProvider = "simulator-apns"
    /// The names of all providers that test keys reach.
    public static let providerNames = [
        rcsProvider, whatsAppProvider, smsProvider, fcmProvider, apnsProvider,
    ]

    /// The environment variable with the key of the team that sends through Apple's service.
    public static let apnsKey = "COUNTERSIGN_SIMULATOR_APNS_KEY"
    static let fcmAccount = "COUNTERSIGN_SIMULATOR_FCM_ACCOUNT"
    static let twilioToken = "COUNTERSIGN_SIMULATOR_TWILIO_TOKEN"
    static let twilioBackupToken = "COUNTERSIGN_SIMULATOR_TWILIO_BACKUP_TOKEN"
    static let whatsAppVerifyToken = "COUNTERSIGN_SIMULATOR_WHATSAPP_VERIFY_TOKEN"
    static let rcsClientToken = "COUNTERSIGN_SIMULATOR_RCS_CLIENT_TOKEN"
    static let rcsAccount = "COUNTERSIGN_SIMULATOR_RCS_ACCOUNT"
    static let smsSecret = "COUNTERSIGN_SIMULATOR_SMS_SECRET"
    static let whatsAppToken = "COUNTERSIGN_SIMULATOR_WHATSAPP_TOKEN"
    static let whatsAppAppSecret = "COUNTERSIGN_SIMULATOR_WHATSAPP_APP_SECRET"
    static let rcsToken = "COUNTERSIGN_SIMULATOR_RCS_TOKEN"

    /// The object `providers`.
    /// - Parameters:
    ///   - base: the simulator's base URL without a slash at its end: `http://127.0.0.1:8081`.
    ///   - settings: what the simulator was started with.
    public static func providers(
        at base: String,
        _ settings: SimulatorSettings = SimulatorSettings()
    ) -> JSONValue {
        .members([
            rcsProvider: rcs(base, settings),
            whatsAppProvider: whatsApp(base, settings),
            smsProvider: .members([
                "kind": .string("webhook"),
                "channel": .string("sms"),
                "url": .string("\(base)/sms/send"),
                "secret": environment(smsSecret),
            ]),
        ])
    }

    /// The object `providers` for a service that uses a simulator of its own process.
    public static func providers(
        of simulator: Simulator,
        _ settings: SimulatorSettings
    ) -> JSONValue {
        let twilios: [(platform: SimulatedPlatform, account: String, token: String)] = [
            (.twilio, settings.twilioAccountSID, twilioToken),
            (.twilioBackup, settings.twilioBackupAccountSID, twilioBackupToken),
        ]
        var members = twilios.map { platform, account, token in
            JSONMember(
                settings.provider(of: platform),
                .members([
                    "kind": .string("twilio"),
                    "channel": .string("sms"),
                    "account_sid": .string(account),
                    "auth_token": environment(token),
                    "from": .string(settings.twilioSender),
                    "base_url": .string(simulator.url(of: platform)),
                ])
            )
        }
        members.append(
            JSONMember(
                settings.provider(of: .whatsapp),
                .members([
                    "kind": .string("whatsapp-cloud"),
                    "phone_number_id": .string(settings.phoneNumberID),
                    "business_account_id": .string(settings.businessAccountID),
                    "access_token": environment(whatsAppToken),
                    "app_secret": environment(whatsAppAppSecret),
                    "verify_token": environment(whatsAppVerifyToken),
                    "base_url": .string(simulator.url(of: .whatsapp)),
                ])
            )
        )
        members.append(
            JSONMember(
                settings.provider(of: .rcs),
                .members([
                    "kind": .string("rbm"),
                    "agent_id": .string(settings.agentID),
                    "service_account": environment(rcsAccount),
                    "client_token": environment(rcsClientToken),
                    "base_url": .string(simulator.url(of: .rcs)),
                ])
            )
        )
        members.append(
            JSONMember(
                settings.provider(of: .fcm),
                .members([
                    "kind": .string("fcm"),
                    "service_account": environment(fcmAccount),
                    "base_url": .string(simulator.url(of: .fcm)),
                ])
            )
        )
        members.append(
            JSONMember(settings.provider(of: .apns), apns(at: simulator.url(of: .apns)))
        )
        members.append(
            JSONMember(
                settings.provider(of: .sms),
                .members([
                    "kind": .string("webhook"),
                    "channel": .string("sms"),
                    "url": .string(simulator.url(of: .sms) + "/send"),
                    "secret": environment(smsSecret),
                ])
            )
        )
        return .object(members)
    }

    /// RCS first, then WhatsApp, then SMS.
    public static var route: Route {
        Route(steps: [
            Route.Step(channel: .rcs, providers: [rcsProvider]),
            Route.Step(channel: .whatsapp, providers: [whatsAppProvider]),
            Route.Step(channel: .sms, providers: [smsProvider]),
        ])
    }

    /// The object `routes`: ``route`` for every merchant.
    public static var routes: JSONValue {
        .members([
            "default": .array(
                route.steps.map { step in
                    .members([
                        "channel": .string(step.channel.rawValue),
                        "providers": .array(step.providers.map { .string($0) }),
                    ])
                }
            )
        ])
    }

    /// The providers of ``providers(at:_:)`` themselves, for a service that has other ones in its
    /// configuration and uses these for test keys.
    public static func connectedProviders(
        at base: String,
        _ settings: SimulatorSettings = SimulatorSettings(),
        secrets: SimulatorSecrets,
        crypto: ProviderCrypto
    ) -> [WebhookProvider] {
        let values = secrets.environment
        func secret(_ reference: JSONValue?) -> [UInt8]? {
            reference?["env"]?.string.flatMap { values[$0] }.map { Array($0.utf8) }
        }
        return (providers(at: base, settings).object ?? []).map { member in
            let result = WebhookProvider.configured(
                name: member.name,
                settings: member.value,
                secret: secret(member.value["secret"]),
                receiptSecret: secret(member.value["receipts"]?["secret"]),
                crypto: crypto.webhook
            )
            switch result {
            case .success(let provider): return provider
            case .failure(let found):
                preconditionFailure("The simulator's own settings are wrong: \(found.faults)")
            }
        }
    }

    /// Providers of push to the simulated apps, for test keys.
    ///
    /// - Parameter base: the simulator's base URL without a slash at its end.
    public static func connectedPushProviders(
        at base: String,
        secrets: SimulatorSecrets,
        crypto: ProviderCrypto
    ) -> [any Provider] {
        let token = secrets.fcmToken
        let fcm = FCMProvider(
            name: fcmProvider,
            baseURL: base + "/fcm",
            project: ServiceAccount.project,
            accessTokens: .minted { now, _ in
                // It never ends; a day is as long as any is kept.
                let end = now.advanced(bySeconds: 86_400)
                return AccessToken(value: token, renewAt: end, expiresAt: end)
            }
        )
        guard let account = secrets.apnsAccount else { return [fcm] }
        let apns = APNsProvider.configured(
            ProviderSettings(
                name: apnsProvider,
                members: apns(at: base + "/apns"),
                secrets: ["/key": account.privateKeyPEM],
                callbackURL: Report.callbackURL(of: apnsProvider, at: base),
                crypto: crypto
            )
        )
        switch apns {
        case .success(let provider): return [fcm, provider]
        case .failure(let found):
            preconditionFailure("The simulator's own settings are wrong: \(found.faults)")
        }
    }

    private static func apns(at url: String) -> JSONValue {
        .members([
            "kind": .string("apns"),
            "key": environment(apnsKey),
            "key_id": .string(APNsAccount.keyID),
            "team_id": .string(APNsAccount.teamID),
            "topic": .string(APNsAccount.topic),
            "base_url": .string(url),
        ])
    }

    private static func environment(_ name: String) -> JSONValue {
        .members(["env": .string(name)])
    }

    /// Source: rbm.md.
    private static func rcs(_ base: String, _ settings: SimulatorSettings) -> JSONValue {
        .members([
            "kind": .string("webhook"),
            "channel": .string("rcs"),
            "url": .string(
                "\(base)/rcs/v1/phones/{to}/agentMessages?messageId={message_id}"
                    + "&agentId=\(settings.agentID)"
            ),
            "secret": environment(rcsToken),
            "headers": .members(["Authorization": .string("Bearer {secret}")]),
            "body": .members(["...": .string("{content}"), "ttl": .string("{ttl_seconds}s")]),
            "idempotent": .bool(true),
            "reply": .members([
                "id": .string("/name"),
                "statuses": .members([
                    "404": .string("drop"), "500": .string("retry"), "503": .string("retry"),
                ]),
            ]),
        ])
    }

    /// Source: whatsapp-cloud.md, sections 2, 6 and 7.
    private static func whatsApp(_ base: String, _ settings: SimulatorSettings) -> JSONValue {
        .members([
            "kind": .string("webhook"),
            "channel": .string("whatsapp"),
            "url": .string("\(base)/whatsapp/v23.0/\(settings.phoneNumberID)/messages"),
            "secret": environment(whatsAppToken),
            "headers": .members(["Authorization": .string("Bearer {secret}")]),
            "body": .members([
                "messaging_product": .string("whatsapp"),
                "recipient_type": .string("individual"),
                "to": .string("{to_digits}"),
                "biz_opaque_callback_data": .string("{message_id}"),
                "...": .string("{content}"),
            ]),
            "reply": .members([
                "id": .string("/messages/0/id"),
                "code": .string("/error/code"),
                "codes": whatsAppCodes,
            ]),
            "receipts": .members([
                "signature": .string("hmac-sha256"),
                "secret": environment(whatsAppAppSecret),
                "header": .string("X-Hub-Signature-256"),
                "prefix": .string("sha256="),
                "items": .string("/entry/*/changes/*/value/statuses/*"),
                "message": .string("/biz_opaque_callback_data"),
                "reference": .string("/id"),
                "status": .string("/status"),
                "words": .members([
                    "sent": .string("sent"),
                    "delivered": .string("delivered"),
                    "read": .string("read"),
                    "played": .string("read"),
                    "failed": .string("failed"),
                ]),
                "error": .string("/errors/0/code"),
                "errors": .members(["131026": .string("undelivered")]),
            ]),
        ])
    }

    /// What is neither here nor a success stops, as every other 4xx does.
    private static var whatsAppCodes: JSONValue {
        let classes = [
            ("retry", ["1", "2", "4", "80007", "130429", "131000", "131016", "131057", "133004"]),
            ("fallback", ["130472", "131049", "131056"]),
            ("drop", ["131021", "131026", "131030", "131050"]),
            ("stop", ["0", "190", "131005", "131031", "131042", "131048", "132001", "132007"]),
        ]
        return .object(
            classes.flatMap { word, codes in codes.map { JSONMember($0, .string(word)) } }
        )
    }
}
