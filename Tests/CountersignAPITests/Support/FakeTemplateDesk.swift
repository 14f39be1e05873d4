import CountersignAPI
import CountersignCore
import Synchronization

/// Shows one made-up message and keeps what was wished for.
final class FakeTemplateDesk: TemplateDesk {
    private let kept = Mutex<[(wish: PreviewWish, brand: String)]>([])

    var wishes: [(wish: PreviewWish, brand: String)] { kept.withLock { $0 } }

    func list(brand: String) -> TemplateList {
        TemplateList(
            brand: brand,
            name: "Acme",
            locales: ["en", "de"],
            templates: [
                TemplateList.Entry(
                    template: "\(brand)/en/payment.sms",
                    version: "0123456789ab",
                    purpose: "payment",
                    channel: .sms,
                    locale: "en"
                )
            ],
            fallbacks: [("\(brand)/de/payment.sms", "\(brand)/en/payment.sms")]
        )
    }

    func previews(_ wish: PreviewWish, brand: String) -> [MessagePreview] {
        kept.withLock { $0.append((wish, brand)) }
        return [
            MessagePreview(
                channel: .sms,
                locale: "en",
                template: "\(brand)/en/payment.sms",
                version: "0123456789ab",
                from: nil,
                text: "Pay Çiçek? 042917",
                content: nil,
                surface: .message,
                bytes: 19,
                segments: MessagePreview.Segments(
                    parts: 1,
                    alphabet: "ucs2",
                    units: 17,
                    forcedBy: "Ç"
                ),
                findings: ["something"]
            )
        ]
    }
}
