import CountersignAPI
import CountersignCore
import CountersignTemplates

/// Previews of the templates in force, for the API.
struct ShelfTemplates: TemplateDesk {
    private let library: @Sendable () -> TemplateLibrary

    init(_ library: @escaping @Sendable () -> TemplateLibrary) {
        self.library = library
    }

    func list(brand: String) -> TemplateList {
        let library = library()
        let known = library.brands[brand] == nil ? "default" : brand
        let look = library.brands[known]
        return TemplateList(
            brand: known,
            name: look?.name ?? "",
            locales: look?.locales ?? [],
            templates: library.entries(brand: known).map { key, template, version in
                TemplateList.Entry(
                    template: template,
                    version: version,
                    purpose: key.purpose,
                    channel: key.channel,
                    locale: key.locale ?? ""
                )
            },
            fallbacks: library.fallbacks.filter { $0.missing.hasPrefix(known + "/") }
                .map { ($0.missing, $0.used) }
        )
    }

    func previews(_ wish: PreviewWish, brand: String) -> [MessagePreview] {
        let library = library()
        let known = library.brands[brand] == nil ? "default" : brand
        let values = SampleValues.values(wish)
        var keys = library.keys(brand: known).filter { key in
            key.purpose == wish.purpose && (wish.channels?.contains(key.channel) ?? true)
        }
        if let locales = wish.locales {
            // A language that a brand lacks is shown as its payers get it.
            let channels = Channel.allCases.filter { channel in
                keys.contains { $0.channel == channel }
            }
            keys = channels.flatMap { channel in
                locales.map {
                    TemplateKey(
                        brand: known,
                        locale: $0,
                        purpose: wish.purpose,
                        channel: channel
                    )
                }
            }
        }
        return keys.compactMap { key in
            (try? library.preview(key, values)).map(MessagePreview.init)
        }
    }
}

extension MessagePreview {
    fileprivate init(_ preview: TemplatePreview) {
        let message = preview.message
        self.init(
            channel: message.channel,
            locale: message.locale,
            template: message.template,
            version: message.templateVersion,
            from: message.from,
            text: message.text,
            content: message.content.flatMap { try? JSONReader.read($0) },
            surface: message.surface,
            bytes: preview.bytes,
            segments: preview.segments.map { segments in
                Segments(
                    parts: segments.parts,
                    alphabet: segments.alphabet.rawValue,
                    units: segments.units,
                    forcedBy: segments.forcesUCS2.map { String(Character($0)) }
                )
            },
            findings: preview.findings
        )
    }
}

extension SampleValues {
    /// The values of a wish around the example's code.
    static func values(_ wish: PreviewWish) -> TemplateValues {
        TemplateValues(
            code: code,
            amount: wish.amount,
            bound: wish.bound,
            payee: wish.payee,
            reference: wish.reference,
            minutes: wish.minutes,
            matchWord: wish.matchWord,
            origin: wish.origin,
            previousAmount: wish.previousAmount,
            previousPayee: wish.previousPayee,
            country: wish.country,
            denyToken: token(.deny),
            approveToken: token(.approve)
        )
    }
}
