import CountersignTemplates

extension Dispatch {
    /// The sender: the brand's own, else the provider's; a number without its plus sign.
    func sender(standard: String) -> String {
        let sender = rendered.from ?? standard
        return ProviderWord.digits(sender) ?? sender
    }
}
