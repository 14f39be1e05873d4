import CountersignCore

/// A WhatsApp template in Infobip's form, made from the Cloud API's, which templates are written in.
///
/// Free text has no form here: it goes without a template's name, and is refused there.
struct InfobipTemplate {
    private let name: String
    private let language: String
    private let components: [JSONValue]

    init(_ message: [JSONMember]) {
        let template = JSONValue.object(message)["template"]
        name = template?["name"]?.string ?? ""
        language = template?["language"]?["code"]?.string ?? ""
        components = template?["components"]?.array ?? []
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("templateName", name)
        json.name("templateData")
        json.beginObject()
        writeHeader(to: &json)
        json.name("body")
        json.beginObject()
        json.name("placeholders")
        json.beginArray()
        for text in texts(of: component("body")) { json.value(text) }
        json.endArray()
        json.endObject()
        writeButtons(to: &json)
        json.endObject()
        json.member("language", language)
        json.endObject()
    }

    private func writeHeader(to json: inout JSONWriter) {
        guard let header = component("header"), let first = header["parameters"]?.array?.first
        else { return }
        if let text = first["text"]?.string {
            write(header: "TEXT", "placeholder", text, to: &json)
        } else if let url = first["image"]?["link"]?.string {
            write(header: "IMAGE", "mediaUrl", url, to: &json)
        }
    }

    private func write(
        header type: String,
        _ name: String,
        _ value: String,
        to json: inout JSONWriter
    ) {
        json.name("header")
        json.beginObject()
        json.member("type", type)
        json.member(name, value)
        json.endObject()
    }

    /// The parameters of buttons in the order of their places in the template.
    private func writeButtons(to json: inout JSONWriter) {
        let buttons = components.filter { $0["type"]?.string == "button" }
            .compactMap { button -> (place: Int, type: String, parameter: String)? in
                guard let kind = button["sub_type"]?.string?.lowercased(),
                    let type = InfobipTemplate.buttonTypes[kind],
                    let parameter = button["parameters"]?.array?.first,
                    let value = (parameter["text"] ?? parameter["payload"])?.string
                else { return nil }
                return (ProviderWord.code(button["index"]) ?? 0, type, value)
            }
            .sorted { $0.place < $1.place }
        guard !buttons.isEmpty else { return }
        json.name("buttons")
        json.beginArray()
        for button in buttons {
            json.beginObject()
            json.member("type", button.type)
            json.member("parameter", button.parameter)
            json.endObject()
        }
        json.endArray()
    }

    private static let buttonTypes = ["url": "URL", "quick_reply": "QUICK_REPLY"]

    private func component(_ type: String) -> JSONValue? {
        components.first { $0["type"]?.string == type }
    }

    /// Named parameters keep the order in which the template's text names them.
    private func texts(of component: JSONValue?) -> [String] {
        (component?["parameters"]?.array ?? []).compactMap { $0["text"]?.string }
    }
}
