internal import CountersignCore

/// How a brand looks and where it is reached.
extension BrandReader {
    private static let contacts = ["email", "phone", "url"]
    private static let colours = ["primary", "text", "background"]
    /// Least contrast of words and what they stand on.
    ///
    /// Source: WCAG 2.2, criterion 1.4.3.
    private static let contrastMin = 4.5

    // MARK: - Support

    /// `support` is a line of text, or an object with the ways one by one.
    mutating func readSupport(into brand: inout Brand) {
        guard let value = file.value["support"] else { return }
        guard value.object != nil else {
            if let line = line("/support") {
                brand.support = line
                brand.contacts = SupportContacts()
            }
            return
        }
        refuseUnknown(at: "/support", known: BrandReader.contacts)
        var contacts = SupportContacts()
        if let email = word("/support/email") {
            if !BrandReader.isMailAddress(email) {
                refuse("/support/email", "write an address such as \"help@shop.example\"")
            }
            check(email, "/support/email")
            findings += LiteralCheck.findings(in: file.text(email, at: "/support/email"))
            contacts.email = email
        }
        if let text = word("/support/phone") {
            do throws(PhoneNumber.Fault) {
                contacts.phone = try PhoneNumber(text).withDigits { "+" + $0 }
            } catch {
                refuse("/support/phone", "write the number with + and country code, \"+49…\"")
            }
        }
        contacts.url = url("/support/url")
        if contacts == SupportContacts() {
            refuse(
                "/support",
                "name at least one of \(BrandReader.contacts.joined(separator: ", "))"
            )
        }
        brand.contacts = contacts
        brand.support = contacts.line
    }

    /// What a mail program takes in a link; the exotic forms of RFC 5321 help nobody here.
    private static func isMailAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."),
            Brand.isHost(String(parts[1]))
        else { return false }
        return parts[0].utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122: true
            default: "._+-".utf8.contains(byte)
            }
        }
    }

    // MARK: - Colours

    mutating func readColours(into brand: inout Brand) {
        guard file.value["colours"] != nil else { return }
        _ = objectMembers("/colours", "colours are an object with primary, text and background")
        refuseUnknown(at: "/colours", known: BrandReader.colours)
        if let primary = colour("primary") { brand.colours.primary = primary }
        if let text = colour("text") { brand.colours.text = text }
        if let background = colour("background") { brand.colours.background = background }
        guard let contrast = Contrast.ratio(brand.colours.text, brand.colours.background),
            contrast < BrandReader.contrastMin
        else { return }
        refuse(
            file.value["colours"]?["text"] == nil ? "/colours/background" : "/colours/text",
            "text on background has a contrast of \(Contrast.words(contrast)) to 1; "
                + "4.5 to 1 can be read by most: darken one or lighten the other"
        )
    }

    private mutating func colour(_ name: String) -> String? {
        guard let text = word("/colours/\(name)") else { return nil }
        guard Contrast.luminance(text) != nil else {
            refuse("/colours/\(name)", "write six hexadecimal digits, e.g. \"#1f4e79\"")
            return nil
        }
        return text
    }

    // MARK: - Addresses

    /// An address that a phone opens or loads: https, and nothing that needs escaping anywhere.
    mutating func url(_ pointer: String) -> String? {
        guard let text = word(pointer) else { return nil }
        let scheme = "https://"
        let host = text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        guard text.hasPrefix(scheme), Brand.isHost(String(host)),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\"'<>\\`{}|^".utf8.contains($0) }
            )
        else {
            refuse(pointer, "write a whole address of https, e.g. \"https://shop.example/help\"")
            return nil
        }
        if text.utf8.count > Brand.urlCharactersMax {
            refuse(pointer, "at most \(Brand.urlCharactersMax) characters")
        }
        return text
    }

    mutating func readAndroidHash(into brand: inout Brand) {
        guard let text = word("/android_hash") else { return }
        let isHash =
            text.utf8.count == Brand.androidHashCharacters
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122, UInt8(ascii: "+"), UInt8(ascii: "/"): true
                default: false
                }
            }
        if !isHash {
            refuse(
                "/android_hash",
                "the hash of an Android app has \(Brand.androidHashCharacters) characters of base64, "
                    + "e.g. \"FA+9qCX9VSu\""
            )
        }
        brand.androidHash = text
    }
}
