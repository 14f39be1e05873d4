import CountersignCore
import Foundation

/// Reads what people type about merchants.
enum MerchantFacts {
    static func id(_ text: String) throws(UsageFault) -> MerchantID {
        guard let id = MerchantID(text) else {
            throw UsageFault(
                "'\(text)' is no merchant id; use lower-case letters, digits and hyphens, "
                    + "at most \(MerchantID.lengthMax)"
            )
        }
        return id
    }

    /// A name in NFC, so that the same name typed on another keyboard is the same bytes.
    static func name(_ text: String, of place: String) throws(UsageFault) -> Payee {
        do throws(Payee.Fault) {
            return try Payee(text.precomposedStringWithCanonicalMapping)
        } catch {
            switch error {
            case .empty: throw UsageFault("\(place) is empty")
            case .tooLong: throw UsageFault("\(place) is longer than \(Payee.bytesMax) bytes")
            case .untrimmed: throw UsageFault("\(place) has white space at an end")
            case .forbiddenCharacter(let scalar):
                let code = String(scalar, radix: 16, uppercase: true)
                throw UsageFault("\(place) holds the hidden character U+\(code); remove it")
            }
        }
    }

    /// The host of a checkout: `shop.example`.
    static func origin(_ text: String) throws(UsageFault) -> String {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        let areGood = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy {
                    (97...122).contains($0) || (48...57).contains($0) || $0 == 45
                }
        }
        guard text.utf8.count <= 253, areGood else {
            throw UsageFault("--origin takes a host name in lower case, e.g. shop.example")
        }
        return text
    }

    static func brand(_ text: String) throws(UsageFault) -> String {
        guard MerchantID(text) != nil else {
            throw UsageFault("--brand takes the name of a folder of templates, e.g. default")
        }
        return text
    }

    static func currency(_ code: String) throws(UsageFault) -> Currency {
        guard let currency = Currency(code) else {
            throw UsageFault("--currency: \(Currency.refusal(of: code))")
        }
        return currency
    }

    /// A merchant id made from a name: `Acme Shoes` gives `acme-shoes`; nil when nothing is left of it.
    static func id(fromName name: String) -> MerchantID? {
        var text = ""
        let plain = name.decomposedStringWithCompatibilityMapping.lowercased()
        for scalar in plain.unicodeScalars {
            if scalar.isASCII, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
                text.unicodeScalars.append(scalar)
            } else if !scalar.properties.isDiacritic, !text.isEmpty, !text.hasSuffix("-") {
                text += "-"
            }
        }
        text = String(text.prefix(MerchantID.lengthMax))
        while text.hasSuffix("-") { text.removeLast() }
        return MerchantID(text)
    }
}
