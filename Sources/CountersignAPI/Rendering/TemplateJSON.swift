import CountersignCore

/// Templates and previews as the API shows them.
enum TemplateJSON {
    static func write(_ list: TemplateList, to json: inout JSONWriter) {
        json.beginObject()
        json.member("brand", list.brand)
        json.member("name", list.name)
        json.name("locales")
        json.beginArray()
        for locale in list.locales { json.value(locale) }
        json.endArray()
        json.name("templates")
        json.beginArray()
        for entry in list.templates {
            json.beginObject()
            json.member("template", entry.template)
            json.member("version", entry.version)
            json.member("purpose", entry.purpose)
            json.member("channel", entry.channel.rawValue)
            json.member("locale", entry.locale)
            json.endObject()
        }
        json.endArray()
        json.name("fallbacks")
        json.beginArray()
        for fallback in list.fallbacks {
            json.beginObject()
            json.member("missing", fallback.missing)
            json.member("used", fallback.used)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }

    static func write(_ previews: [MessagePreview], to json: inout JSONWriter) {
        json.beginObject()
        json.name("previews")
        json.beginArray()
        for preview in previews { write(preview, to: &json) }
        json.endArray()
        json.endObject()
    }

    private static func write(_ preview: MessagePreview, to json: inout JSONWriter) {
        json.beginObject()
        json.member("channel", preview.channel.rawValue)
        json.member("locale", preview.locale)
        json.member("template", preview.template)
        json.member("template_version", preview.version)
        if let from = preview.from { json.member("from", from) }
        json.member("text", preview.text)
        if let content = preview.content { json.member("content", content) }
        json.member("surface", preview.surface.rawValue)
        json.member("bytes", preview.bytes)
        if let segments = preview.segments {
            json.name("sms")
            json.beginObject()
            json.member("parts", segments.parts)
            json.member("alphabet", segments.alphabet)
            json.member("units", segments.units)
            if let character = segments.forcedBy { json.member("forced_by", character) }
            json.endObject()
        }
        json.name("findings")
        json.beginArray()
        for finding in preview.findings { json.value(finding) }
        json.endArray()
        json.endObject()
    }
}
