import CountersignAPI
import CountersignCheckout
import CountersignCore
import Testing

@Suite struct ChangingEndpointsTests {
    private let path = "/v1/confirmations/\(Sample.id.text)/"

    @Test func aCreateAnswersWithItsLocation() async {
        let bench = Bench(FakeCheckout { _ in .fresh(.success(Sample.view())) })
        let answer = await bench.create(Body.text(Body.create))
        #expect(answer.status == 201)
        #expect(answer.header("Location") == "/v1/confirmations/\(Sample.id.text)")
        #expect(answer.json["status"]?.string == "pending")
    }

    @Test func aResendMayNameItsChannel() async {
        let bench = Bench()
        #expect(
            await bench.send("POST", path + "resend", body: #"{"channel": "sms"}"#).status == 200
        )
        guard case .resend(let id, let channel)? = bench.checkout.reached.first else {
            Issue.record("nothing was sent again")
            return
        }
        #expect(id == Sample.id && channel == .sms)
        let answer = await bench.send("POST", path + "resend", body: #"{"channel": "smss"}"#)
        #expect(answer.status == 422)
        #expect(answer.errors.map(\.place) == ["#/channel"])
    }

    @Test func anAmendmentNamesAmountOrPayee() async {
        let bench = Bench()
        let body = #"{"amount": {"value": 100, "currency": "EUR"}, "payee": "Acme Boots"}"#
        #expect(await bench.send("POST", path + "amend", body: body).status == 200)
        guard case .amend(_, let amount, let payee)? = bench.checkout.reached.first else {
            Issue.record("nothing was amended")
            return
        }
        #expect(amount == Sample.amount(100) && payee == Sample.payee("Acme Boots"))
        for (body, place) in [
            ("{}", "#"), (#"{"payee": null}"#, "#/payee"), (#"{"amuont": 1}"#, "#/amuont"),
            (#"{"payee": "a\u202eb"}"#, "#/payee"),
        ] {
            let answer = await bench.send("POST", path + "amend", body: body)
            #expect(answer.status == 422)
            #expect(answer.errors.first?.place == place)
        }
        #expect(await bench.send("POST", path + "amend").status == 400)
        #expect(bench.checkout.reached.count == 1)
    }

    @Test func denyAndCancelReachTheCheckout() async {
        let bench = Bench()
        #expect(await bench.send("POST", path + "deny").status == 200)
        #expect(await bench.send("POST", path + "cancel").status == 200)
        guard case .deny(let denied)? = bench.checkout.reached.first,
            case .cancel(let canceled)? = bench.checkout.reached.last
        else {
            Issue.record("the calls did not arrive")
            return
        }
        #expect(denied == Sample.id && canceled == Sample.id)
    }

    @Test func aGetNeverChangesAnything() async {
        let bench = Bench()
        // A provider's signed callback may come as a GET; what nobody signed stops at its provider.
        for endpoint in Endpoint.allCases
        where endpoint.method == "GET" && endpoint != .getCallbacksProvider {
            let path = endpoint.template.replacing("{id}", with: Sample.id.text)
            _ = await bench.send("GET", path, body: Body.text(Body.verify))
        }
        for reached in bench.checkout.reached {
            switch reached {
            case .read, .list, .events: continue
            default: Issue.record("\(reached)")
            }
        }
    }
}
