import CountersignAPI
import CountersignCheckout
import CountersignCore
import Testing

/// A change of a good body, the place of the one fault it makes, and a piece of what is said there.
struct BadMember: Sendable, CustomStringConvertible {
    let changes: [(String, String?)]
    let place: String
    let piece: String

    init(_ name: String, _ json: String?, _ place: String, _ piece: String) {
        self.changes = [(name, json)]
        self.place = place
        self.piece = piece
    }

    init(_ changes: [(String, String?)], _ place: String, _ piece: String) {
        self.changes = changes
        self.place = place
        self.piece = piece
    }

    var description: String { "\(place): \(piece)" }
}

@Suite struct CreateBodyTests {
    @Test func everyMemberOfTheExampleIsRead() async throws {
        let bench = Bench()
        let answer = await bench.create(Body.full)
        #expect(answer.status == 201)
        guard case .confirm(let request)? = bench.checkout.reached.first else {
            Issue.record("nothing reached the checkout: \(answer.text)")
            return
        }
        #expect(request.purpose == .payment)
        #expect(request.amount == Sample.amount(4_999))
        #expect(request.bound == .exact)
        #expect(request.reference == "order-1234")
        #expect(request.recipient.phone?.withDigits { $0 } == "+4915112345678")
        #expect(request.recipient.email == "kim@example.com")
        #expect(request.recipient.locale == "de-DE")
        #expect(request.recipient.customer == "customer-77")
        #expect(request.payee == Sample.payee("Acme Shoes"))
        #expect(request.channels == [.rcs, .whatsapp, .sms])
        #expect(request.origin == "shop.example")
        #expect(request.checkout == Array(0...31))
        #expect(request.signals.map(\.name) == ["ip", "ip_country", "device_known", "account_age"])
        #expect(request.metadata == [JSONMember("cart", .string("c-99"))])
        #expect(bench.checkout.callers.first?.mode == .test)
    }

    @Test func onlyThreeMembersAreRequired() async {
        let bench = Bench()
        #expect(await bench.create(Body.text(Body.create)).status == 201)
        guard case .confirm(let request)? = bench.checkout.reached.first else {
            Issue.record("nothing reached the checkout")
            return
        }
        #expect(request.payee == nil && request.channels == nil && request.metadata.isEmpty)
    }

    @Test(arguments: [
        ("amount", #"{"value": 1, "currency": "JPY"}"#),
        ("amount", #"{"value": 999999999999999, "currency": "KWD"}"#),
        ("bound", #""up_to""#), ("purpose", #""payout""#),
        ("payee", #""Caf\u0065\u0301 B\u00e4r""#), ("payee", #""店""#),
        ("recipient", #"{"email": "kim.o'hara+tag@mail.shop.example"}"#),
        ("recipient", #"{"phone": "+4915112345678", "locale": "zh-Hant-TW"}"#),
        ("channels", #"["sms"]"#), ("origin", #""xn--bcher-kva.example""#),
        ("metadata", #"{"a": 1, "b": true, "c": "\u00fc"}"#), ("metadata", "{}"),
        ("signals", #"{"score": 0.25}"#), ("reference", #""é ü / #7""#),
    ])
    func goodMembersAreTaken(name: String, json: String) async {
        let answer = await Bench().create(Body.text(Body.create, [(name, json)]))
        #expect(answer.status == 201, "\(answer.text)")
    }

    @Test func aNameIsBroughtToNFC() async {
        let bench = Bench()
        _ = await bench.create(Body.text(Body.create, [("payee", #""Cafe\u0301""#)]))
        guard case .confirm(let request)? = bench.checkout.reached.first else {
            Issue.record("nothing reached the checkout")
            return
        }
        #expect(request.payee.map { Array($0.text.utf8) } == Array("Caf\u{E9}".utf8))
    }

    @Test(arguments: BadMember.creates)
    func badMembersAreNamedWithARemedy(row: BadMember) async {
        let bench = Bench()
        let body = Body.text(Body.create, row.changes)
        let answer = await bench.create(body)
        #expect(answer.status == 422, "\(body)")
        #expect(answer.problem == "/problems/invalid-request")
        #expect(answer.errors.map(\.place) == [row.place], "\(answer.text)")
        #expect(answer.errors.first?.detail.contains(row.piece) == true, "\(answer.text)")
        #expect(bench.checkout.reached.isEmpty)
    }

    @Test func everyFaultIsListedAtOnce() async {
        let answer = await Bench().create(
            #"{"amount": {"value": "49.99", "currency": "EUU", "tax": 1}, "recipent": {}, "payee": "", "channels": []}"#
        )
        #expect(answer.status == 422)
        #expect(
            answer.errors.map(\.place) == [
                "#/recipent", "#/amount/tax", "#/amount/value", "#/amount/currency",
                "#/reference", "#/recipient", "#/payee", "#/channels",
            ]
        )
        #expect(
            answer.errors[0].detail.contains("unknown member 'recipent'; did you mean 'recipient'?")
        )
    }

    @Test func aBodyOfNothingButFaultsGivesABoundedAnswer() async {
        let members = (0..<6_000).map { "\"x\($0)\":1" }.joined(separator: ",")
        let answer = await Bench().create("{\(members)}")
        #expect(answer.status == 422)
        #expect(answer.errors.count == 100)
        #expect(answer.json["detail"]?.string?.contains("6003 faults") == true)
        #expect(answer.response.body.count < 32_768)
    }
}
