import CountersignCore

extension ProviderSettingsReader {
    static let settings = [
        "kind", "channel", "url", "secret", "method", "headers", "body", "form", "sign",
        "idempotent",
        "from", "timeout_seconds", "reply", "receipts",
    ]
    private static let ownHeaders = [
        "content-length", "transfer-encoding", "connection", "host", "expect", "webhook-id",
        "webhook-timestamp", "webhook-signature",
    ]

    /// The request's side of a provider's settings, and whether it is signed.
    mutating func mapping(_ settings: JSONValue) -> (mapping: WebhookMapping, isSigned: Bool)? {
        let url = address(settings["url"], at: "/url")
        let method =
            word(settings["method"], as: WebhookMapping.Method.self, at: "/method") ?? .post
        let headers = headers(settings["headers"], at: "/headers")
        let body = body(settings, method: method)
        let isMapped = if case .standard = body { false } else { true }
        let isSigned = bool(settings["sign"], at: "/sign") ?? !isMapped
        let isIdempotent = bool(settings["idempotent"], at: "/idempotent")
        let from = text(settings["from"], at: "/from")
        let timeout = integer(settings["timeout_seconds"], in: 1...60, at: "/timeout_seconds")
        let reply = reply(settings["reply"], at: "/reply")
        guard let url else { return nil }
        var mapping = WebhookMapping(url: url)
        mapping.method = method
        mapping.headers = headers
        mapping.body = body
        mapping.from = from
        mapping.timeoutSeconds = timeout ?? mapping.timeoutSeconds
        mapping.isIdempotent = isIdempotent ?? isSigned
        mapping.reply = reply ?? mapping.reply
        return (mapping, isSigned)
    }

    /// An http or https URL whose host is written out: a value may not choose where a message goes.
    private mutating func address(_ value: JSONValue?, at pointer: String) -> TextTemplate? {
        guard value != nil else {
            fault(pointer, "the gateway's URL is missing, such as \"https://sms.example/send\"")
            return nil
        }
        guard let template = template(value, at: pointer) else { return nil }
        guard case .literal(let start)? = template.pieces.first,
            let scheme = ["https://", "http://"].first(where: { start.utf8.starts(with: $0.utf8) })
        else {
            fault(pointer, "a URL that starts with https:// or http:// belongs here")
            return nil
        }
        let rest = start.utf8.dropFirst(scheme.utf8.count)
        let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
        guard end != rest.startIndex, !rest.isEmpty, end != nil || template.pieces.count == 1 else {
            fault(pointer, "the host is written out; placeholders belong after its slash")
            return nil
        }
        guard !rest[..<(end ?? rest.endIndex)].contains(UInt8(ascii: "@")) else {
            fault(pointer, "credentials don't belong in a URL; use a header with {secret}")
            return nil
        }
        guard start.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            fault(pointer, "white space in a URL is written %20")
            return nil
        }
        return template
    }

    private mutating func headers(
        _ value: JSONValue?,
        at pointer: String
    ) -> [(name: String, value: TextTemplate)] {
        let fields = templates(value, at: pointer)
        for field in fields {
            let place = pointer + "/" + JSONPointer.escape(field.name)
            if ProviderSettingsReader.ownHeaders.contains(field.name.lowercased()) {
                fault(place, "the transport writes this header field itself")
            } else if !ProviderSettingsReader.isFieldName(field.name) {
                fault(place, "a header field's name is letters, digits and hyphens")
            }
        }
        return fields
    }

    static func isFieldName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122: true
                default: "-_".utf8.contains(byte)
                }
            }
    }

    private mutating func body(
        _ settings: JSONValue,
        method: WebhookMapping.Method
    ) -> WebhookMapping.Body {
        if let form = settings["form"] {
            if settings["body"] != nil { fault("/form", "write either body or form, not both") }
            if method == .get { fault("/form", "a GET has no body; write the fields into the URL") }
            return .form(templates(form, at: "/form"))
        }
        if let body = settings["body"] {
            if method == .get { fault("/body", "a GET has no body; write the fields into the URL") }
            if body.object == nil { fault("/body", "an object belongs here, not \(body.kind)") }
            var faults: [JSONTemplate.Fault] = []
            let template = JSONTemplate.read(body, at: "/body", faults: &faults)
            for found in faults { fault(found.pointer, found.detail) }
            return .json(template)
        }
        return method == .get ? .none : .standard
    }

    private mutating func reply(_ value: JSONValue?, at pointer: String) -> ReplyMapping? {
        guard let value, let members = object(value, at: pointer) else { return nil }
        refuseUnknown(members, known: ["id", "code", "codes", "statuses"], at: pointer)
        let id = path(value["id"], at: "\(pointer)/id")
        var reply = ReplyMapping(id: id ?? JSONPath(tokens: [.name("id")]))
        reply.code = path(value["code"], at: "\(pointer)/code")
        reply.codes = table(value["codes"], of: ReplyMapping.Class.self, at: "\(pointer)/codes")
        if value["codes"] != nil, value["code"] == nil {
            fault("\(pointer)/codes", "code is missing: the JSON Pointer to the error code")
        }
        let statuses = table(
            value["statuses"],
            of: ReplyMapping.Class.self,
            at: "\(pointer)/statuses"
        )
        for (text, meaning) in statuses.sorted(by: { $0.key < $1.key }) {
            guard let status = Int(text), (100...599).contains(status), text.utf8.count == 3 else {
                let place = "\(pointer)/statuses/\(JSONPointer.escape(text))"
                fault(place, "an HTTP status from 100 to 599 belongs here")
                continue
            }
            reply.statuses[status] = meaning
        }
        return reply
    }
}
