import CountersignCore
public import CountersignTemplates

/// One way in which what is approved is not what is in the folder.
public enum WhatsAppTemplateDrift: Equatable, Sendable {
    /// The platform has no template of this name.
    case missing
    /// It has the name in other languages only.
    case languageMissing(others: [String])
    /// It has not decided.
    case pending(status: String)
    /// It said no.
    case rejected(reason: String?)
    /// It said yes once, and does not send it now.
    case unusable(status: String)
    /// It put it into another category, with other rules and another price.
    case categoryDiffers(approved: String)
    /// Something reads differently.
    case textDiffers(part: String, approved: String, folder: String)

    /// The bounded word for it, for programs.
    public var word: String {
        switch self {
        case .missing: "missing"
        case .languageMissing: "language_missing"
        case .pending: "pending"
        case .rejected: "rejected"
        case .unusable: "unusable"
        case .categoryDiffers: "category_differs"
        case .textDiffers: "text_differs"
        }
    }

    /// What it is and what to do, one sentence.
    public var words: String {
        switch self {
        case .missing: "the platform has none of this name; submit it"
        case .languageMissing(let others):
            "the platform has it in \(others.joined(separator: ", ")) only; submit it"
        case .pending(let status): "the platform has not decided (\(status)); wait"
        case .rejected(let reason):
            "the platform rejected it" + (reason.map { " (\($0))" } ?? "")
                + "; change the text and submit it under another name"
        case .unusable(let status): "the platform does not send it now (\(status))"
        case .categoryDiffers(let approved):
            "the platform keeps it as \(approved.isEmpty ? "something else" : approved)"
        case .textDiffers(let part, let approved, let folder):
            "its \(part) is approved as \(JSONWriter.quoted(approved)) and in the folder "
                + JSONWriter.quoted(folder)
        }
    }

    /// Every drift of one template; empty when it is approved as it stands in the folder.
    public static func all(
        of approval: WhatsAppApproval,
        among kept: [WhatsAppKeptTemplate]
    ) -> [WhatsAppTemplateDrift] {
        let namesakes = kept.filter { $0.name == approval.name }
        if namesakes.isEmpty { return [.missing] }
        // A deleted one can stay in the list beside its successor.
        let same = namesakes.filter { $0.language == approval.language }
        guard let found = same.first(where: { $0.status == "APPROVED" }) ?? same.first else {
            return [.languageMissing(others: namesakes.map(\.language).sorted())]
        }
        var drifts: [WhatsAppTemplateDrift] = []
        switch found.status {
        case "APPROVED": break
        case "PENDING", "IN_APPEAL": drifts.append(.pending(status: found.status))
        case "REJECTED": drifts.append(.rejected(reason: found.rejection))
        default: drifts.append(.unusable(status: found.status))
        }
        if found.category != approval.category.rawValue {
            drifts.append(.categoryDiffers(approved: found.category))
        }
        return drifts + differences(of: approval, from: found)
    }

    // MARK: - Texts

    private static func differences(
        of approval: WhatsAppApproval,
        from kept: WhatsAppKeptTemplate
    ) -> [WhatsAppTemplateDrift] {
        var drifts: [WhatsAppTemplateDrift] = []
        func compare(_ part: String, _ approved: String?, _ folder: String?) {
            if approved != folder {
                drifts.append(
                    .textDiffers(part: part, approved: approved ?? "", folder: folder ?? "")
                )
            }
        }
        let (ours, theirs) = (approval.components, kept.components)
        let (body, keptBody) = (component("body", ours), component("body", theirs))
        let (footer, keptFooter) = (component("footer", ours), component("footer", theirs))
        switch approval.category {
        case .utility:
            compare("body", keptBody?["text"]?.string, body?["text"]?.string)
            compare("footer", keptFooter?["text"]?.string, footer?["text"]?.string)
            compare("buttons", labels(of: theirs), labels(of: ours))
        case .authentication:
            // The sentence is the platform's own; these are what the sender chooses.
            compare(
                "security recommendation",
                (keptBody?["add_security_recommendation"]?.bool ?? false).description,
                (body?["add_security_recommendation"]?.bool ?? false).description
            )
            compare(
                "expiry in minutes",
                keptFooter?["code_expiration_minutes"]?.integer.map { String($0) },
                footer?["code_expiration_minutes"]?.integer.map { String($0) }
            )
            // Without words of our own the platform writes the button in each language.
            if let label = labels(of: ours) { compare("button", labels(of: theirs), label) }
        }
        if let seconds = kept.ttlSeconds {
            compare("time to live", String(seconds), String(approval.ttlSeconds))
        }
        return drifts
    }

    private static func component(_ type: String, _ components: JSONValue) -> JSONValue? {
        WhatsAppApproval.component(type, in: components)
    }

    /// The words on the buttons; nil when there are none.
    private static func labels(of components: JSONValue) -> String? {
        let buttons = component("buttons", components)?["buttons"]?.array ?? []
        let labels = buttons.compactMap { $0["text"]?.string }
        return labels.isEmpty ? nil : labels.joined(separator: " | ")
    }
}
