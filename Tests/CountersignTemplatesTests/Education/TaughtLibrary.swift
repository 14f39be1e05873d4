import CountersignCore
import CountersignTemplates
import Testing

/// Libraries with an education of a test's own.
enum Taught {
    static let texts = """
        why: { label: "Why me?", text: "Somebody pays {{brand.name}} with your number." },
        contact: { label: "How we contact you", text: "We never call to ask for a code." },
        after_denial: { label: "What now?", text: "Nothing was charged. Change your password." },
        """

    static let tips = """
        tips: [
          { id: "never_share", reasons: ["general"], weight: 3,
            variants: ["Share it with nobody.", "Share it with nobody, whoever asks for it on the phone."] },
          { id: "look_closely", reasons: ["general"], variants: ["Look at the amount."] },
          { id: "was_it_you", reasons: ["after_denial", "new_device"], variants: ["Was it you?"] },
          { id: "no_hurry", reasons: ["large_amount"], variants: ["Nobody real is ever in such a hurry."] },
        ],
        """

    static let education = "{ \(tips) \(texts) }"

    /// An SMS with a place for a tip.
    static let template =
        "Pay {{amount}} to {{payee}}? {{code}}{{#tip}} {{tip}}{{/tip}}"
        + "{{#origin}}\n\n@{{origin}} #{{code}}{{/origin}}"

    /// The shipped files with these in the place of every education, and a place for a tip in the SMS.
    static func load(
        _ education: String = education,
        template: String = template,
        changing more: [String: String?] = [:]
    ) -> (library: TemplateLibrary?, messages: [String], places: [String]) {
        var changes: [String: String?] = [
            "default/en/education.json5": education, "default/en/payment.sms.txt": template,
        ]
        for path in Shipped.files.keys where path.hasSuffix("/education.json5") {
            if changes[path] == nil { changes[path] = .some(nil) }
        }
        changes.merge(more) { $1 }
        let (library, findings) = Shipped.load(changing: changes)
        return (
            library, findings.map(\.message),
            findings.map { "\($0.file):\($0.line):\($0.column)+\($0.length)" }
        )
    }

    /// The library of these files.
    static func library(
        _ education: String = education,
        template: String = template,
        changing more: [String: String?] = [:]
    ) throws -> TemplateLibrary {
        let loaded = load(education, template: template, changing: more)
        return try #require(loaded.library, "\(loaded.messages)")
    }
}
