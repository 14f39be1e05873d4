internal import CountersignCore

/// How a brand looks, for previews and pages.
public struct BrandLook: Equatable, Sendable {
    /// The brand's name.
    public let name: String
    /// The company behind it, where its name is another.
    public let legalName: String?
    /// Where the payer gets help, in words.
    public let support: String?
    /// The picture on cards and in mails, an address of https.
    public let logoURL: String?
    /// The colour of buttons and headings, as `#rrggbb`.
    public let primary: String
    /// Black or white, whichever reads better on ``primary``.
    public let onPrimary: String
    /// The colour of words.
    public let text: String
    /// The colour behind them.
    public let background: String
    /// The agent that its RCS messages come from, where a provider takes one with each message.
    public let rcsAgent: String?
    /// Languages, the first for everybody else.
    public let locales: [String]

    init(_ brand: Brand) {
        name = brand.name
        legalName = brand.legalName
        support = brand.support
        logoURL = brand.logoURL
        primary = brand.colours.primary
        onPrimary = Contrast.ink(on: brand.colours.primary)
        text = brand.colours.text
        background = brand.colours.background
        rcsAgent = brand.senders.everywhere[.rcs]
        locales = brand.locales
    }
}
