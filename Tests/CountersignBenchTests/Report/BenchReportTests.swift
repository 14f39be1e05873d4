import CountersignCore
import Testing

@testable import CountersignBench

struct BenchReportTests {
    private func load(_ count: Int, status: Int, seconds: Double, microseconds: Int) -> LoadResult {
        var load = LoadResult()
        load.requests = count
        load.statuses = [status: count]
        load.seconds = seconds
        for _ in 0..<count { load.latencies.record(nanoseconds: UInt64(microseconds) * 1_000) }
        return load
    }

    private var report: BenchReport {
        var flow = FlowResult(connections: 64)
        flow.creates = PhaseResult(
            "create",
            load(26_012, status: 201, seconds: 1, microseconds: 2_350),
            expecting: 201
        )
        flow.verifies = PhaseResult(
            "verify",
            load(28_000, status: 200, seconds: 1, microseconds: 850),
            expecting: 200
        )
        flow.pacedCreates = PhaseResult(
            "paced create",
            load(13_006, status: 201, seconds: 1, microseconds: 600),
            expecting: 201
        )
        flow.pacedPerSecond = 13_006
        flow.handOff = LatencySummary(
            count: 13_006,
            p50: 900_000,
            p90: 2_000_000,
            p99: 4_200_000,
            p999: 19_960_000,
            max: 1_250_000_000
        )
        let floor = FloorResult(
            syncsPerSecond: 1_234.4,
            createCommitsPerSecond: 35_000,
            createAloneCommitsPerSecond: 52_000,
            verifyCommitsPerSecond: 40_000,
            answers: load(79_000, status: 201, seconds: 1, microseconds: 500)
        )
        return BenchReport(
            flow: flow,
            floor: floor,
            memory: MemoryUse(residentKiB: 52_000, residentKiBMax: 61_440),
            startMilliseconds: 141
        )
    }

    @Test func tableIsAsWrittenHere() {
        let expected = """
            64 connections             per second        p50        p90        p99      p99.9        max
            create                         26,012     2.3 ms     2.3 ms     2.3 ms     2.3 ms     2.4 ms
            verify                         28,000     848 µs     848 µs     848 µs     848 µs     850 µs
            create, paced                  13,006     600 µs     600 µs     600 µs     600 µs     600 µs
            hand-off, paced                           900 µs     2.0 ms     4.2 ms    20.0 ms      1.3 s

            floor: commits of a create     35,000
              without its hand-over        52,000
            floor: commit of a verify      40,000
            floor: bare HTTP answer        79,000     500 µs     500 µs     500 µs     500 µs     500 µs
            floor: append and flush         1,234

            create / floor           0.74  creates over bare group commits of the same rows, the hand-over's in a second transaction; 1.00 is a free service
              without hand-over      0.50  the same over bare commits of the rows that the answer waits for
            verify / floor           0.70  verifications over bare group commits of the same rows
            create / HTTP            0.33  creates over bare HTTP answers of the same size
            hand-off p99           4.2 ms  from a create being due to its message at the provider, at 13,006 creates a second
            memory                 50 MiB  resident now; at most 60 MiB
            start                  141 ms  until the service answered

            """
        #expect(report.text == expected)
        #expect(report.isWhole)
    }

    @Test func documentIsAsWrittenHere() throws {
        let json = try JSONReader.read(report.json)
        #expect(json["whole"]?.bool == true)
        #expect(json.value(at: "/create/per_second")?.integer == 26_012)
        #expect(json.value(at: "/create/statuses/201")?.integer == 26_012)
        #expect(json.value(at: "/verify/latency/max")?.integer == 850)
        #expect(json.value(at: "/hand_off/p99")?.integer == 4_200)
        #expect(json.value(at: "/floor/create_commits_per_second")?.integer == 35_000)
        #expect(json.value(at: "/floor/answer/per_second")?.integer == 79_000)
        #expect(json.value(at: "/ratios/create_over_floor") == .number(JSONNumber(text: "0.74")))
        #expect(json.value(at: "/floor/create_alone_commits_per_second")?.integer == 52_000)
        #expect(
            json.value(at: "/ratios/create_over_floor_alone") == .number(JSONNumber(text: "0.50"))
        )
        #expect(json.value(at: "/ratios/verify_over_floor") == .number(JSONNumber(text: "0.70")))
        #expect(json.value(at: "/memory/resident_kib")?.integer == 52_000)
        #expect(json["start_milliseconds"]?.integer == 141)
        #expect(json["faults"]?.array == [])
    }

    @Test func runWithFaultsSaysWhatIsMissing() {
        var load = load(10, status: 201, seconds: 1, microseconds: 100)
        load.requests = 14
        load.lost = 1
        load.statuses[503] = 2
        load.latencies.record(nanoseconds: 1)
        load.latencies.record(nanoseconds: 1)
        load.ending = .unreachable
        var flow = FlowResult(connections: 1)
        flow.creates = PhaseResult("create", load, expecting: 201)
        let report = BenchReport(flow: flow, floor: nil)
        #expect(!report.isWhole)
        let expected = """

            These figures don't count:
              create: the service went away
              create: 2 answers had status 503 instead of 201
              create: 1 requests lost their connection
              create: 1 requests were never answered
              verify: it was not reached

            """
        #expect(report.text.hasSuffix(expected))
        #expect(report.createOverFloor == nil)
    }

    @Test func figuresRoundAsPeopleExpect() {
        #expect(Figures.grouped(1_234_567) == "1,234,567")
        #expect(Figures.grouped(999) == "999")
        #expect(Figures.rate(0.25) == "0.3")
        #expect(Figures.duration(nanoseconds: 999_499) == "999 µs")
        #expect(Figures.duration(nanoseconds: 999_500) == "1.0 ms")
        #expect(Figures.duration(nanoseconds: 2_000_000_000) == "2.0 s")
        #expect(Figures.ratio(1.005) == "1.00" || Figures.ratio(1.005) == "1.01")
        #expect(Figures.ratio(0.049) == "0.05")
    }
}
