/// The demo shop: a person buys something, sees the simulated phone, types the code.
///
/// The page holds no API key; it talks to these endpoints of the demo, JSON both ways, same origin:
/// - `POST /demo/buy` `{"item": "shoes", "phone": "+49…", "locale": "en"}` → 201 `{"id": "cnf_…",
///   "status": "pending", "amount": {"value": 4999, "currency": "EUR"}, "payee": "Acme Shoes",
///   "attempts_left": 5, "match_word": null}`: further members are not looked at.
/// - `GET /demo/phone?to=%2B49…` → 200 `{"messages": [{"id": "…", "channel": "sms", "from": "ACME",
///   "title": null, "text": "…", "buttons": ["…"], "at": "2026-11-23T10:00:00Z"}]}`, oldest first;
///   `from`, `title` and `buttons` may be absent.
/// - `POST /demo/verify` `{"id": "cnf_…", "code": "042917", "amount": {"value": 4999, "currency": "EUR"}}`
///   → 200 `{"status": "approved", "receipt": "eyJ…"}`.
/// - `POST /demo/deny` `{"id": "cnf_…"}` → 200 `{"status": "denied"}`.
/// - `GET /demo/education?locale=en` → 200 `{"locale": "en", "why": {"label": "…", "text": "…"}, "contact":
///   {…}, "after_denial": {…}}`; 404 where none is written, and the page does without.
///
/// Any other status is a problem document; its `title`, `detail` and `attempts_left` are shown.
public enum DemoPage {
    /// The page.
    /// - Parameters:
    ///   - locales: languages that the message can be sent in: BCP 47 tag and own name.
    ///   - nonce: 128 random bits or more, base64url, fresh for each answer.
    public static func page(locales: [(tag: String, name: String)], nonce: String) -> Page {
        Page(
            language: "en",
            title: "Countersign demo shop",
            nonce: nonce,
            style: DemoStyle.text,
            script: DemoScript.text,
            body: [
                banner,
                .tag("main", [], [shop(locales: locales), phone, confirmation, receipt]),
            ]
        )
    }

    private static let banner = Node.tag(
        "header",
        [],
        [
            .tag("h1", [], "Acme Shoes"),
            .tag(
                "p",
                [.of(class: "simulator")],
                [
                    .tag("strong", [], "Simulator."),
                    .text(" No money moves and no message leaves this computer."),
                ]
            ),
            .tag(
                "noscript",
                [],
                [
                    .tag(
                        "p",
                        [],
                        "This page needs JavaScript; the README has the same as curl lines."
                    )
                ]
            ),
        ]
    )

    // MARK: - Checkout

    private static func shop(locales: [(tag: String, name: String)]) -> Node {
        .tag(
            "section",
            [.labelledBy("shop-title")],
            [
                .tag("h2", [.id("shop-title")], "1. Buy something"),
                .tag(
                    "form",
                    [.id("buy")],
                    [
                        .tag(
                            "fieldset",
                            [],
                            [.tag("legend", [], "Item")] + DemoShop.items.map(choice)
                        ),
                        .tag("label", [Attribute("for", "phone")], "Phone number"),
                        .tag(
                            "input",
                            [
                                .id("phone"), .of(type: "tel"), Attribute("required"),
                                Attribute("autocomplete", "off"), .direction("ltr"),
                                .value(DemoShop.standardPhone), .describedBy("phone-hint"),
                            ]
                        ),
                        .tag(
                            "p",
                            [.id("phone-hint"), .of(class: "hint")],
                            "With country code, no spaces. The simulated phone below has this number."
                        ),
                        .tag("label", [Attribute("for", "locale")], "Language of the message"),
                        .tag(
                            "select",
                            [.id("locale")],
                            locales.map { locale in
                                .tag(
                                    "option",
                                    [.value(locale.tag), Attribute("lang", locale.tag)],
                                    locale.name
                                )
                            }
                        ),
                        .tag("button", [.of(type: "submit")], "Buy"),
                    ]
                ),
                .tag("p", [.id("buy-problem"), .role("alert"), .of(class: "problem")], []),
            ]
        )
    }

