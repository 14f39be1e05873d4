import CountersignCore
import Synchronization
import Testing

@testable import CountersignServer

@Suite struct JSONLogTests {
    private struct FixedClock: Clock {
        func now() -> Instant { Instant(seconds: 1_763_892_000) }
    }

    private final class Lines: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        func append(_ more: [UInt8]) { bytes.withLock { $0 += more } }
        var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
    }

    @Test func recordIsOneLineOfJSON() async {
        let lines = Lines()
        let log = JSONLog(clock: FixedClock()) { lines.append($0) }
        log.write(
            .warning,
            "provider refused",
            [("provider", .text("a\"b\n")), ("status", .number(429))]
        )
        log.write(.info, "ready", [])
        await log.flush()
        #expect(
            lines.text == """
                {"time":"2025-11-23T10:00:00Z","level":"warning","message":"provider refused",\
                "provider":"a\\"b\\n","status":429}
                {"time":"2025-11-23T10:00:00Z","level":"info","message":"ready"}

                """
        )
    }
}
