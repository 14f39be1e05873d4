internal import CountersignCore

/// Who a brand's messages come from.
extension BrandReader {
    private static let channels = Channel.allCases.map(\.rawValue)

    mutating func readSenders(into brand: inout Brand) {
        refuseUnknown(at: "/senders", known: BrandReader.channels)
        for (name, _, pointer) in objectMembers("/senders", "senders are an object by channel") {
            guard let channel = Channel(rawValue: name),
                let sender = sender(on: channel, at: pointer)
            else { continue }
            brand.senders.everywhere[channel] = sender
        }
    }

    mutating func readSendersByCountry(into brand: inout Brand) {
        let place = "/senders_by_country"
        refuseUnknown(at: place, known: [Channel.sms.rawValue])
        let advice = "senders_by_country is an object with sms"
        if file.value["senders_by_country"]?.object == nil { _ = objectMembers(place, advice) }
        for (country, _, pointer) in objectMembers(
            place + "/sms",
            "senders by country are an object, e.g. {US: \"+1…\"}"
        ) {
            if !PhoneNumber.countries.contains(country) {
                refuse(pointer, "'\(country)' is no country; write two capital letters, e.g. US")
            }
            guard let sender = sender(on: .sms, at: pointer) else { continue }
            brand.senders.byCountry[.sms, default: [:]][country] = sender
        }
    }

    /// `rcs: {agent}` is the sender of cards.
    mutating func readAgent(into brand: inout Brand) {
        _ = objectMembers("/rcs", "rcs is an object with agent")
        refuseUnknown(at: "/rcs", known: ["agent"])
        guard let agent = word("/rcs/agent") else { return }
        if file.value["senders"]?["rcs"] != nil {
            refuse("/rcs/agent", "senders names one for rcs already; keep one of both")
        }
        let isIdentifier = agent.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122: true
            default: "_-.@".utf8.contains(byte)
            }
        }
        if !isIdentifier || agent.utf8.count > Brand.nameCharactersMax {
            refuse("/rcs/agent", "write the agent's id, e.g. \"acme_shoes_agent\"")
        }
        brand.senders.everywhere[.rcs] = agent
    }

    private mutating func sender(on channel: Channel, at pointer: String) -> String? {
        guard let value = file.value.value(at: pointer), let sender = value.string, !sender.isEmpty
        else {
            let kind = file.value.value(at: pointer)?.kind ?? "nothing"
            refuse(pointer, "a sender is a string, not \(kind)")
            return nil
        }
        if channel == .sms, !BrandReader.isSMSSender(sender) {
            refuse(
                pointer,
                "an SMS sender has up to \(Brand.senderCharactersMax) letters and digits, "
                    + "or is a number of up to 15 digits"
            )
        } else if sender.unicodeScalars.contains(where: PlainText.isForbidden) {
            refuse(pointer, "control, invisible and direction characters are not taken")
        } else {
            check(sender, pointer)
        }
        return sender
    }

    private static func isSMSSender(_ text: String) -> Bool {
        let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
        if digits.utf8.allSatisfy({ (48...57).contains($0) }) {
            return (3...15).contains(digits.utf8.count)
        }
        return text.utf8.count <= Brand.senderCharactersMax
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122: true
                case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                    UInt8(ascii: "&"):
                    true
                default: false
                }
            }
    }

    // MARK: - WhatsApp

    mutating func readWhatsApp(into brand: inout Brand) {
        _ = objectMembers("/whatsapp", "whatsapp is an object with templates")
        refuseUnknown(at: "/whatsapp", known: ["templates"])
        let purposes = TemplatePurpose.allCases.map(\.rawValue)
        refuseUnknown(at: "/whatsapp/templates", known: purposes)
        for (name, value, pointer) in objectMembers(
            "/whatsapp/templates",
            "templates are an object by purpose, e.g. {payment: {name: \"…\"}}"
        ) {
            guard let purpose = TemplatePurpose(rawValue: name) else { continue }
            guard value.object != nil else {
                refuse(pointer, "this is an object with name and languages, not \(value.kind)")
                continue
            }
            refuseUnknown(at: pointer, known: ["name", "context_name", "languages"])
            brand.whatsApp[purpose] = WhatsAppNames(
                name: templateName(pointer + "/name"),
                contextName: templateName(pointer + "/context_name"),
                languages: languages(pointer + "/languages", of: brand)
            )
        }
    }

    private mutating func templateName(_ pointer: String) -> String? {
        guard let name = word(pointer) else { return nil }
        if !TemplateReader.isTemplateName(name) {
            refuse(pointer, "the platform takes lower-case letters, digits and underscores")
        }
        return name
    }

    private mutating func languages(_ pointer: String, of brand: Brand) -> [String]? {
        guard let value = file.value.value(at: pointer) else { return nil }
        guard let elements = value.array, !elements.isEmpty else {
            refuse(
                pointer,
                "languages are a list of the platform's codes, e.g. [\"en_GB\", \"de\"]"
            )
            return nil
        }
        var languages: [String] = []
        for (index, element) in elements.enumerated() {
            let place = "\(pointer)/\(index)"
            guard let language = element.string,
                LocaleTag.isValid(language.replacing("_", with: "-"))
            else {
                refuse(place, "a language is a code such as \"en_GB\" or \"de\"")
                continue
            }
            if languages.contains(language) { refuse(place, "'\(language)' is listed twice") }
            let alone = WhatsAppNames(languages: [language])
            if !brand.locales.contains(where: { alone.language(for: $0) != nil }) {
                let list = brand.locales.joined(separator: ", ")
                refuse(place, "'\(language)' is none of the brand's locales (\(list))")
            }
            languages.append(language)
        }
        return languages
    }
}
