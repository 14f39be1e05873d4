import CountersignCheckout
import CountersignCore
import Testing

@Suite struct ConfirmationJSONTests {
    @Test func aPendingConfirmationHasTheMembersOfTheContractInOrder() async {
        let answer = await Bench().send("GET", "/v1/confirmations/\(Sample.id.text)")
        let expected = """
            {"id":"\(Sample.id.text)","status":"pending","purpose":"payment",\
            "amount":{"value":4999,"currency":"EUR"},"bound":"exact","payee":"Acme Shoes",\
            "reference":"order-1234",\
            "recipient":{"phone":"+49•••••••678","locale":"de-DE","customer":"customer-77"},\
            "decision":{"outcome":"confirm","policy":"everyday-checkout","version":"3",\
            "rule":"large amount","reasons":["amount >= 500 EUR"]},\
            "context":"eyJhbGciOi","generation":0,"match_word":"MAPLE",\
            "attempts_left":5,"sends":1,"resend_after":"2026-11-23T10:00:30Z",\
            "created_at":"2026-11-23T10:00:00Z","expires_at":"2026-11-23T10:05:00Z",\
            "messages":[{"id":"\(Sample.messageID.text)","channel":"rcs","provider":"rbm",\
            "status":"queued","at":"2026-11-23T10:00:00Z"}],\
            "metadata":{"cart":"c-99"}}
            """
        #expect(answer.status == 200)
        #expect(answer.text == expected)
        #expect(answer.header("content-type") == "application/json")
        #expect(answer.header("cache-control") == "no-store")
        #expect(answer.header("x-content-type-options") == "nosniff")
    }

    @Test func anApprovedOneHasItsReceiptLast() async {
        let checkout = FakeCheckout(reading: .success(Sample.view(.approved)))
        let answer = await Bench(checkout).send("GET", "/v1/confirmations/\(Sample.id.text)")
        #expect(answer.json["closed_at"]?.string == "2026-11-23T10:00:09Z")
        #expect(answer.json["resend_after"] == nil)
        #expect(answer.text.hasSuffix(#""receipt":"eyJyY3A"}"#))
    }

    @Test func whatIsAbsentIsLeftOut() async {
        let view = Sample.view(
            confirmation: Sample.confirmation(amount: nil),
            isFull: false
        )
        let answer = await Bench(FakeCheckout(reading: .success(view)))
            .send("GET", "/v1/confirmations/\(Sample.id.text)")
        #expect(!answer.text.contains("null"))
        let names = answer.json.object?.map(\.name) ?? []
        for name in ["amount", "match_word", "context", "metadata", "receipt", "resend_after"] {
            #expect(!names.contains(name))
        }
        #expect(
            answer.json["recipient"]
                == .object([JSONMember("email", .string("k••@example.com"))])
        )
    }

    @Test func anAmendedOneSaysFromWhat() async {
        let view = Sample.view(
            confirmation: Sample.confirmation(previousAmount: Sample.amount(4_200))
        )
        let answer = await Bench(FakeCheckout(reading: .success(view)))
            .send("GET", "/v1/confirmations/\(Sample.id.text)")
        #expect(answer.json["previous_amount"]?["value"]?.integer == 4_200)
    }
}
