import CountersignAPI
import CountersignCheckout
import CountersignCore
import Testing

@Suite struct ReadingEndpointsTests {
    @Test func aReadWaitsAsLongAsItIsTold() async {
        let bench = Bench()
        for (query, seconds) in [("", 0), ("wait=0", 0), ("wait=30", 30), ("wait=60", 60)] {
            let answer = await bench.send(
                "GET",
                "/v1/confirmations/\(Sample.id.text)",
                query: query
            )
            #expect(answer.status == 200)
            guard case .read(let id, let wait)? = bench.checkout.reached.last else {
                Issue.record("nothing was read")
                continue
            }
            #expect(id == Sample.id && wait == seconds)
        }
    }

    @Test(arguments: [
        ("wait=61", "wait", "0 to 60"), ("wait=-1", "wait", "0 to 60"),
        ("wait=+5", "wait", "whole number"), ("wait=1.5", "wait", "whole number"),
        ("wait=", "wait", "whole number"), ("wait=99999999999999999999", "wait", "whole number"),
        ("wait=1&wait=1", "wait", "twice"), ("wiat=1", "wiat", "did you mean 'wait'?"),
        ("verbose=1", "verbose", "known here: wait"), ("wait=%zz", "wait", "percent-encoded"),
        ("wait=%ff", "wait", "percent-encoded"),
    ])
    func aBadQueryIsNamed(query: String, parameter: String, piece: String) async {
        let bench = Bench()
        let answer = await bench.send("GET", "/v1/confirmations/\(Sample.id.text)", query: query)
        #expect(answer.status == 422)
        #expect(answer.problem == "/problems/invalid-request")
        #expect(answer.json["errors"]?.array?.first?["parameter"]?.string == parameter)
        #expect(answer.errors.first?.detail.contains(piece) == true, "\(answer.text)")
        #expect(bench.checkout.reached.isEmpty)
    }

    @Test func aListIsAskedForAsTheQuerySays() async {
        let bench = Bench()
        let answer = await bench.send(
            "GET",
            "/v1/confirmations",
            query: "status=pending&reference=order%201+2&after=\(Sample.id.text)&limit=2"
        )
        #expect(answer.status == 200)
        guard case .list(let query)? = bench.checkout.reached.first else {
            Issue.record("nothing was listed")
            return
        }
        #expect(query.merchant == Sample.merchant.id && query.mode == .test)
        #expect(query.status == .pending && query.reference == "order 1 2")
        #expect(query.after == Sample.id && query.limit == 2)
        #expect(answer.json["confirmations"]?.array?.count == 2)
        #expect(answer.json["next"]?.string == Sample.id.text)
    }

    @Test func aShortPageIsTheLast() async {
        let answer = await Bench().send("GET", "/v1/confirmations")
        #expect(answer.json["confirmations"]?.array?.count == 2)
        #expect(answer.json["next"] == nil)
    }

    @Test func everyFaultOfAListIsNamed() async {
        let answer = await Bench().send(
            "GET",
            "/v1/confirmations",
            query: "status=pendin&reference=&after=x&limit=101&page=2"
        )
        #expect(answer.status == 422)
        #expect(
            answer.errors.map(\.place) == ["page", "status", "reference", "after", "limit"]
        )
    }

    @Test func eventsComeInPagesWithTheirDataAsStored() async {
        let events = (1...3).map { number in
            EventRecord(
                id: EventID(at: Sample.now, random: Array(repeating: UInt8(number), count: 10)),
                type: .confirmationCreated,
                merchant: Sample.merchant.id,
                confirmation: Sample.id,
                at: Sample.now,
                data: Array(#"{"id":"cnf","n":\#(number)}"#.utf8),
                sequence: Int64(number)
            )
        }
        let bench = Bench(FakeCheckout(events: events))
        let page = await bench.send("GET", "/v1/events", query: "limit=2")
        #expect(page.json["next"]?.integer == 2)
        #expect(page.json["events"]?.array?.count == 2)
        let rest = await bench.send("GET", "/v1/events", query: "after=2&limit=2")
        let expected = """
            {"events":[{"id":"\(events[2].id.text)","type":"confirmation.created",\
            "timestamp":"2026-11-23T10:00:00Z","sequence":3,"data":{"id":"cnf","n":3}}]}
            """
        #expect(rest.text == expected)
    }

    @Test(arguments: [
        ("", "missing"), ("to=+4915112345678", "%2B"), ("to=015112345678", "Begin with +"),
        ("phone=1", "unknown parameter"), ("to=apns:xyz", "token of apns"),
        ("to=fcm:", "token of fcm"), ("to=gcm:abc", "Begin with +"),
    ])
    func testMessagesNeedAPhoneNumberOrAnApp(query: String, piece: String) async {
        let answer = await Bench().send("GET", "/v1/test/messages", query: query)
        #expect(answer.status == 422)
        #expect(answer.errors.contains { $0.detail.contains(piece) }, "\(answer.text)")
    }

    @Test func testMessagesShowWhatThePhoneShows() async {
        let answer = await Bench().send("GET", "/v1/test/messages", query: "to=%2B4915112345678")
        #expect(
            answer.text
                == #"{"messages":[{"channel":"sms","text":"Acme: 042917","at":"2026-11-23T10:00:00Z"}]}"#
        )
    }

    @Test func testMessagesOfAnAppAreFoundByItsToken() async {
        let answer = await Bench().send("GET", "/v1/test/messages", query: "to=fcm:device-1")
        #expect(answer.json["messages"]?.array?.map { $0["channel"]?.string } == ["push"])
        let other = await Bench().send("GET", "/v1/test/messages", query: "to=fcm:device-2")
        #expect(other.json["messages"]?.array == [])
    }

    @Test func refusalsOfReadsAreProblems() async {
        let bench = Bench(FakeCheckout(reading: .failure(.storageUnavailable)))
        for path in ["/v1/confirmations", "/v1/confirmations/\(Sample.id.text)"] {
            let answer = await bench.send("GET", path)
            #expect(answer.status == 503)
            #expect(answer.problem == "/problems/storage-unavailable")
        }
    }
}
