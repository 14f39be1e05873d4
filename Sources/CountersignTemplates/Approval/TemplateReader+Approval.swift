internal import CountersignCore

/// The member `approval` of a WhatsApp template: the words that the platform approves and a send request
/// does not hold.
///
/// `content` and `context` as in the file. For a utility template `body` (else the file's `text`), its
/// variables as the send request names them, `footer`, and `buttons`, the words on the quick replies in
/// their order. For an authentication template `button`, `expires_minutes` and
/// `security_recommendation`. For both `ttl_seconds`.
extension TemplateReader {
    private static let utilityMembers = ["body", "footer", "buttons", "ttl_seconds"]
    private static let authenticationMembers = [
        "button", "expires_minutes", "security_recommendation", "ttl_seconds",
    ]
    // Source: whatsapp-cloud.md, sections 3 and 5.
    private static let bodyCharactersMax = 1_024
    private static let footerCharactersMax = 60
    private static let labelCharactersMax = 25
    private static let minutes = 1...90
    private static let authenticationSeconds = 30...900
    private static let utilitySeconds = 30...43_200

    /// What a file needs approved.
    mutating func approvals(_ composition: Composition, _ parts: JSONParts) -> ApprovalDrafts {
        var drafts = ApprovalDrafts()
        let members: [String] =
            switch composition {
            case .codeOnly, .approveInChat: ["content"]
            case .contextThenCode: ["context", "content"]
            // Free text is sent as it is: there is nothing to approve.
            case .directSend: []
            }
        if let approval = parts.file.value["approval"] {
            guard let given = approval.object else {
                parts.refuse(
                    "/approval",
                    "'approval' is an object, not \(approval.kind)",
                    &findings
                )
                return drafts
            }
            findings += parts.file.unknownMembers(of: given, at: "/approval", known: members)
        }
        for member in members {
            let isUtility = member == "context" || composition == .approveInChat
            if isUtility {
                readUtility(member, hasText: composition == .approveInChat, parts, &drafts)
            } else {
                readAuthentication(member, parts, &drafts)
            }
        }
        return drafts
    }

    // MARK: - Authentication

    private mutating func readAuthentication(
        _ member: String,
        _ parts: JSONParts,
        _ drafts: inout ApprovalDrafts
    ) {
        let place = "/approval/\(member)"
        refuseUnknown(at: place, TemplateReader.authenticationMembers, parts)
        let minutes = number(place + "/expires_minutes", in: TemplateReader.minutes, parts)
        let button = label(place + "/button", parts)
        let warns = parts.file.value.value(at: place + "/security_recommendation")
        if let warns, warns.bool == nil {
            parts.refuse(
                place + "/security_recommendation",
                "true or false belongs here",
                &findings
            )
        }
        let copy = JSONValue.members([
            "type": .string("otp"), "otp_type": .string("copy_code"),
            "text": button.map { .string($0) },
        ])
        var others: [JSONValue] = []
        if let minutes {
            others.append(
                .members([
                    "type": .string("footer"), "code_expiration_minutes": .integer(minutes),
                ])
            )
        }
        others.append(.members(["type": .string("buttons"), "buttons": .array([copy])]))
        drafts.drafts.append(
            draft(
                member,
                .authentication,
                ttlIn: TemplateReader.authenticationSeconds,
                body: .members([
                    "type": .string("body"),
                    "add_security_recommendation": .bool(warns?.bool ?? true),
                ]),
                others: others,
                variables: ([], false),
                parts
            )
        )
    }

    // MARK: - Utility

