internal import CountersignCore

/// What a phone or a mail program makes of a message: the shapes that a person sees.
public struct PhoneScreen: Equatable, Sendable {
    /// One shape on the screen, from top to bottom.
    public enum Piece: Equatable, Sendable {
        /// A bubble with text, and buttons below it.
        case bubble(String, buttons: [Button])
        /// A card with a picture, a title, text and buttons.
        case card(Card)
        /// A mail; the HTML form where it has one.
        case mail(subject: String, text: String, html: String?)
        /// A line on the lock screen.
        case notification(title: String, text: String)
    }

    /// A card of RCS.
    public struct Card: Equatable, Sendable {
        /// The address of its picture.
        public let picture: String?
        /// The large words.
        public let title: String
        /// The small words.
        public let text: String
        /// Buttons in order.
        public let buttons: [Button]
    }

    /// Something to tap.
    public struct Button: Equatable, Sendable {
        /// What a tap does.
        public enum Kind: Sendable {
            /// Sends an answer back.
            case reply
            /// Opens a page.
            case open
            /// Dials a number.
            case dial
            /// Copies the code.
            case copy
        }

        /// The words on it.
        public let label: String
        /// What a tap does.
        public let kind: Kind
    }

    /// Who it comes from; nil for the provider's own sender.
    public let from: String?
    /// Whether its language is written from right to left.
    public let isRightToLeft: Bool
    /// The shapes.
    public let pieces: [Piece]
    /// What a phone without RCS gets instead; nil for other channels.
    public let fallback: String?

    init(_ message: RenderedMessage, _ approvals: [ApprovalDraft]) {
        from = message.from
        isRightToLeft = AmountFormat.isRightToLeft(locale: message.locale)
        fallback = message.channel == .rcs ? message.text : nil
        let content = message.content.flatMap { try? JSONReader.read($0) }
        switch message.channel {
        case .sms: pieces = [.bubble(message.text, buttons: [])]
        case .rcs: pieces = [PhoneScreen.card(content)]
        case .whatsapp: pieces = PhoneScreen.chat(message.text, content, approvals)
        case .email:
            pieces = [
                .mail(
                    subject: content?["subject"]?.string ?? "",
                    text: message.text,
                    html: content?["html"]?.string
                )
            ]
        case .push:
            let title = content?["title"]?.string ?? ""
            pieces = [.notification(title: title, text: message.text)]
        }
    }

    // MARK: - RCS

    private static func card(_ content: JSONValue?) -> Piece {
        let card = content?["contentMessage"]?["richCard"]?["standaloneCard"]?["cardContent"]
        return .card(
            Card(
                picture: card?["media"]?["contentInfo"]?["fileUrl"]?.string,
                title: card?["title"]?.string ?? "",
                text: card?["description"]?.string ?? "",
                buttons: (card?["suggestions"]?.array ?? []).map(button)
            )
        )
    }

    private static func button(_ suggestion: JSONValue) -> Button {
        if let reply = suggestion["reply"] {
            return Button(label: reply["text"]?.string ?? "", kind: .reply)
        }
        let action = suggestion["action"]
        return Button(
            label: action?["text"]?.string ?? "",
            kind: action?["dialAction"] == nil ? .open : .dial
        )
    }

    // MARK: - WhatsApp

    /// Templates show what was approved with the parameters in it; free text shows itself.
    private static func chat(
        _ text: String,
        _ content: JSONValue?,
        _ approvals: [ApprovalDraft]
    ) -> [Piece] {
        if approvals.isEmpty { return [.bubble(text, buttons: [])] }
        return approvals.map { approval in
            switch approval.category {
            case .utility:
                let message = approvals.count > 1 ? content?["context"] : content
                return .bubble(words(of: approval, message), buttons: buttons(of: approval))
            case .authentication:
                // Of two messages the file's text holds both, the code in its last paragraph.
                let last = text.split(separator: "\n\n").last.map(String.init) ?? text
                let words = approvals.count > 1 ? last : text
                return .bubble(words, buttons: buttons(of: approval))
            }
        }
    }

    private static func words(of approval: ApprovalDraft, _ message: JSONValue?) -> String {
        let parameters =
            (message?["template"]?["components"]?.array ?? [])
            .first { $0["type"]?.string == "body" }?["parameters"]?.array ?? []
        var words = approval.body["text"]?.string ?? ""
        for (index, parameter) in parameters.enumerated() {
            let name = parameter["parameter_name"]?.string ?? String(index + 1)
            words = words.replacing("{{\(name)}}", with: parameter["text"]?.string ?? "")
        }
        let footer = WhatsAppApproval.component("footer", in: .array(approval.others))
        return words + (footer?["text"]?.string.map { "\n\n" + $0 } ?? "")
    }

    private static func buttons(of approval: ApprovalDraft) -> [Button] {
        let component = WhatsAppApproval.component("buttons", in: .array(approval.others))
        return (component?["buttons"]?.array ?? []).map { button in
            let copies = button["type"]?.string == "otp"
            return Button(
                label: button["text"]?.string ?? (copies ? "Copy code" : ""),
                kind: copies ? .copy : .reply
            )
        }
    }
}
