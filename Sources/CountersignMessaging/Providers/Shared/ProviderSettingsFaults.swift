/// Everything that is wrong in a provider's settings, all at once.
public struct ProviderSettingsFaults: Error, Equatable, Sendable {
    /// One thing that is wrong.
    public struct Fault: Equatable, Sendable {
        /// JSON Pointer below the provider's own object: `/receipts/words/sent`.
        public let pointer: String
        /// What is wrong and what to write instead, one sentence, no secret.
        public let detail: String

        /// A fault at a place.
        public init(pointer: String, detail: String) {
            self.pointer = pointer
            self.detail = detail
        }
    }

    /// At least one, in the order of the checks.
    public let faults: [Fault]
}