    private mutating func readUtility(
        _ member: String,
        hasText: Bool,
        _ parts: JSONParts,
        _ drafts: inout ApprovalDrafts
    ) {
        let place = "/approval/\(member)"
        refuseUnknown(at: place, TemplateReader.utilityMembers, parts)
        let variables = variables(member, parts)
        var footer: JSONValue?
        if let text = shown(place + "/footer", to: TemplateReader.footerCharactersMax, parts) {
            footer = .members(["type": .string("footer"), "text": .string(text)])
        }
        let given = shown(place + "/body", to: TemplateReader.bodyCharactersMax, parts)
        guard let body = given ?? (hasText ? parts.string("text") : nil) else {
            drafts.gaps.append(
                parts.file.finding(
                    at: parts.file.value.value(at: place) == nil ? "/\(member)" : place,
                    "the platform asks for the words of this template; add approval: "
                        + "{\(member): {body: \"… {{amount}} … {{payee}} …\"}}"
                )
            )
            return
        }
        let words = given == nil ? "/text" : place + "/body"
        checkVariables(in: body, against: variables.list, at: words, parts)
        let labels = labels(place + "/buttons", parts)
        let replies = quickReplies(member, parts)
        guard labels.count == replies else {
            drafts.gaps.append(
                parts.file.finding(
                    at: parts.file.value.value(at: place) == nil ? "/\(member)" : place,
                    "\(replies) quick replies need \(replies) labels; add approval: "
                        + "{\(member): {buttons: [\"…\"]}}, in the order of their indexes"
                )
            )
            return
        }
        let buttons: JSONValue? =
            labels.isEmpty
            ? nil
            : .members([
                "type": .string("buttons"),
                "buttons": .array(
                    labels.map {
                        .members(["type": .string("quick_reply"), "text": .string($0)])
                    }
                ),
            ])
        drafts.drafts.append(
            draft(
                member,
                .utility,
                ttlIn: TemplateReader.utilitySeconds,
                body: .members(["type": .string("body"), "text": .string(body)]),
                others: [footer, buttons].compactMap(\.self),
                variables: variables,
                parts
            )
        )
    }

    /// The body's variables in the order of the send request.
    private func variables(
        _ member: String,
        _ parts: JSONParts
    ) -> (list: [ApprovalDraft.Variable], isNamed: Bool) {
        let components = parts.file.value[member]?["template"]?["components"]?.array ?? []
        var list: [ApprovalDraft.Variable] = []
        var isNamed = false
        for (index, component) in components.enumerated()
        where component["type"]?.string == "body" {
            for (place, parameter) in (component["parameters"]?.array ?? []).enumerated() {
                let pointer = "/\(member)/template/components/\(index)/parameters/\(place)/text"
                guard let program = parts.strings[pointer] else { continue }
                let name = parameter["parameter_name"]?.string
                isNamed = isNamed || name != nil
                list.append(
                    ApprovalDraft.Variable(name: name ?? String(list.count + 1), program: program)
                )
            }
        }
        return (list, isNamed)
    }

    /// Finds what the platform refuses a body for.
    private mutating func checkVariables(
        in body: String,
        against variables: [ApprovalDraft.Variable],
        at pointer: String,
        _ parts: JSONParts
    ) {
        let names = TemplateReader.names(in: body)
        let known = variables.map(\.name)
        for name in names where !known.contains(name) {
            let list = known.joined(separator: ", ")
            parts.refuse(
                pointer,
                "the send request gives no '\(name)'; its parameters are \(list)",
                &findings
            )
        }
        for name in known where names.count(where: { $0 == name }) != 1 {
            parts.refuse(pointer, "write {{\(name)}} exactly once", &findings)
        }
        if body.hasPrefix("{{") || body.hasSuffix("}}") {
            parts.refuse(
                pointer,
                "the platform takes no variable as the first or last word of a body; "
                    + "write words around it",
                &findings
            )
        }
        let longest = variables.reduce(body.unicodeScalars.count) { $0 + $1.program.charactersMax }
        if longest > TemplateReader.bodyCharactersMax {
            parts.refuse(
                pointer,
                "with its values this can come to \(longest) characters; the platform takes "
                    + "\(TemplateReader.bodyCharactersMax)",
                &findings
            )
        }
    }

