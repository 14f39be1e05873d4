public import CountersignCore

/// What is known about a folder of templates after every proof.
public struct TemplateReport: Sendable {
    /// What must not reach a payer; the folder does not load while there is any.
    public var errors: [Finding] = []
    /// What would be better otherwise.
    public var advice: [Finding] = []
    /// What each template comes to, in the order of brands, purposes, channels and locales.
    public var templates: [TemplateResult] = []
    /// Characters that cost a part and that have a stand-in of the same meaning.
    public var replacements: [TemplateReplacement] = []
}

/// What one template of one brand can come to, over every payment that there can be.
public struct TemplateResult: Sendable {
    /// What would be asked for.
    public let key: TemplateKey
    /// The template's path without its suffix; an inherited one is the default brand's.
    public let template: String
    /// The language that it is written in.
    public let locale: String
    /// Parts of an SMS; nil for other channels.
    public let parts: ClosedRange<Int>?
    /// Septets of the texts in the 7-bit alphabet; nil when there are none.
    public let septets: ClosedRange<Int>?
    /// 16-bit units of the texts in UCS-2; nil when there are none.
    public let units: ClosedRange<Int>?
    /// Unicode scalars of the plain text.
    public let characters: ClosedRange<Int>
    /// Bytes of UTF-8 of the plain text.
    public let bytes: ClosedRange<Int>
    /// What makes an SMS UCS-2, words of the template first.
    public let causes: [Cause]
    /// Septets, or units where the template itself is UCS-2, that a payee's name can take while the
    /// message stays in one part whatever the rest is; nil for other channels and without a payee.
    public let payeeRoom: Int?
    /// What phones would take for the code in an example of code 042917; nothing for other channels.
    public let readings: [Reading]

    /// Something that makes an SMS UCS-2.
    public struct Cause: Equatable, Sendable {
        /// A character of the template, or the name of a placeholder.
        public let what: String
        /// Whether it does so in every message, not only for some values.
        public let isCertain: Bool
    }

    /// What one kind of phone takes for the code.
    public struct Reading: Equatable, Sendable {
        /// The kind.
        public let model: AutofillModel
        /// What it takes; nil when it offers nothing.
        public let code: String?
        /// Whether it offers nothing because the message has more than one part.
        public let isTooLong: Bool
    }
}

/// A character that the 7-bit alphabet lacks, with a stand-in of the same meaning.
public struct TemplateReplacement: Equatable, Sendable {
    /// Path of the file below the templates' folder.
    public let path: String
    /// Where the character stands in the file, in bytes with `\n` as the only line end.
    public let range: Range<Int>
    /// What is to stand there.
    public let text: String
    /// The same for people.
    public let finding: Finding
}
