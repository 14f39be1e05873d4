import CountersignCore
import CountersignTemplates
import Foundation
import Testing

/// The templates of this repository, as an installation would load them.
enum Shipped {
    /// The folder `Templates` at the root of the repository.
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Templates")

    /// Every file's text by its path within the folder.
    static let files: [String: String] = {
        var files: [String: String] = [:]
        let walk = FileManager.default.enumerator(atPath: folder.path())
        while let path = walk?.nextObject() as? String {
            guard let data = try? Data(contentsOf: folder.appending(path: path)) else { continue }
            files[path] = String(decoding: data, as: UTF8.self)
        }
        return files
    }()

    /// The shipped languages.
    static let locales = ["en", "de", "fr", "es", "ar", "bn", "hi", "ja"]

    /// A stand-in for SHA-256 that tells texts apart; 32 bytes.
    static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return (0..<32).map { UInt8(truncatingIfNeeded: state >> (UInt64($0 % 8) * 8)) }
    }

    /// The languages that a test changes: two are enough, and load in a moment.
    static let few: [String: String] = files.filter { path, _ in
        ["default/brand.json5", "default/en/", "default/de/"].contains { path.hasPrefix($0) }
            && !["/login.", "/password_reset."].contains { path.contains($0) }
    }

    /// Loads files over the shipped ones of English and German.
    static func load(
        changing changes: [String: String?] = [:]
    ) -> (library: TemplateLibrary?, findings: [Finding]) {
        if changes.isEmpty { return unchanged }
        let files = few.merging(changes.compactMapValues(\.self)) { $1 }
            .filter { path, _ in changes[path].map { $0 != nil } ?? true }
        return TemplateLibrary.load(files, folder: "Templates", sha256: digest)
    }

    private static let unchanged =
        TemplateLibrary.read(few, folder: "Templates", sha256: digest)

    private static let whole = TemplateLibrary.read(files, folder: "Templates", sha256: digest)

    /// The shipped library in all its languages; that it is proven is a test of its own.
    static func library() throws -> TemplateLibrary {
        let (library, findings) = whole
        return try #require(library, "\(findings.map(\.rendered).joined(separator: "\n"))")
    }

    /// An amount from minor units.
    static func amount(_ minorUnits: Int64, _ code: String = "EUR") throws -> Amount {
        let currency = try #require(Currency(code))
        return try #require(Amount(minorUnits: minorUnits, currency: currency))
    }

    /// Ordinary values; the arguments are what a test varies.
    static func values(
        code: String = "042917",
        amount: Amount? = nil,
        bound: Bound = .exact,
        payee: String = "Acme Shoes",
        matchWord: String? = "MAPLE",
        origin: String? = "shop.example",
        previousAmount: Amount? = nil,
        previousPayee: String? = nil,
        confirmsByButton: Bool = false,
        isResent: Bool = false
    ) throws -> TemplateValues {
        TemplateValues(
            code: try #require(OneTimeCode(digits: code)),
            amount: try amount ?? Shipped.amount(4_999),
            bound: bound,
            payee: try Payee(payee),
            reference: "order-20001",
            minutes: 5,
            matchWord: matchWord,
            origin: origin,
            previousAmount: previousAmount,
            previousPayee: try previousPayee.map { try Payee($0) },
            denyToken: try token(.deny),
            approveToken: confirmsByButton ? try token(.approve) : nil,
            isResent: isResent
        )
    }

    /// What a button would carry back.
    static func token(_ action: ReplyToken.Action) throws -> ReplyToken {
        let confirmation = try #require(ConfirmationID("cnf_01KAPM00000000000000000002"))
        return ReplyToken(action, of: confirmation, mac: Array(UInt8(0)..<16))
    }

    /// A wish for a template of the default brand.
    static func key(
        _ purpose: String = "payment",
        _ channel: Channel = .sms,
        locale: String? = "en",
        brand: String = "default"
    ) -> TemplateKey {
        TemplateKey(brand: brand, locale: locale, purpose: purpose, channel: channel)
    }
}
