import CountersignAPI
import CountersignCore
import Synchronization

/// The templates of the simulated business account, and the platform's answers about them.
///
/// Source: whatsapp-cloud.md, section 3; the bodies of refusals are the Graph API's.
final class WhatsAppTemplateShelf: Sendable {
    /// Most templates of one account that is not verified.
    private static let templatesMax = 250
    private static let pageLengthDefault = 25
    private static let known = [
        "name", "language", "category", "components", "parameter_format",
        "message_send_ttl_seconds", "allow_category_change",
    ]

    private struct Kept {
        let id: String
        let name: String
        let language: String
        var status: String
        var category: String
        var components: JSONValue
        let ttlSeconds: JSONValue?
        var rejection: String?
    }

    private let kept = Mutex<[Kept]>([])
    private let status: String

    /// A shelf on which new templates have a status, such as `PENDING`.
    init(newStatus status: String) {
        self.status = status
    }

    // MARK: - The platform's people

    /// Decides about a template, or changes what is kept of it, as the platform's people would.
    /// - Returns: false when there is none.
    func decide(
        _ name: String,
        _ language: String,
        status: String,
        category: String? = nil,
        components: JSONValue? = nil,
        rejection: String? = nil
    ) -> Bool {
        kept.withLock { kept in
            guard
                let place = kept.firstIndex(where: { $0.name == name && $0.language == language })
            else { return false }
            kept[place].status = status
            kept[place].rejection = rejection
            if let category { kept[place].category = category }
            if let components { kept[place].components = components }
            return true
        }
    }

    // MARK: - Creating

    /// `POST /{version}/{WABA_ID}/message_templates`.
    func create(_ body: [UInt8], id: String) throws(WhatsAppError) -> JSONValue {
        guard let json = try? JSONReader.read(body), json.object != nil else {
            throw .invalid("The body is not a JSON object.")
        }
        try WhatsAppMessage.refuseUnknown(
            json,
            besides: WhatsAppTemplateShelf.known,
            in: "template"
        )
        guard let name = json["name"]?.string, WhatsAppTemplate.isName(name) else {
            throw .template("name: lower-case letters, digits and underscores, at most 512.")
        }
        guard let language = json["language"]?.string,
            AuthenticationSentence.text(code: "", language: language) != nil
        else { throw .template("language: a code such as en_GB, in a language of the simulator.") }
        let category = json["category"]?.string?.lowercased() ?? ""
        guard let components = json["components"]?.array, !components.isEmpty else {
            throw .template("components is required.")
        }
        switch category {
        case "authentication": try WhatsAppTemplateRules.checkAuthentication(components)
        case "utility": try WhatsAppTemplateRules.checkUtility(components)
        default: throw .template("category is authentication or utility in this simulator.")
        }
        try WhatsAppTemplateRules.checkTTL(json["message_send_ttl_seconds"], category)
        let template = Kept(
            id: id,
            name: name,
            language: language,
            status: status,
            category: category.uppercased(),
            components: .array(WhatsAppTemplateRules.kept(components)),
            ttlSeconds: json["message_send_ttl_seconds"],
            rejection: nil
        )
        let isTaken = try take(template)
        guard isTaken else { throw .tooManyTemplates }
        return .members([
            "id": .string(id), "status": .string(template.status),
            "category": .string(template.category),
        ])
    }

    private func take(_ template: Kept) throws(WhatsAppError) -> Bool {
        let outcome = kept.withLock { kept -> Bool? in
            if kept.contains(where: { $0.name == template.name && $0.language == template.language }
            ) {
                return nil
            }
            guard kept.count < WhatsAppTemplateShelf.templatesMax else { return false }
            kept.append(template)
            return true
        }
        guard let outcome else { throw .templateExists(language: template.language) }
        return outcome
    }

    // MARK: - Listing

    /// `GET /{version}/{WABA_ID}/message_templates`; cursors are places in the list.
    func list(_ parameters: [String: String], url: String) throws(WhatsAppError) -> JSONValue {
        let limit =
            parameters["limit"].map { Int($0) ?? 0 } ?? WhatsAppTemplateShelf.pageLengthDefault
        guard (1...1_000).contains(limit) else { throw .invalid("limit is out of range.") }
        let start = parameters["after"].map { Int($0) ?? -1 } ?? 0
        let all = kept.withLock { $0 }.filter { template in
            parameters["name"].map { $0 == template.name } ?? true
        }
        guard (0...all.count).contains(start) else { throw .invalid("Invalid cursor.") }
        let fields = parameters["fields"].map { $0.split(separator: ",").map(String.init) + ["id"] }
        let page = all[start..<min(all.count, start + limit)]
        let end = start + page.count
        return .members([
            "data": .array(page.map { WhatsAppTemplateShelf.json($0, fields) }),
            "paging": .members([
                "cursors": .members([
                    "before": .string(String(start)), "after": .string(String(end)),
                ]),
                "next": end < all.count ? .string("\(url)?limit=\(limit)&after=\(end)") : nil,
            ]),
        ])
    }

    private static func json(_ template: Kept, _ fields: [String]?) -> JSONValue {
        let members: KeyValuePairs<String, JSONValue?> = [
            "name": .string(template.name), "status": .string(template.status),
            "category": .string(template.category), "language": .string(template.language),
            "components": template.components, "message_send_ttl_seconds": template.ttlSeconds,
            "rejected_reason": .string(template.rejection ?? "NONE"), "id": .string(template.id),
        ]
        return .object(
            members.compactMap { name, value in
                guard fields?.contains(name) ?? true else { return nil }
                return value.map { JSONMember(name, $0) }
            }
        )
    }
}
