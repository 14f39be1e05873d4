import CountersignCore
import Dispatch
import Foundation
import Synchronization

/// Writes each record as one line of JSON: `time`, `level`, `message`, then the facts.
///
/// Lines are made by the caller and written by one queue of its own, so that a slow disk or pipe never
/// holds up a request. When too many wait, further ones are counted, not kept; the count is told later.
final class JSONLog: Log {
    /// Most lines that wait to be written.
    static let waitingMax = 10_000

    private struct State {
        var waiting = 0
        var dropped = 0
    }

    private let queue = DispatchQueue(label: "countersign.log")
    private let state = Mutex(State())
    private let clock: any Clock
    private let sink: @Sendable ([UInt8]) -> Void

    /// A log; `sink` gets whole lines, one after the other.
    init(clock: any Clock, sink: @escaping @Sendable ([UInt8]) -> Void) {
        self.clock = clock
        self.sink = sink
    }

    /// A log to standard error.
    static func standardError(clock: any Clock) -> JSONLog {
        // A full disk or a reader that is gone loses lines, and must not end the service:
        // `write(_:)` would.
        JSONLog(clock: clock) { try? FileHandle.standardError.write(contentsOf: Data($0)) }
    }

    func write(
        _ level: LogLevel,
        _ message: StaticString,
        _ facts: [(name: StaticString, value: LogValue)]
    ) {
        let dropped: Int? = state.withLock { state in
            guard state.waiting < JSONLog.waitingMax else {
                state.dropped += 1
                return nil
            }
            state.waiting += 1
            defer { state.dropped = 0 }
            return state.dropped
        }
        guard let dropped else { return }
        var line = JSONLog.line(clock.now(), level, message, facts)
        if dropped > 0 {
            let told: LogValue = .number(dropped)
            line += JSONLog.line(clock.now(), .warning, "log lines were dropped", [("count", told)])
        }
        queue.async { [line] in
            self.sink(line)
            self.state.withLock { $0.waiting -= 1 }
        }
    }

    /// Returns when everything that was written before is out.
    func flush() async {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume() }
        }
    }

    private static func line(
        _ now: Instant,
        _ level: LogLevel,
        _ message: StaticString,
        _ facts: [(name: StaticString, value: LogValue)]
    ) -> [UInt8] {
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        json.member("time", now.rfc3339)
        json.member("level", level.rawValue)
        json.member("message", String(describing: message))
        for fact in facts {
            switch fact.value {
            case .text(let text): json.member(String(describing: fact.name), text)
            case .number(let number): json.member(String(describing: fact.name), number)
            }
        }
        json.endObject()
        return json.bytes + [UInt8(ascii: "\n")]
    }
}
