/// A whole page that loads nothing from anywhere.
///
/// Its one style and its one script carry a nonce that the answer's ``contentSecurityPolicy`` names;
/// the nonce is fresh for each answer.
public struct Page: Sendable {
    /// The language of the page as a BCP 47 tag.
    public let language: String
    /// The title of the window.
    public let title: String
    /// 128 random bits or more, base64url, fresh for each answer.
    public let nonce: String
    /// The style sheet.
    let style: StaticString
    /// The script.
    let script: StaticString
    /// What the page holds.
    let body: [Node]

    /// The value of the answer's `Content-Security-Policy`: nothing from elsewhere, no frame around it.
    public var contentSecurityPolicy: String {
        "default-src 'none'; style-src 'nonce-\(nonce)'; script-src 'nonce-\(nonce)'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    }

    /// The page in UTF-8; its media type is `text/html; charset=utf-8`.
    public var bytes: [UInt8] {
        var writer = NodeWriter()
        writer.write(document)
        return Array("<!doctype html>\n\(writer.text)\n".utf8)
    }

    private var document: Node {
        .tag(
            "html",
            [Attribute("lang", language), .direction(Page.direction(of: language))],
            [
                .tag(
                    "head",
                    [],
                    [
                        .tag("meta", [Attribute("charset", "utf-8")]),
                        .tag(
                            "meta",
                            [
                                .name("viewport"),
                                Attribute("content", "width=device-width, initial-scale=1"),
                            ]
                        ),
                        .tag("meta", [.name("referrer"), Attribute("content", "no-referrer")]),
                        .tag("title", [], title),
                        .tag("style", [Attribute("nonce", nonce)], [.verbatim(style)]),
                    ]
                ),
                .tag(
                    "body",
                    [],
                    body + [.tag("script", [Attribute("nonce", nonce)], [.verbatim(script)])]
                ),
            ]
        )
    }

    /// `rtl` for languages that are written from right to left, else `ltr`.
    static func direction(of language: String) -> String {
        let primary = language.split(separator: "-").first.map(String.init) ?? language
        return ["ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"].contains(primary.lowercased())
            ? "rtl" : "ltr"
    }
}
