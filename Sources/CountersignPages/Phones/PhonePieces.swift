/// The shapes of a message as HTML.
enum PhonePieces {
    static func nodes(of piece: PhoneFrame.Piece) -> [Node] {
        switch piece {
        case .bubble(let text, let buttons):
            [
                .tag(
                    "div",
                    [.of(class: "bubble")],
                    [.tag("p", [], text)] + PhonePieces.buttons(buttons)
                )
            ]
        case .card(let picture, let title, let text, let buttons):
            [
                .tag(
                    "div",
                    [.of(class: "card")],
                    PhonePieces.picture(picture)
                        + [.tag("h4", [], title), .tag("p", [], text)]
                        + PhonePieces.buttons(buttons)
                )
            ]
        case .mail(let subject, let text, let html): mail(subject, text, html)
        case .notification(let title, let text):
            [
                .tag(
                    "div",
                    [.of(class: "card")],
                    [.tag("h4", [], title), .tag("p", [], text)]
                )
            ]
        }
    }

    /// Where the picture will be; this page loads none.
    private static func picture(_ address: String?) -> [Node] {
        guard let address else { return [] }
        return [
            .tag(
                "p",
                [.of(class: "picture"), .direction("ltr")],
                address.split(separator: "/").last.map(String.init) ?? address
            )
        ]
    }

    private static func mail(_ subject: String, _ text: String, _ html: String?) -> [Node] {
        var nodes: [Node] = [.tag("h4", [], subject)]
        if let html {
            nodes.append(
                .tag(
                    "iframe",
                    [
                        Attribute("sandbox"), Attribute("srcdoc", html),
                        Attribute("title", "The mail as HTML"),
                    ],
                    [Node]()
                )
            )
            nodes.append(
                .tag(
                    "details",
                    [],
                    [
                        .tag("summary", [Attribute("lang", "en")], "as plain text"),
                        .tag("p", [], text),
                    ]
                )
            )
        } else {
            nodes.append(.tag("p", [], text))
        }
        return [.tag("div", [.of(class: "card mail")], nodes)]
    }

    private static func buttons(_ labels: [String]) -> [Node] {
        if labels.isEmpty { return [] }
        return [
            .tag(
                "ul",
                [.of(class: "buttons")],
                labels.map { .tag("li", [], $0) }
            )
        ]
    }
}
