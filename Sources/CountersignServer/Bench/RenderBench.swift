import CountersignCore
import CountersignTemplates
import Dispatch

/// What a message costs to render, by channel, with everything warm.
enum RenderBench {
    /// Messages of each template before the clock runs.
    private static let warmCount = 50
    /// Messages of each template that are measured, each by itself.
    private static let measuredCount = 400

    /// One way of rendering on one channel.
    struct Result: Sendable {
        /// The channel; `sms, tip` where a tip is chosen too.
        let name: String
        /// Templates, one for each purpose and language of each brand.
        let templates: Int
        /// Half of all messages took no longer.
        let medianNanoseconds: Int
        /// 99 of 100 took no longer.
        let p99Nanoseconds: Int
        /// The template whose median is the highest.
        let slowest: String
        /// Its median.
        let slowestNanoseconds: Int
    }

    /// Measures every template of every brand; those with a place for a tip once more with one chosen.
    static func measure(_ library: TemplateLibrary) throws(CommandFailure) -> [Result] {
        var results: [Result] = []
        for channel in Channel.allCases {
            let keys = library.brands.keys.sorted().flatMap { brand in
                library.keys(brand: brand).filter { $0.channel == channel }
            }
            if keys.isEmpty { continue }
            results.append(
                try measure(channel.rawValue, keys) { key, values throws(TemplateFailure) in
                    try library.render(key, values)
                }
            )
            let tipped = keys.filter(library.takesTip)
            if tipped.isEmpty { continue }
            let question = RenderBench.question
            results.append(
                try measure("\(channel.rawValue), tip", tipped) {
                    key,
                    values throws(TemplateFailure) in
                    try library.render(key, values, tipFor: question).message
                }
            )
        }
        return results
    }

    private static func measure(
        _ name: String,
        _ keys: [TemplateKey],
        _ render: (TemplateKey, TemplateValues) throws(TemplateFailure) -> RenderedMessage
    ) throws(CommandFailure) -> Result {
        var all: [UInt64] = []
        all.reserveCapacity(keys.count * measuredCount)
        var slowest = (template: "", median: UInt64(0))
        do throws(TemplateFailure) {
            for key in keys {
                let values = SampleValues.full(key.purpose)
                var template = ""
                for _ in 0..<warmCount { template = try render(key, values).template }
                var own: [UInt64] = []
                own.reserveCapacity(measuredCount)
                for _ in 0..<measuredCount {
                    let began = DispatchTime.now().uptimeNanoseconds
                    let message = try render(key, values)
                    own.append(DispatchTime.now().uptimeNanoseconds - began)
                    guard message.template == template else { throw .missing(key) }
                }
                own.sort()
                if own[own.count / 2] > slowest.median {
                    slowest = (template, own[own.count / 2])
                }
                all += own
            }
        } catch {
            switch error {
            case .missing(let key):
                throw .unusable("\(key.purpose).\(key.channel.rawValue) can't be rendered")
            }
        }
        all.sort()
        return Result(
            name: name,
            templates: keys.count,
            medianNanoseconds: Int(all[all.count / 2]),
            p99Nanoseconds: Int(all[all.count * 99 / 100]),
            slowest: slowest.template,
            slowestNanoseconds: Int(slowest.median)
        )
    }

    private static let question = TipQuestion(
        reasons: Set(TipReason.allCases),
        kept: nil,
        lastSeen: nil,
        confirmation: ConfirmationID(at: Instant(seconds: 0), random: Array(0..<10)),
        isHeldOut: false
    )

    // MARK: - The report

    static func text(_ results: [Result]) -> String {
        let rows = results.map { result in
            [
                result.name, String(result.templates), microseconds(result.medianNanoseconds),
                microseconds(result.p99Nanoseconds), microseconds(result.slowestNanoseconds),
                result.slowest,
            ]
        }
        return "One message, in microseconds\n\n"
            + Table.text(["CHANNEL", "TEMPLATES", "MEDIAN", "P99", "SLOWEST", "WHICH"], rows)
    }

    static func json(_ results: [Result]) -> String {
        JSONText.object(
            (
                "rendering",
                .array(
                    results.map { result in
                        .object([
                            JSONMember("channel", .string(result.name)),
                            JSONMember("templates", .integer(result.templates)),
                            JSONMember("median_nanoseconds", .integer(result.medianNanoseconds)),
                            JSONMember("p99_nanoseconds", .integer(result.p99Nanoseconds)),
                            JSONMember("slowest", .string(result.slowest)),
                            JSONMember("slowest_nanoseconds", .integer(result.slowestNanoseconds)),
                        ])
                    }
                )
            )
        )
    }

    private static func microseconds(_ nanoseconds: Int) -> String {
        let tenths = (nanoseconds + 50) / 100
        return "\(tenths / 10).\(tenths % 10)"
    }
}