    private static func choice(of item: DemoShop.Item) -> Node {
        var attributes: [Attribute] = [
            .of(type: "radio"), .name("item"), .value(item.id), .id("item-\(item.id)"),
        ]
        if item.id == DemoShop.standardItem { attributes.append(Attribute("checked")) }
        return .tag(
            "label",
            [.of(class: "choice"), Attribute("for", "item-\(item.id)")],
            [
                .tag("input", attributes), .tag("span", [], item.name),
                .tag("bdi", [.of(class: "price")], item.price),
            ]
        )
    }

    // MARK: - Phone

    private static let phone = Node.tag(
        "section",
        [.labelledBy("phone-title")],
        [
            .tag("h2", [.id("phone-title")], "2. Look at the phone"),
            .tag(
                "div",
                [.of(class: "phone")],
                [
                    .tag(
                        "p",
                        [.of(class: "simulator")],
                        [.tag("strong", [], "Simulator: "), .text("this phone does not exist.")]
                    ),
                    .tag(
                        "ol",
                        [.id("messages"), .role("log"), .label("Messages on the simulated phone")],
                        []
                    ),
                    .tag("p", [.id("no-messages"), .of(class: "hint")], "No message yet."),
                ]
            ),
            .tag(
                "p",
                [.of(class: "hint")],
                "RCS first. When nobody answers, the same code comes by WhatsApp, then by SMS."
            ),
        ]
    )

    // MARK: - Confirmation

    private static let confirmation = Node.tag(
        "section",
        [.id("confirmation"), .labelledBy("confirmation-title"), Attribute("hidden")],
        [
            .tag(
                "h2",
                [.id("confirmation-title"), Attribute("tabindex", "-1")],
                "3. Type the code"
            ),
            .tag("p", [.id("payment")], []),
            .tag(
                "form",
                [.id("verify")],
                [
                    .tag("label", [Attribute("for", "code")], "Code from the message"),
                    .tag(
                        "input",
                        [
                            .id("code"), Attribute("inputmode", "numeric"), .direction("ltr"),
                            Attribute("autocomplete", "one-time-code"), Attribute("required"),
                            Attribute("maxlength", "24"), .describedBy("answer"),
                        ]
                    ),
                    .tag("label", [Attribute("for", "amount")], "Amount that the shop charges"),
                    .tag(
                        "input",
                        [
                            .id("amount"), Attribute("inputmode", "numeric"), .direction("ltr"),
                            Attribute("required"), Attribute("pattern", "[0-9]{1,15}"),
                            .describedBy("amount-hint"),
                        ]
                    ),
                    .tag(
                        "p",
                        [.id("amount-hint"), .of(class: "hint")],
                        "In cents. The code is for one amount only: change it, and see the refusal."
                    ),
                    .tag("button", [.of(type: "submit")], "Confirm the payment"),
                    .tag(
                        "button",
                        [.of(type: "button"), .id("cheat"), .of(class: "second")],
                        "Charge ten times as much"
                    ),
                    .tag(
                        "button",
                        [.of(type: "button"), .id("deny"), .of(class: "second")],
                        "This wasn't me"
                    ),
                ]
            ),
            .tag("p", [.id("answer"), .role("status"), .of(class: "answer")], []),
            .tag("div", [.id("advice"), .role("status")], []),
            .tag(
                "details",
                [.id("education"), Attribute("hidden")],
                [.tag("summary", [.id("why")], []), .tag("div", [.id("teaching")], [])]
            ),
        ]
    )

    private static let receipt = Node.tag(
        "section",
        [.id("proof"), .labelledBy("proof-title"), Attribute("hidden")],
        [
            .tag("h2", [.id("proof-title"), Attribute("tabindex", "-1")], "4. Keep the receipt"),
            .tag("p", [], "Signed by the service; anybody can check it with the published keys."),
            .tag("dl", [.id("claims")], []),
            .tag(
                "details",
                [],
                [
                    .tag("summary", [], "Everything else that it says"),
                    .tag("dl", [.id("rest")], []),
                ]
            ),
            .tag(
                "details",
                [],
                [
                    .tag("summary", [], "The receipt as it is stored"),
                    .tag("p", [.id("token"), .of(class: "token"), .direction("ltr")], []),
                ]
            ),
            .tag("button", [.of(type: "button"), .id("again")], "Buy something else"),
        ]
    )
}
