import CountersignCore
import CountersignMessaging

/// What a simulator is made of before it listens.
struct SimulatorParts {
    let scenario: Scenario
    let phones = SimulatedPhones()
    let courier: Courier
    let traffic: SimulatedTraffic
    let platforms: Platforms

    init(
        secrets: SimulatorSecrets,
        crypto: ProviderCrypto,
        clock: any Clock,
        entropy: any Entropy,
        settings: SimulatorSettings,
        carrier: any Carrier
    ) {
        scenario = settings.scenarioInForce
        let (phones, traffic) = (phones, SimulatedTraffic(scenario))
        let courier = Courier(carrier: carrier, phones: phones, clock: clock)
        let sms = SMSGateway(
            provider: settings.provider(of: .sms),
            webhooks: StandardWebhooks(secrets: [secrets.sms], crypto: crypto.webhook),
            phones: phones,
            courier: courier,
            traffic: traffic[.sms],
            clock: clock,
            entropy: entropy
        )
        func twilio(
            _ platform: SimulatedPlatform,
            _ account: String,
            _ token: String
        )
            -> TwilioPlatform
        {
            TwilioPlatform(
                provider: settings.provider(of: platform),
                accountSID: account,
                sender: settings.twilioSender,
                signature: TwilioSignature(authToken: Array(token.utf8), crypto: crypto),
                phones: phones,
                courier: courier,
                traffic: traffic[platform],
                clock: clock,
                entropy: entropy
            )
        }
        let whatsapp = WhatsAppPlatform(
            provider: settings.provider(of: .whatsapp),
            settings: settings,
            token: secrets.whatsAppToken,
            appSecret: Array(secrets.whatsAppAppSecret.utf8),
            verifyToken: secrets.whatsAppVerifyToken,
            crypto: crypto.webhook,
            shelf: WhatsAppTemplateShelf(newStatus: settings.newTemplateStatus),
            phones: phones,
            courier: courier,
            traffic: traffic[.whatsapp],
            clock: clock,
            entropy: entropy
        )
        let rcs = RCSPlatform(
            provider: settings.reportsRCSEvents ? settings.provider(of: .rcs) : nil,
            settings: settings,
            tokens: GoogleTokens(
                secrets.rcsAccount,
                scope: RCSPlatform.scope,
                fixedToken: secrets.rcsToken,
                crypto: crypto,
                entropy: entropy
            ),
            events: RCSEvents(
                agentID: settings.agentID,
                clientToken: secrets.rcsClientToken,
                crypto: crypto,
                entropy: entropy
            ),
            phones: phones,
            courier: courier,
            traffic: traffic[.rcs],
            clock: clock
        )
        let fcm = FCMPlatform(
            tokens: GoogleTokens(
                secrets.rcsAccount,
                scope: FCMPlatform.scope,
                fixedToken: secrets.fcmToken,
                crypto: crypto,
                entropy: entropy
            ),
            phones: phones,
            courier: courier,
            traffic: traffic[.fcm],
            clock: clock,
            entropy: entropy
        )
        let apns = APNsPlatform(
            account: secrets.apnsAccount,
            phones: phones,
            courier: courier,
            traffic: traffic[.apns],
            clock: clock,
            entropy: entropy
        )
        let silent = Platforms(
            sms: sms,
            twilio: twilio(.twilio, settings.twilioAccountSID, secrets.twilioToken),
            twilioBackup: twilio(
                .twilioBackup,
                settings.twilioBackupAccountSID,
                secrets.twilioBackupToken
            ),
            whatsapp: whatsapp,
            rcs: rcs,
            fcm: fcm,
            apns: apns,
            control: nil
        )
        let control = SimulatorControl(phones: phones, counts: { traffic.json }) {
            answer,
            message in
            traffic.answer(answer, message, silent, courier)
        }
        self.courier = courier
        self.traffic = traffic
        platforms = settings.hasControl ? silent.with(control) : silent
    }
}

extension Platforms {
    /// The same platforms beside what may be asked of the simulator itself.
    fileprivate func with(_ control: SimulatorControl) -> Platforms {
        Platforms(
            sms: sms,
            twilio: twilio,
            twilioBackup: twilioBackup,
            whatsapp: whatsapp,
            rcs: rcs,
            fcm: fcm,
            apns: apns,
            control: control
        )
    }
}
