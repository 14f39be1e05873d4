import CountersignCheckout
import CountersignCore
import Testing

@Suite struct VerifyBodyTests {
    private func presented(_ body: String) async -> Presentation? {
        let bench = Bench()
        let answer = await bench.verify(body)
        guard case .verify(let id, let presentation)? = bench.checkout.reached.first else {
            Issue.record("nothing reached the checkout: \(answer.text)")
            return nil
        }
        #expect(id == Sample.id)
        return presentation
    }

    @Test func codeAndAmountArePresented() async {
        let presentation = await presented(
            Body.text(
                Body.verify,
                [
                    ("payee", #""Cafe\u0301""#), ("reference", #""order-1234""#),
                    ("checkout_secret", #""s3cret""#),
                ]
            )
        )
        #expect(presentation?.code?.withDigits { $0 } == "918273")
        #expect(presentation?.amount == Sample.amount(4_999))
        #expect(presentation?.payee.map { Array($0.utf8) } == Array("Caf\u{E9}".utf8))
        #expect(presentation?.reference == "order-1234")
        #expect(presentation?.checkoutSecret == Array("s3cret".utf8))
        #expect(presentation?.context == nil)
    }

    @Test func aContextIsPresentedInsteadOfAnAmount() async {
        let presentation = await presented(#"{"code": "042917", "context": "eyJ.eyJ.abc"}"#)
        #expect(presentation?.context == "eyJ.eyJ.abc")
        #expect(presentation?.amount == nil)
    }

    @Test(arguments: ["042 917", "042-917", "０４２９１７", "٠٤٢٩١٧", " 042917 "])
    func typedCodesAreNormalised(typed: String) async {
        let presentation = await presented(Body.text(Body.verify, [("code", "\"\(typed)\"")]))
        #expect(presentation?.code?.withDigits { $0 } == "042917")
    }

    @Test(arguments: ["", "hello", "12345", "123456789", "04291O"])
    func whatCanBeNoCodeCountsAsAWrongOne(typed: String) async {
        let presentation = await presented(Body.text(Body.verify, [("code", "\"\(typed)\"")]))
        #expect(presentation != nil && presentation?.code == nil)
    }

    @Test(arguments: [
        BadMember("code", nil, "#/code", "missing"),
        BadMember("code", "null", "#/code", "missing"),
        BadMember("code", "42917", "#/code", "leading zeroes count"),
        BadMember("code", "true", "#/code", "this is a boolean"),
        BadMember("code", "[\"042917\"]", "#/code", "this is an array"),
        BadMember(
            "code",
            "\"" + String(repeating: "1", count: 65) + "\"",
            "#/code",
            "longer than 64 bytes"
        ),
        BadMember("amount", nil, "#", "means nothing without its payment"),
        BadMember("amount", "4999", "#/amount", "write an object"),
        BadMember("amount", #"{"value": 0, "currency": "EUR"}"#, "#/amount/value", "zero"),
        BadMember("context", #""eyJ""#, "#", "present one of them"),
        BadMember([("amount", nil), ("context", "\"\"")], "#/context", "empty"),
        BadMember([("amount", nil), ("context", "1")], "#/context", "this is a number"),
        BadMember(
            [("amount", nil), ("context", "\"" + String(repeating: "e", count: 4_097) + "\"")],
            "#/context",
            "4096"
        ),
        BadMember([("amount", nil), ("payee", #""Acme""#)], "#", "without its payment"),
        BadMember("payee", "1", "#/payee", "this is a number"),
        BadMember("checkout_secret", #""""#, "#/checkout_secret", "empty"),
        BadMember("checkout", #""x""#, "#/checkout", "unknown member 'checkout'"),
        BadMember("amout", "1", "#/amout", "did you mean 'amount'?"),
    ])
    func badMembersAreNamedWithARemedy(row: BadMember) async {
        let bench = Bench()
        let body = Body.text(Body.verify, row.changes)
        let answer = await bench.verify(body)
        #expect(answer.status == 422, "\(body)")
        #expect(answer.problem == "/problems/invalid-request")
        #expect(answer.errors.map(\.place) == [row.place], "\(answer.text)")
        #expect(answer.errors.first?.detail.contains(row.piece) == true, "\(answer.text)")
        #expect(bench.checkout.reached.isEmpty)
        #expect(!answer.text.contains("918273"))
    }
}
