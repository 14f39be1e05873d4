internal import CountersignCore

/// What a path in the templates' folder means.
enum TemplateName: Hashable {
    /// `<brand>/brand.json5`
    case brand(String)
    /// `<brand>/<locale>/<purpose>.<channel>.<suffix>`
    case template(brand: String, locale: String, purpose: TemplatePurpose, channel: Channel)
    /// `<brand>/<locale>/<purpose>.email.html`, beside the template that it belongs to.
    case html(brand: String, locale: String, purpose: TemplatePurpose)
    /// `<brand>/<locale>/education.json5`
    case education(brand: String, locale: String)

    /// How the file with tips and texts is called.
    static let educationFile = "education.json5"

    /// Its brand.
    var brand: String {
        switch self {
        case .brand(let brand), .template(let brand, _, _, _), .html(let brand, _, _),
            .education(let brand, _):
            brand
        }
    }

    /// Its locale; nil for a brand's own file.
    var locale: String? {
        switch self {
        case .brand: nil
        case .template(_, let locale, _, _), .html(_, let locale, _), .education(_, let locale):
            locale
        }
    }

    /// Reads a path; the failure is a sentence of advice.
    static func read(_ path: String) -> Result<TemplateName, Advice> {
        let folders = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch folders.count {
        case 2 where folders[1] == "brand.json5": return .success(.brand(folders[0]))
        case 3 where LocaleTag.isValid(folders[1]):
            return readFile(folders[2], brand: folders[0], locale: folders[1])
        case 3: return advice("'\(folders[1])' is no locale such as de or de-AT; rename the folder")
        default:
            return advice(
                "only <brand>/brand.json5, <brand>/<locale>/<purpose>.<channel>.<suffix> and "
                    + "<brand>/<locale>/education.json5 belong here"
            )
        }
    }

    private static func readFile(
        _ name: String,
        brand: String,
        locale: String
    ) -> Result<TemplateName, Advice> {
        if name == educationFile { return .success(.education(brand: brand, locale: locale)) }
        let words = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 3 else {
            return advice("a template is called <purpose>.<channel>.<suffix>, e.g. payment.sms.txt")
        }
        guard let purpose = TemplatePurpose(rawValue: words[0]) else {
            return advice(unknown("purpose", words[0], TemplatePurpose.allCases.map(\.rawValue)))
        }
        let suffixes: [Channel: String] = [
            .sms: "txt", .whatsapp: "json", .rcs: "json", .email: "txt", .push: "json",
        ]
        guard let channel = Channel(rawValue: words[1]), let suffix = suffixes[channel] else {
            return advice(unknown("channel", words[1], Channel.allCases.map(\.rawValue)))
        }
        if channel == .email, words[2] == "html" {
            return .success(.html(brand: brand, locale: locale, purpose: purpose))
        }
        guard words[2] == suffix else {
            return advice("templates for \(channel.rawValue) end in .\(suffix); rename the file")
        }
        return .success(
            .template(brand: brand, locale: locale, purpose: purpose, channel: channel)
        )
    }

    private static func unknown(_ kind: String, _ word: String, _ known: [String]) -> String {
        let advice =
            NearestWord.suggestion(for: word, among: known)
            .map { "did you mean '\($0)'?" }
            ?? "this version understands \(known.joined(separator: ", "))"
        return "unknown \(kind) '\(word)'; \(advice)"
    }

    private static func advice(_ text: String) -> Result<TemplateName, Advice> {
        .failure(Advice(text: text))
    }

    /// Why a path means nothing, and what to do.
    struct Advice: Error, Equatable {
        let text: String
    }
}

/// What a template is for: the purposes of a confirmation, and `amended`.
enum TemplatePurpose: String, CaseIterable, Hashable, Sendable {
    case payment
    case amended
    case refund
    case payout
    case login
    case passwordReset = "password_reset"

    /// What every message of the purpose says, save where the platform's text is fixed.
    var required: [Placeholder] {
        switch self {
        case .payment, .refund, .payout, .amended: [.code, .amount, .payee]
        case .login, .passwordReset: [.code]
        }
    }
}
