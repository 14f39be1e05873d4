import CountersignAPI
import CountersignCheckout
import CountersignCore
import Synchronization
import Testing

@Suite struct GetDeliveryTests {
    private func bench(_ store: FakeDeliveryStore) -> Bench {
        let price = MicroAmount(micros: 75_000, currency: Sample.euro)
        return Bench(
            deliveryMonitor: DeliveryMonitor(
                store: store,
                prices: ["gateway": ProviderPrices(standard: price, byCountry: [:])],
                clock: FixedClock()
            )
        )
    }

    private func get(
        _ store: FakeDeliveryStore = FakeDeliveryStore(),
        query: String = "",
        key: String = Bench.readKey
    ) async -> Answer {
        await bench(store).send("GET", "/v1/delivery", query: query, key: key)
    }

    @Test func aReportIsThatOfTheKeysMerchantAndMode() async throws {
        let store = FakeDeliveryStore()
        let answer = await get(
            store,
            query: "since=2026-11-01T00:00:00Z&until=2026-11-02T00:00:00Z&by=country,channel"
        )
        #expect(answer.status == 200)
        let query = try #require(store.queries.first)
        #expect(query.merchant == Sample.merchant.id)
        #expect(query.mode == .test)
        #expect(query.dimensions == [.channel, .country])
        #expect(query.since.rfc3339 == "2026-11-01T00:00:00Z")
        #expect(query.until.rfc3339 == "2026-11-02T00:00:00Z")
        #expect(answer.json["merchant"]?.string == "acme-shoes")
        #expect(answer.json["by"]?.array == [.string("channel"), .string("country")])
    }

    @Test func withoutARangeItIsTheLatestDayByEverythingAKeyMaySee() async throws {
        let store = FakeDeliveryStore()
        let answer = await get(store)
        #expect(answer.status == 200)
        let query = try #require(store.queries.first)
        #expect(query.until == Sample.now)
        #expect(query.since == Sample.now.advanced(bySeconds: -86_400))
        #expect(query.dimensions == [.channel, .provider, .country])
    }

