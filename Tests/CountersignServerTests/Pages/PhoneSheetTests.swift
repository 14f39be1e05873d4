import Testing

@testable import CountersignPages

/// The page with phones: whatever a message says, it stays text.
@Suite struct PhoneSheetTests {
    private let attack = "\"><script>alert(1)</script><img src=x onerror=alert(1)>"

    private func page(_ pieces: [PhoneFrame.Piece], locale: String = "en") -> String {
        let frame = PhoneFrame(
            channel: "rcs",
            locale: locale,
            from: attack,
            pieces: pieces,
            fallback: attack,
            facts: [("parts", attack)],
            findings: [attack]
        )
        let sheet = PhoneSheet(
            title: attack,
            colours: PhoneSheet.Colours(
                primary: "#7a1f3d",
                onPrimary: "#ffffff",
                text: "red;background:url(x)",
                background: "#fdf7f2"
            ),
            frames: [frame]
        )
        return String(decoding: sheet.bytes, as: UTF8.self)
    }

    @Test func nothingThatIsShownBecomesMarkup() {
        let page = page([
            .bubble(text: attack, buttons: [attack]),
            .card(picture: attack, title: attack, text: attack, buttons: [attack]),
            .mail(subject: attack, text: attack, html: nil),
            .mail(subject: attack, text: attack, html: "<b>\(attack)</b>"),
            .notification(title: attack, text: attack),
        ])
        #expect(!page.contains("<script"))
        #expect(!page.contains("<img"))
        #expect(!page.contains("url(x)"))
        #expect(page.contains("--primary:#7a1f3d"))
    }

    @Test func mailsRunAndLoadNothing() {
        let page = page([.mail(subject: "s", text: "t", html: "<p>Hello</p>")])
        #expect(page.contains("<iframe sandbox srcdoc=\"&lt;p&gt;Hello&lt;/p&gt;\""))
        #expect(page.contains("content=\"default-src &#39;none&#39;; style-src"))
    }

    @Test(arguments: [("ar", "rtl"), ("ja", "ltr")])
    func phoneRunsTheWayOfItsLanguage(locale: String, direction: String) {
        let page = page([.bubble(text: "x", buttons: [])], locale: locale)
        #expect(page.contains("class=\"phone rcs\" lang=\"\(locale)\" dir=\"\(direction)\""))
    }
}
