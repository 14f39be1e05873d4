extension ProviderLimits {
    /// WhatsApp's pair rate: one message in six seconds to the same person, with a burst of up to 45
    /// borrowed from the future, whoever carries it there.
    static let whatsAppPair = ProviderLimits(recipientIntervalSeconds: 6, recipientBurstMax: 45)
}