    @Test func theDocumentSaysWhatWasCounted() async throws {
        let answer = await get(query: "by=channel")
        let rows = try #require(answer.json["rows"]?.array)
        #expect(rows.map { $0["channel"]?.string } == ["rcs", "sms"])
        var json = JSONWriter()
        json.value(rows[1])
        // One SMS of two parts for each of a hundred payments; the RCS after it takes the approvals.
        let sms = #"""
            {"channel":"sms","queued":100,"accepted":100,"sent":100,"delivered":100,"confirmed":0,"denied":0,"undelivered":0,"failed":0,"expired":0,"canceled":0,"unknown":0,"fallbacks":0,"sms_parts":200,"rates":{"accepted":1.0000,"delivered":1.0000,"confirmed":0.0000},"milliseconds_to_deliver":{"count":100,"p50":2000,"p95":2000},"cost":[{"currency":"EUR","micros":15000000}],"claims":{"judged":100,"unconfirmed":100,"share":1.0000,"norm":1.0000,"judgement":"usual"}}
            """#
        #expect(String(decoding: json.bytes, as: UTF8.self) == sms)
        #expect(rows[0]["unpriced"]?.integer == 100)
        #expect(rows[0]["cost"] == nil)
        #expect(rows[0]["confirmed"]?.integer == 40)
        #expect(rows[0]["claims"]?["judgement"]?.string == "above")
        #expect(answer.json["total"]?["cost"] == nil)
        #expect(answer.json["total"]?["channel"] == nil)
    }

    @Test func everyMemberIsInTheContract() async throws {
        let contract = await bench(FakeDeliveryStore()).send("GET", "/openapi.json", key: nil)
        let schema = contract.json["components"]?["schemas"]?["DeliveryRow"]
        let known = Set((schema?["properties"]?.object ?? []).map(\.name))
        let required = Set((schema?["required"]?.array ?? []).compactMap(\.string))
        let answer = await get()
        for row in (answer.json["rows"]?.array ?? []) + [answer.json["total"] ?? .null] {
            let names = Set((row.object ?? []).map(\.name))
            #expect(names.subtracting(known).isEmpty)
            #expect(required.subtracting(names).isEmpty)
        }
    }

    @Test func everyFaultOfTheQueryIsToldAtOnce() async {
        let store = FakeDeliveryStore()
        let answer = await get(store, query: "since=yesterday&untill=now&by=chanel&until=1")
        #expect(answer.status == 422)
        #expect(answer.problem == "/problems/invalid-request")
        #expect(Set(answer.errors.map(\.place)) == ["since", "untill", "by", "until"])
        let details = answer.errors.map(\.detail).joined(separator: " ")
        #expect(details.contains("did you mean 'until'?"))
        #expect(details.contains("did you mean 'channel'?"))
        #expect(details.contains("2026-11-23T10:00:00Z"))
        #expect(store.queries.isEmpty)
    }

    @Test(arguments: [
        ("by=merchant", "by"), ("by=", "by"), ("by=channel,", "by"), ("by=channel,channel", "by"),
        ("since=2026-11-23T10:00:00", "since"), ("since=2026-11-23T10:00:00%2B01:00", "since"),
        ("until=2026-02-30T10:00:00Z", "until"), ("since=9999-11-23T10:00:00Z", "since"),
        ("since=2020-11-23T10:00:00Z", "since"),
        ("since=2026-11-01T00:00:00Z&until=2026-11-01T00:00:00Z", "since"),
    ])
    func aFaultIsToldAtItsParameter(query: String, parameter: String) async {
        let answer = await get(query: query)
        #expect(answer.status == 422)
        #expect(answer.errors.map(\.place) == [parameter])
    }

    @Test(arguments: [(Bench.testKey, 403), (Bench.readKey, 200), (Bench.manageKey, 200)])
    func itTakesAKeyThatReadsOrManages(key: String, status: Int) async {
        #expect(await get(key: key).status == status)
    }

    @Test(arguments: [
        (DeliveryStatisticsFailure.store(.overloaded), 503, "/problems/overloaded"),
        (.store(.unavailable(reason: "locked")), 503, "/problems/storage-unavailable"),
        (.tooManyRows, 422, "/problems/invalid-request"),
    ])
    func aFailureIsAProblem(
        failure: DeliveryStatisticsFailure,
        status: Int,
        problem: String
    ) async {
        let answer = await get(FakeDeliveryStore(failure))
        #expect(answer.status == status)
        #expect(answer.problem == problem)
    }

    @Test func onlyAFewReportsAreMadeAtOnce() async {
        let (waiting, begins) = AsyncStream.makeStream(of: Void.self)
        let (ended, ends) = AsyncStream.makeStream(of: Void.self)
        let bench = bench(
            FakeDeliveryStore(meanwhile: {
                begins.yield()
                for await _ in ended {}
            })
        )
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<DeliveryMonitor.underWayMax {
                group.addTask {
                    await bench.send("GET", "/v1/delivery", key: Bench.readKey).status
                }
            }
            var begun = waiting.makeAsyncIterator()
            for _ in 0..<DeliveryMonitor.underWayMax { await begun.next() }
            let refused = await bench.send("GET", "/v1/delivery", key: Bench.readKey)
            #expect(refused.status == 503)
            #expect(refused.header("retry-after") != nil)
            ends.finish()
            for await status in group { #expect(status == 200) }
        }
        #expect(await bench.send("GET", "/v1/delivery", key: Bench.readKey).status == 200)
    }

    @Test func withoutAMonitorThereIsNoSuchPath() async {
        let answer = await Bench(deliveryMonitor: nil)
            .send("GET", "/v1/delivery", key: Bench.readKey)
        #expect(answer.status == 404)
    }
}
