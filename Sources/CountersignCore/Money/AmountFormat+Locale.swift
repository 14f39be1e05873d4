extension AmountFormat {
    /// The habits of one language or region.
    struct Locale: Sendable {
        /// Before the decimals.
        var decimal = "."
        /// Between the groups.
        var group = ","
        /// From how many digits on groups are made.
        var digitsToGroup = 4
        /// Groups of two digits above the thousands: 12,34,567.
        var groupsByTwo = false
        /// Whether the currency stands before the number.
        var currencyFirst = true
        /// Whether a no-break space stands between symbol and number; a code always has it.
        var spacesSymbol = false
        /// The zero of the script's own digits.
        var nativeZero: Unicode.Scalar?
        /// The separators among the script's own digits, where they differ.
        var nativeSeparators: (decimal: String, group: String)?
        /// Symbols that readers here take for one currency, though others elsewhere share them.
        var symbols: [Currency: String] = [:]

        /// The symbol for a currency, if it can be mistaken for no other.
        func symbol(of currency: Currency) -> String? {
            symbols[currency] ?? Locale.unmistakable[currency]
        }

        /// The habits for a BCP 47 tag: those of its language and region, of its language, or the
        /// plain ones of the ISO code.
        static func find(_ tag: String) -> Locale {
            let subtags = subtags(tag)
            if let region = subtags.dropFirst().first(where: { $0.utf8.count == 2 }) {
                if let locale = all["\(subtags[0])-\(region)"] { return locale }
                if let relative = relatives["\(subtags[0])-\(region)"] {
                    return all[relative] ?? Locale()
                }
            }
            if subtags.contains("419"), let locale = all["\(subtags[0])-419"] { return locale }
            return all[subtags[0]] ?? Locale()
        }

        /// The parts of a tag in lower case, language first; at least one.
        static func subtags(_ tag: String) -> [String] {
            tag.utf8.split(omittingEmptySubsequences: false) { $0 == 0x2D || $0 == 0x5F }.map {
                String(
                    decoding: $0.map { (65...90).contains($0) ? $0 | 0x20 : $0 },
                    as: UTF8.self
                )
            }
        }
    }
}

extension AmountFormat.Locale {
    /// Symbols of one currency only.
    ///
    /// `$`, `£`, `¥`, `₩`, `kr` and the like belong to several.
    private static let unmistakable = named(["EUR": "€", "ILS": "₪", "INR": "₹", "VND": "₫"])

    /// Regions where point and comma change places against their language: to a reader in Mexico,
    /// Spain's `1.299,50` could be 1.3.
    private static let relatives: [String: String] = {
        let regions: KeyValuePairs = [
            "es": "br bz cu do gt hn mx ni pa pe pr sv us", "ar": "dz lb ly ma mr tn",
        ]
        var relatives: [String: String] = [:]
        for (language, names) in regions {
            for region in names.split(separator: " ") {
                relatives["\(language)-\(region)"] = language == "es" ? "es-419" : "ar-ma"
            }
        }
        return relatives
    }()

    private static let all: [String: AmountFormat.Locale] = {
        let english = AmountFormat.Locale()
        let german = AmountFormat.Locale(
            decimal: ",",
            group: ".",
            currencyFirst: false,
            spacesSymbol: true
        )
        var all = ["en": english, "de": german]
        all["en-us"] = english.showing(["USD": "$"])
        all["en-gb"] = english.showing(["GBP": "£"])
        all["en-in"] = AmountFormat.Locale(groupsByTwo: true)
        all["de-ch"] = AmountFormat.Locale(group: "\u{2019}", spacesSymbol: true)
        all["de-li"] = all["de-ch"]
        all["fr"] = AmountFormat.Locale(
            decimal: ",",
            group: "\u{202F}",
            currencyFirst: false,
            spacesSymbol: true
        )
        all["es"] = AmountFormat.Locale(
            decimal: ",",
            group: ".",
            digitsToGroup: 5,
            currencyFirst: false,
            spacesSymbol: true
        )
        all["es-419"] = english
        all["ar"] = AmountFormat.Locale(
            currencyFirst: false,
            spacesSymbol: true,
            nativeZero: "\u{660}",
            nativeSeparators: (decimal: "\u{66B}", group: "\u{66C}")
        )
        all["ar-ma"] = AmountFormat.Locale(
            decimal: ",",
            group: ".",
            currencyFirst: false,
            spacesSymbol: true
        )
        all["bn"] = AmountFormat.Locale(
            groupsByTwo: true,
            currencyFirst: false,
            nativeZero: "\u{9E6}"
        ).showing(["BDT": "৳"])
        all["hi"] = AmountFormat.Locale(groupsByTwo: true, nativeZero: "\u{966}")
        all["ja"] = english.showing(["JPY": "\u{FFE5}"])
        return all
    }()

    private func showing(_ symbols: KeyValuePairs<String, String>) -> AmountFormat.Locale {
        var locale = self
        locale.symbols = AmountFormat.Locale.named(symbols)
        return locale
    }

    private static func named(_ symbols: KeyValuePairs<String, String>) -> [Currency: String] {
        var named: [Currency: String] = [:]
        for (code, symbol) in symbols {
            guard let currency = Currency(code) else {
                preconditionFailure("A symbol is listed for a code that is no currency.")
            }
            named[currency] = symbol
        }
        return named
    }
}
