internal import CountersignCore

/// Payers by number, address and customer.
extension PaymentParts {
    /// Every combination of number, address and customer of which one destination is there.
    func recipients(
        _ members: [Int],
        _ countries: Set<String>?,
        _ distinct: ([Recipient]) -> [Recipient]
    ) -> [Recipient] {
        let recipient = members.filter { facts[$0] == .recipient }
        let country = members.first { facts[$0] == .recipientCountry }
        let numbers = numbers.filter { number in
            guard let countries, let country, links.isLinked(country) else { return true }
            return countries.contains(number.country)
        }
        // A list knows a payer by any of the three, and everything else looks at one of them: what can't
        // be told apart alone can't be told apart together.
        let phones = distinct(numbers.map { PaymentParts.recipient($0, nil, nil) }).map(\.phone)
        let (named, fresh) = emails(recipient)
        let emails = distinct((named + [fresh]).map { PaymentParts.recipient(nil, $0, nil) })
            .map(\.email)
        var customers: [String?] = [nil]
        if members.contains(where: { facts[$0] == .customer }) || !recipient.isEmpty {
            let words = self.customers(members).filter(PaymentParts.isWord)
            customers += distinct(words.map { PaymentParts.recipient(nil, fresh, $0) })
                .map(\.customer)
        }
        var recipients: [Recipient] = []
        for phone in phones + [nil] {
            for email in [nil] + emails where phone != nil || email != nil {
                recipients += customers.map { PaymentParts.recipient(phone, email, $0) }
            }
        }
        return recipients
    }

    private static func recipient(
        _ phone: PhoneNumber?,
        _ email: String?,
        _ customer: String?
    ) -> Recipient {
        Recipient(phone: phone, email: email, locale: nil, customer: customer)
    }

    private func customers(_ members: [Int]) -> [String] {
        let fact =
            members.first { facts[$0] == .customer } ?? members.first { facts[$0] == .recipient }
        return fact.map(texts) ?? []
    }

    /// Numbers that the policy names or lists, with the prefixes that it names or lists in every country
    /// that they can be of, and of every country outside of these.
    static func numbers(_ facts: [Fact], _ links: FactLinks) -> [PhoneNumber] {
        guard facts.contains(where: { PaymentGroup($0, family: 0) == .recipient }) else {
            return []
        }
        let recipient = facts.indices.filter { facts[$0] == .recipient }
        let prefix = facts.indices.filter { facts[$0] == .recipientPrefix }
        let showsPlace = facts.contains { $0 == .recipientCountry || $0 == .recipientPrefix }
        let named = links.names(of: recipient).filter { $0.hasPrefix("+") }
        let lists = links.lists(of: recipient)
        // Where a number is from matters only if some rule looks at it.
        let listed = links.listedNames(in: lists, each: showsPlace ? .max : 1) {
            (try? PhoneNumber($0)) == nil ? 0 : 1
        }
        let numbers = (named + listed).compactMap { try? PhoneNumber($0) }
        let taken = Set(numbers)
        let isTaken = { (number: PhoneNumber) in
            taken.contains(number)
                || number.withDigits { digits in
                    lists.contains { $0.values.contains(digits) }
                }
        }
        let takenCount = named.count + lists.reduce(0) { $0 + $1.values.count }
        guard showsPlace else {
            let fresh = PhoneNumber.examples(
                beginning: "+4915112",
                takenCount: takenCount,
                isTaken: isTaken
            )
            return fresh + numbers
        }
        var prefixes = Set(links.names(of: prefix))
        for list in links.lists(of: prefix) { prefixes.formUnion(list.values) }
        let within = prefixes.sorted().flatMap {
            PhoneNumber.examples(beginning: $0, takenCount: takenCount, isTaken: isTaken)
        }
        let outside = PhoneNumber.exampleOfEachCountry(
            takenCount: takenCount,
            isTaken: isTaken,
            isNamed: prefixes.contains
        )
        return outside + within + numbers
    }

    /// Addresses that the policy names, some of each list, and a fresh one.
    private func emails(_ recipient: [Int]) -> (named: [String], fresh: String) {
        let lists = links.lists(of: recipient)
        let named = links.names(of: recipient)
        let listed = links.listedNames(in: lists, each: 1) { PaymentParts.isEmail($0) ? 1 : 0 }
        let isKnown = { (text: String) in
            named.contains(text) || lists.contains { $0.values.contains(text) }
        }
        var number = 1
        while isKnown("payer\(number)@example.com") { number += 1 }
        return ((named + listed).filter(PaymentParts.isEmail), "payer\(number)@example.com")
    }

    /// Whether the API takes a text as an address and a list would find it: lists hold lower case.
    private static func isEmail(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, bytes.count <= 254, text.lowercased() == text,
            bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"()<>[]:;,\\\"".utf8.contains($0) }),
            (1...64).contains(parts[0].count)
        else { return false }
        let dot = UInt8(ascii: ".")
        let labels = parts.map { $0.split(separator: dot, omittingEmptySubsequences: false) }
        return labels[0].allSatisfy { !$0.isEmpty } && labels[1].count > 1
            && labels[1].allSatisfy { label in
                (1...63).contains(label.count) && label.first != 0x2D && label.last != 0x2D
                    && label.allSatisfy {
                        (48...57).contains($0) || (97...122).contains($0) || $0 == 0x2D
                    }
            }
    }
}
