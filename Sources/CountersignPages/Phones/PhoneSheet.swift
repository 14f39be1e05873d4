/// One file with phones side by side: it loads nothing, runs no script, and can be sent to a colleague.
public struct PhoneSheet: Sendable {
    /// A brand's colours, each as `#rrggbb`.
    public struct Colours: Sendable {
        /// Buttons and the bar above a message.
        public let primary: String
        /// What reads on ``primary``.
        public let onPrimary: String
        /// Words.
        public let text: String
        /// What they stand on.
        public let background: String

        /// Colours of a brand.
        public init(primary: String, onPrimary: String, text: String, background: String) {
            self.primary = primary
            self.onPrimary = onPrimary
            self.text = text
            self.background = background
        }
    }

    /// The title of the page.
    public let title: String
    /// The brand's colours.
    public let colours: Colours
    /// The phones in order; those of a channel stand together.
    public let frames: [PhoneFrame]

    /// A sheet of phones.
    public init(title: String, colours: Colours, frames: [PhoneFrame]) {
        self.title = title
        self.colours = colours
        self.frames = frames
    }

    /// What the browser may do with the page: show it.
    ///
    /// It holds within the frames of mails too, so that a picture of the merchant's is not fetched.
    static let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

    private static let names = [
        "sms": "SMS", "whatsapp": "WhatsApp", "rcs": "RCS", "email": "Email", "push": "Push",
    ]

    /// The page in UTF-8.
    public var bytes: [UInt8] {
        var writer = NodeWriter()
        writer.write(document)
        return Array("<!doctype html>\n\(writer.text)\n".utf8)
    }

    private var document: Node {
        let head: [Node] = [
            .tag("meta", [Attribute("charset", "utf-8")]),
            .tag(
                "meta",
                [
                    Attribute("http-equiv", "Content-Security-Policy"),
                    Attribute("content", PhoneSheet.policy),
                ]
            ),
            .tag(
                "meta",
                [.name("viewport"), Attribute("content", "width=device-width, initial-scale=1")]
            ),
            .tag("title", [], title),
            .tag("style", [], [.verbatim(PhoneStyle.text)]),
        ]
        return .tag(
            "html",
            [Attribute("lang", "en"), .direction("ltr")],
            [.tag("head", [], head), .tag("body", [Attribute("style", variables)], content)]
        )
    }

    /// The brand's colours as the style sheet knows them.
    private var variables: String {
        [
            ("--primary", colours.primary), ("--on-primary", colours.onPrimary),
            ("--text", colours.text), ("--background", colours.background),
        ]
        .filter { PhoneSheet.isColour($0.1) }
        .map { "\($0.0):\($0.1)" }
        .joined(separator: ";")
    }

    private static func isColour(_ text: String) -> Bool {
        text.utf8.count == 7 && text.utf8.first == UInt8(ascii: "#")
            && text.utf8.dropFirst().allSatisfy { byte in
                switch byte {
                case 48...57, 65...70, 97...102: true
                default: false
                }
            }
    }

    // MARK: - Content

    private var channels: [String] {
        frames.reduce(into: []) { list, frame in
            if !list.contains(frame.channel) { list.append(frame.channel) }
        }
    }

    private var content: [Node] {
        let links = channels.map { channel in
            Node.tag("a", [Attribute("href", "#\(channel)")], PhoneSheet.name(of: channel))
        }
        let header = Node.tag(
            "header",
            [],
            [
                .tag("h1", [], title),
                .tag("p", [], "The code 042917 is an example; nothing was sent."),
                .tag("nav", [.label("Channels")], links),
            ]
        )
        return [header, .tag("main", [], channels.map(section))]
    }

    private func section(_ channel: String) -> Node {
        .tag(
            "section",
            [.id(channel)],
            [
                .tag("h2", [], PhoneSheet.name(of: channel)),
                .tag(
                    "div",
                    [.of(class: "phones")],
                    frames.filter { $0.channel == channel }.map(PhoneSheet.node)
                ),
            ]
        )
    }

    private static func name(of channel: String) -> String { names[channel] ?? channel }

    private static func node(of frame: PhoneFrame) -> Node {
        let direction = Page.direction(of: frame.locale)
        var screen: [Node] = [
            .tag(
                "p",
                [.of(class: "bar"), .direction("auto")],
                frame.from ?? name(of: frame.channel)
            )
        ]
        screen += frame.pieces.flatMap { PhonePieces.nodes(of: $0) }
        if let fallback = frame.fallback {
            screen.append(
                .tag(
                    "details",
                    [.direction("ltr"), Attribute("lang", "en")],
                    [
                        .tag("summary", [], "without RCS"),
                        .tag(
                            "p",
                            [
                                .of(class: "bubble"), .direction(direction),
                                Attribute("lang", frame.locale),
                            ],
                            fallback
                        ),
                    ]
                )
            )
        }
        let facts = frame.facts.flatMap { fact -> [Node] in
            [.tag("dt", [], fact.name), .tag("dd", [], [.tag("bdi", [], fact.value)])]
        }
        let findings = frame.findings.map { Node.tag("li", [], $0) }
        return .tag(
            "article",
            [],
            [
                .tag("h3", [], frame.locale),
                .tag(
                    "div",
                    [
                        .of(class: "phone \(frame.channel)"), Attribute("lang", frame.locale),
                        .direction(direction),
                    ],
                    screen
                ),
                .tag("dl", [], facts),
            ] + (findings.isEmpty ? [] : [.tag("ul", [.of(class: "findings")], findings)])
        )
    }
}
