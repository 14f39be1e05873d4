import CountersignAPI
import CountersignCore
import Testing

@Suite struct PostReceiptsVerifyTests {
    private let path = "/v1/receipts/verify"

    @Test func aReceiptOfOursIsExplained() async {
        let answer = await Bench().send("POST", path, body: #"{"receipt": "e.e.e"}"#)
        #expect(answer.status == 200)
        #expect(answer.text == #"{"valid":true,"receipt":{"outcome":"approved"}}"#)
    }

    @Test(arguments: [
        (JWSFault.tooLong, "longer"), (.notCompact, "compact JWS"), (.malformedHeader, "header"),
        (.unexpectedHeader(member: "typ"), "'typ'"), (.unknownKey, "key id"),
        (.badSignature, "signature"), (.malformedPayload, "payload"),
    ])
    func anyOtherTokenIsNoSuccess(fault: JWSFault, piece: String) async {
        let bench = Bench(receiptPayload: { _ in .failure(fault) })
        let answer = await bench.send("POST", path, body: #"{"receipt": "e.e.e"}"#)
        #expect(answer.status == 422)
        #expect(answer.errors.map(\.place) == ["#/receipt"])
        #expect(answer.errors.first?.detail.contains(piece) == true)
    }

    @Test(arguments: ["{}", #"{"receipt": 1}"#, #"{"receipt": ""}"#, #"{"receipt": null}"#])
    func aBodyWithoutAReceiptIsRefused(body: String) async {
        let answer = await Bench().send("POST", path, body: body)
        #expect(answer.status == 422)
        #expect(answer.errors.map(\.place) == ["#/receipt"])
    }

    @Test func withoutAVerifierThereIsNoSuchPath() async {
        let bench = Bench(receiptPayload: nil)
        #expect(await bench.send("POST", path, body: "{}").status == 404)
    }
}
