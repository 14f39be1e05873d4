internal import CountersignCore

extension BenchReport {
    /// The report as one JSON object; rates are per second, times in microseconds.
    public var json: [UInt8] {
        var json = JSONWriter(capacity: 2_048)
        json.beginObject()
        json.member("whole", isWhole)
        json.member("connections", flow.connections)
        if let load = flow.creates?.load { BenchReport.write(load, "create", to: &json) }
        if let load = flow.verifies?.load { BenchReport.write(load, "verify", to: &json) }
        if let load = flow.pacedCreates?.load {
            BenchReport.write(load, "create_paced", to: &json)
        }
        if let handOff = flow.handOff {
            json.name("hand_off")
            BenchReport.write(handOff, to: &json)
        }
        writeFloor(to: &json)
        writeRatios(to: &json)
        if let memory {
            json.name("memory")
            json.beginObject()
            json.member("resident_kib", memory.residentKiB)
            json.member("resident_kib_max", memory.residentKiBMax)
            json.endObject()
        }
        if let startMilliseconds { json.member("start_milliseconds", startMilliseconds) }
        json.member("faults", .array(flow.faults.map(JSONValue.string)))
        json.endObject()
        return json.bytes
    }

    private func writeFloor(to json: inout JSONWriter) {
        guard let floor else { return }
        json.name("floor")
        json.beginObject()
        json.member("create_commits_per_second", BenchReport.whole(floor.createCommitsPerSecond))
        json.member(
            "create_alone_commits_per_second",
            BenchReport.whole(floor.createAloneCommitsPerSecond)
        )
        json.member("verify_commits_per_second", BenchReport.whole(floor.verifyCommitsPerSecond))
        json.member("syncs_per_second", BenchReport.whole(floor.syncsPerSecond))
        BenchReport.write(floor.answers, "answer", to: &json)
        json.endObject()
    }

    private func writeRatios(to json: inout JSONWriter) {
        json.name("ratios")
        json.beginObject()
        let ratios = [
            ("create_over_floor", createOverFloor),
            ("create_over_floor_alone", createOverFloorAlone),
            ("verify_over_floor", verifyOverFloor), ("create_over_answers", createOverAnswers),
        ]
        for (name, ratio) in ratios {
            guard let ratio else { continue }
            json.name(name)
            json.raw(Array(Figures.ratio(ratio).utf8))
        }
        json.endObject()
    }

    private static func write(_ load: LoadResult, _ name: String, to json: inout JSONWriter) {
        json.name(name)
        json.beginObject()
        json.member("per_second", whole(load.perSecond))
        json.member("requests", load.requests)
        json.member("lost", load.lost)
        json.name("statuses")
        json.beginObject()
        for (status, count) in load.statuses.sorted(by: { $0.key < $1.key }) {
            json.member(String(status), count)
        }
        json.endObject()
        json.name("latency")
        write(load.latencies.summary, to: &json)
        json.endObject()
    }

    private static func write(_ summary: LatencySummary, to json: inout JSONWriter) {
        json.beginObject()
        json.member("p50", summary.p50 / 1_000)
        json.member("p90", summary.p90 / 1_000)
        json.member("p99", summary.p99 / 1_000)
        json.member("p99_9", summary.p999 / 1_000)
        json.member("max", summary.max / 1_000)
        json.endObject()
    }

    private static func whole(_ value: Double) -> Int { Int(value.rounded()) }
}
