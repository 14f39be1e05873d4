import CountersignCore
import Testing

struct ContextTests {
    @Test func bytesAreSortedCanonicalAndComplete() throws {
        let opened = try Opened(checkout: [UInt8](repeating: 3, count: 32))
        let text = String(decoding: opened.confirmation.context.canonicalBytes, as: UTF8.self)
        let id = opened.confirmation.id.text
        #expect(
            text == """
                {"amount":"4999","bound":"exact","checkout":"AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM",\
                "currency":"EUR","expires_at":"1795428300","generation":"0","id":"\(id)",\
                "issued_at":"1795428000","merchant":"acme-shoes",\
                "nonce":"AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI","payee":"Acme Shoes",\
                "payee_legal":"Acme Shoes GmbH","purpose":"payment",\
                "recipient":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE",\
                "reference":"order-1234","v":"1"}
                """
        )
    }

    @Test func bytesAreWhatRFC8785MakesOfThem() throws {
        let bytes = try Opened().confirmation.context.canonicalBytes
        #expect(try CanonicalJSON.bytes(of: JSONReader.read(bytes)) == bytes)
    }

    @Test func readingGivesTheSameContextBack() throws {
        for checkout in [nil, [UInt8](repeating: 3, count: 32)] {
            let context = try Opened(bound: .upTo, checkout: checkout).confirmation.context
            #expect(Context(canonicalBytes: context.canonicalBytes) == context)
        }
    }

    @Test func anyChangedByteIsRefusedOrAnotherContext() throws {
        let context = try Opened().confirmation.context
        let bytes = context.canonicalBytes
        for place in bytes.indices {
            for bit in [UInt8(1), 4, 32] {
                var changed = bytes
                changed[place] ^= bit
                #expect(Context(canonicalBytes: changed) != context, "byte \(place)")
            }
        }
    }

    @Test func noTwoContextsShareBytes() throws {
        var seen: Set<[UInt8]> = []
        let base = try Opened().confirmation.context
        var variants = [base]
        for change in changes() {
            var context = base
            change(&context)
            variants.append(context)
        }
        for context in variants { seen.insert(context.canonicalBytes) }
        #expect(seen.count == variants.count)
    }

    @Test func everyChangedMemberIsNamed() throws {
        let base = try Opened(checkout: [UInt8](repeating: 3, count: 32)).confirmation.context
        for change in changes() {
            var other = base
            change(&other)
            var presented = PresentedTransaction(context: .verified(other))
            presented.checkout = base.checkout
            #expect(!base.differences(from: presented).isEmpty)
        }
    }

    @Test func ceilingTakesLessAndRefusesMore() throws {
        let opened = try Opened(bound: .upTo)
        let context = opened.confirmation.context
        func fields(_ units: Int64) -> [ContextField] {
            context.differences(
                from: PresentedTransaction(
                    amount: Amount(minorUnits: units, currency: opened.amount.currency)
                )
            )
        }
        #expect(fields(4_999).isEmpty)
        #expect(fields(4_998).isEmpty)
        #expect(fields(5_000) == [.amount])
    }

    @Test func payeesThatOnlyLookEqualAreDifferent() throws {
        let context = try Opened().confirmation.context
        var other = context
        other.payee = try Payee("Acme Sho\u{0435}s")
        #expect(
            context.differences(from: PresentedTransaction(context: .verified(other))) == [.payee]
        )
    }

    @Test func boundSessionMustBeProven() throws {
        let opened = try Opened(checkout: [UInt8](repeating: 3, count: 32))
        let context = opened.confirmation.context
        var presented = opened.presented
        #expect(context.differences(from: presented) == [.checkout])
        presented.checkout = [UInt8](repeating: 4, count: 32)
        #expect(context.differences(from: presented) == [.checkout])
        presented.checkout = [UInt8](repeating: 3, count: 32)
        #expect(context.differences(from: presented).isEmpty)
    }

    @Test func matchWordsAreManyDistinctAndShort() {
        let words = Set((0..<256).map { MatchWord.word(for: UInt16($0)) })
        #expect(words.count == 256)
        #expect(words.allSatisfy { (3...8).contains($0.utf8.count) })
    }

    private func changes() -> [(inout Context) -> Void] {
        [
            { $0.id = Identifier(at: $0.issuedAt, random: [UInt8](repeating: 8, count: 10)) },
            { $0.generation = 1 },
            { $0.merchant = MerchantID("acme-shoe") ?? $0.merchant },
            { $0.payee = (try? Payee("Acme Shoe")) ?? $0.payee },
            { $0.payeeLegal = nil },
            { $0.purpose = .refund },
            { $0.amount = $0.amount.flatMap { Amount(minorUnits: 1, currency: $0.currency) } },
            {
                $0.amount = Currency("USD").flatMap { Amount(minorUnits: 4_999, currency: $0) }
            },
            { $0.bound = .upTo },
            { $0.reference = "order-1235" },
            { $0.recipient[31] ^= 1 },
            { $0.nonce[0] ^= 1 },
            { $0.issuedAt = $0.issuedAt.advanced(bySeconds: 1) },
            { $0.expiresAt = $0.expiresAt.advanced(bySeconds: 1) },
            { $0.checkout = [UInt8](repeating: 5, count: 32) },
        ]
    }
}
