import CountersignCore
import CountersignTemplates

/// Reads bytes as each kind of file that a folder of templates has; each loads, or has a finding inside its
/// text, and what loads is rendered.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let brand = "{name: 'A', locales: ['en'], up_to: {en: 'up to {{amount}}'}}"
    let mail = "Subject: Pay {{amount}} to {{payee}}?\n\n{{amount}} {{payee}} {{code}}\n"
    for path in [
        "default/en/payment.sms.txt", "default/en/payment.rcs.json",
        "default/en/payment.whatsapp.json", "default/en/payment.push.json",
        "default/en/payment.email.txt", "default/en/payment.email.html",
        "default/en/education.json5", "default/brand.json5", "acme/brand.json5",
    ] {
        var files = ["default/brand.json5": brand]
        if path.hasSuffix(".html") { files["default/en/payment.email.txt"] = mail }
        files[path] = text
        let (library, findings) = TemplateLibrary.load(
            files,
            folder: "",
            sha256: { _ in
                [UInt8](repeating: 0, count: 32)
            }
        )
        precondition((library == nil) == !findings.isEmpty, "A folder loads, or has a finding.")
        if let library { render(library) }
        for finding in findings {
            precondition(
                finding.column <= finding.text.count + 1,
                "A finding lies inside the text."
            )
        }
    }
    return 0
}

/// Renders the one template of a library with values that are made to annoy.
private func render(_ library: TemplateLibrary) {
    guard let code = OneTimeCode(digits: "042917"), let payee = try? Payee("{{code}} \" <b> 2000"),
        let euro = Currency("EUR")
    else { return }
    let values = TemplateValues(
        code: code,
        amount: Amount(minorUnits: 129_950, currency: euro),
        bound: .upTo,
        payee: payee,
        reference: "\\ \u{2067}",
        minutes: 5
    )
    for key in library.keys(brand: "default") {
        guard let message = try? library.render(key, values), let content = message.content else {
            continue
        }
        precondition((try? JSONReader.read(content)) != nil, "Content is JSON for every value.")
    }
}
