extension BenchReport {
    /// The report as a table for the terminal.
    public var text: String {
        var lines = [
            BenchReport.row(
                "\(flow.connections) connections",
                ["per second", "p50", "p90", "p99", "p99.9", "max"]
            )
        ]
        if let load = flow.creates?.load { lines.append(BenchReport.row("create", load)) }
        if let load = flow.verifies?.load { lines.append(BenchReport.row("verify", load)) }
        if let load = flow.pacedCreates?.load {
            lines.append(BenchReport.row("create, paced", load))
        }
        if let handOff = flow.handOff {
            lines.append(
                BenchReport.row("hand-off, paced", [""] + BenchReport.times(of: handOff))
            )
        }
        if let floor { lines += [""] + BenchReport.rows(of: floor) }
        lines += [""] + explanations
        if !isWhole { lines += ["", "These figures don't count:"] + shortcomings }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Faults, and what is missing altogether.
    private var shortcomings: [String] {
        let missing = flow.verifies == nil ? ["verify: it was not reached"] : []
        return (flow.faults + missing).map { "  " + $0 }
    }

    private static func rows(of floor: FloorResult) -> [String] {
        [
            row("floor: commits of a create", [Figures.rate(floor.createCommitsPerSecond)]),
            row("  without its hand-over", [Figures.rate(floor.createAloneCommitsPerSecond)]),
            row("floor: commit of a verify", [Figures.rate(floor.verifyCommitsPerSecond)]),
            row("floor: bare HTTP answer", floor.answers),
            row("floor: append and flush", [Figures.rate(floor.syncsPerSecond)]),
        ]
    }

    /// One line for each ratio and figure, with what it means.
    private var explanations: [String] {
        let figures: [(String, String?, String)] = [
            (
                "create / floor", createOverFloor.map(Figures.ratio),
                "creates over bare group commits of the same rows, the hand-over's in a second "
                    + "transaction; 1.00 is a free service"
            ),
            (
                "  without hand-over", createOverFloorAlone.map(Figures.ratio),
                "the same over bare commits of the rows that the answer waits for"
            ),
            (
                "verify / floor", verifyOverFloor.map(Figures.ratio),
                "verifications over bare group commits of the same rows"
            ),
            (
                "create / HTTP", createOverAnswers.map(Figures.ratio),
                "creates over bare HTTP answers of the same size"
            ),
            (
                "hand-off p99", flow.handOff.map { Figures.duration(nanoseconds: $0.p99) },
                "from a create being due to its message at the provider, at "
                    + "\(Figures.rate(flow.pacedPerSecond)) creates a second"
            ),
            (
                "memory", memory.map { "\(Figures.grouped($0.residentKiB / 1_024)) MiB" },
                "resident now; at most "
                    + "\(Figures.grouped((memory?.residentKiBMax ?? 0) / 1_024)) MiB"
            ),
            (
                "start", startMilliseconds.map { "\(Figures.grouped($0)) ms" },
                "until the service answered"
            ),
        ]
        return figures.compactMap { name, value, meaning in
            guard let value else { return nil }
            return Figures.pad(name, to: 20, right: false) + Figures.pad(value, to: 9) + "  "
                + meaning
        }
    }

    private static func row(_ name: String, _ load: LoadResult) -> String {
        row(name, [Figures.rate(load.perSecond)] + times(of: load.latencies.summary))
    }

    private static func times(of summary: LatencySummary) -> [String] {
        [summary.p50, summary.p90, summary.p99, summary.p999, summary.max]
            .map { Figures.duration(nanoseconds: $0) }
    }

    private static func row(_ name: String, _ cells: [String]) -> String {
        Figures.pad(name, to: 26, right: false)
            + cells.map { Figures.pad($0, to: 11) }.joined()
    }
}
