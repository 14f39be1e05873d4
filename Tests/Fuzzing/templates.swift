import CountersignCore
import CountersignTemplates

/// Reads bytes as an SMS, as a card and as a brand file; each loads, or has a finding inside its text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let brand = "{name: 'A', locales: ['en'], up_to: {en: 'up to {{amount}}'}}"
    for path in [
        "default/en/payment.sms.txt", "default/en/payment.rcs.json", "default/brand.json5",
    ] {
        var files = ["default/brand.json5": brand]
        files[path] = text
        let (library, findings) = TemplateLibrary.load(
            files,
            folder: "",
            sha256: { _ in
                [UInt8](repeating: 0, count: 32)
            }
        )
        precondition((library == nil) == !findings.isEmpty, "A folder loads, or has a finding.")
        for finding in findings {
            precondition(
                finding.column <= finding.text.count + 1,
                "A finding lies inside the text."
            )
        }
    }
    return 0
}