    /// What stands between the braces of a text, in order.
    private static func names(in text: String) -> [String] {
        text.components(between: "{{", and: "}}")
    }

    private func quickReplies(_ member: String, _ parts: JSONParts) -> Int {
        (parts.file.value[member]?["template"]?["components"]?.array ?? []).count {
            $0["sub_type"]?.string == "quick_reply"
        }
    }

    // MARK: - Pieces

    private mutating func draft(
        _ member: String,
        _ category: WhatsAppApproval.Category,
        ttlIn seconds: ClosedRange<Int>,
        body: JSONValue,
        others: [JSONValue],
        variables: (list: [ApprovalDraft.Variable], isNamed: Bool),
        _ parts: JSONParts
    ) -> ApprovalDraft {
        let named = dress.named(parts)
        let message = member == "context" ? named.context : named.content
        let ttl = number("/approval/\(member)/ttl_seconds", in: seconds, parts)
        return ApprovalDraft(
            file: source.file,
            name: message?["template"]?["name"]?.string ?? "",
            language: message?["template"]?["language"]?["code"]?.string ?? "",
            category: category,
            ttlSeconds: ttl ?? ApprovalDraft.ttlSecondsDefault,
            others: others,
            body: body,
            variables: variables.list,
            isNamed: variables.isNamed
        )
    }

    private mutating func refuseUnknown(at place: String, _ known: [String], _ parts: JSONParts) {
        guard let value = parts.file.value.value(at: place) else { return }
        guard let members = value.object else {
            return parts.refuse(place, "this is an object, not \(value.kind)", &findings)
        }
        findings += parts.file.unknownMembers(of: members, at: place, known: known)
    }

    private mutating func number(
        _ pointer: String,
        in range: ClosedRange<Int>,
        _ parts: JSONParts
    ) -> Int? {
        guard let value = parts.file.value.value(at: pointer) else { return nil }
        guard let number = value.integer.map(Int.init), range.contains(number) else {
            parts.refuse(
                pointer,
                "a whole number from \(range.lowerBound) to \(range.upperBound) belongs here",
                &findings
            )
            return nil
        }
        return number
    }

    /// Words that the payer reads, up to a length.
    private mutating func shown(
        _ pointer: String,
        to charactersMax: Int,
        _ parts: JSONParts
    ) -> String? {
        guard let value = parts.file.value.value(at: pointer) else { return nil }
        guard let text = value.string, !text.isEmpty else {
            parts.refuse(pointer, "a string of at least one character belongs here", &findings)
            return nil
        }
        findings += LiteralCheck.findings(in: parts.file.text(text, at: pointer))
        if text.unicodeScalars.count > charactersMax {
            parts.refuse(pointer, "the platform takes \(charactersMax) characters", &findings)
        }
        return text
    }

    private mutating func label(_ pointer: String, _ parts: JSONParts) -> String? {
        guard let text = shown(pointer, to: TemplateReader.labelCharactersMax, parts) else {
            return nil
        }
        if text.holds("{{") {
            parts.refuse(pointer, "a button takes no variable", &findings)
        }
        return text
    }

    private mutating func labels(_ pointer: String, _ parts: JSONParts) -> [String] {
        guard let value = parts.file.value.value(at: pointer) else { return [] }
        guard let elements = value.array else {
            parts.refuse(pointer, "buttons are a list of labels, not \(value.kind)", &findings)
            return []
        }
        return elements.indices.compactMap { label("\(pointer)/\($0)", parts) }
    }
}

extension String {
    /// The texts between pairs of marks, in order.
    fileprivate func components(between start: String, and end: String) -> [String] {
        let bytes = Array(utf8)
        var found: [String] = []
        var rest = 0
        while let open = bytes.place(of: start, from: rest),
            let close = bytes.place(of: end, from: open.upperBound)
        {
            found.append(String(decoding: bytes[open.upperBound..<close.lowerBound], as: UTF8.self))
            rest = close.upperBound
        }
        return found
    }
}
