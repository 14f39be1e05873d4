public import CountersignCore

/// All templates of an installation, loaded and checked together.
public struct TemplateLibrary: Sendable {
    /// Loads a folder of templates: all or nothing.
    /// - Parameters:
    ///   - files: text by path relative to the templates' folder, e.g. `default/de/payment.sms.txt`.
    ///   - folder: how the folder is called in findings, e.g. `Templates`.
    ///   - sha256: SHA-256, for the versions of templates.
    /// - Returns: the library, or nil when a finding stands in the way, and every finding.
    public static func load(
        _ files: [String: String],
        folder: String,
        sha256: ([UInt8]) -> [UInt8]
    ) -> (library: TemplateLibrary?, findings: [Finding]) {
        (TemplateLibrary(), [])
    }

    /// Whether any locale of the brand, or of `default`, has a template for this purpose and channel.
    public func has(_ key: TemplateKey) -> Bool { false }

    /// Renders one message.
    /// - Throws: ``TemplateFailure`` when no template fits.
    public func render(
        _ key: TemplateKey,
        _ values: TemplateValues
    ) throws(TemplateFailure) -> RenderedMessage {
        throw .missing(key)
    }
}
