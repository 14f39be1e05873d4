import Dispatch
import Foundation

/// What the operating system tells a running service.
enum Signal: Sendable {
    /// SIGTERM or SIGINT: finish what was accepted, then stop.
    case stop
    /// SIGHUP: reload what can be.
    case reload
}

/// Catches signals for as long as it lives; the process no longer ends by them.
final class Signals {
    /// Signals as they come.
    let stream: AsyncStream<Signal>
    private let sources: [any DispatchSourceSignal]

    init() {
        let meanings: [(number: Int32, signal: Signal)] = [
            (SIGTERM, .stop), (SIGINT, .stop), (SIGHUP, .reload),
        ]
        // A log whose reader is gone and a file at its limit are errors of one write, not the end.
        for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
        let queue = DispatchQueue(label: "countersign.signals")
        let (stream, continuation) = AsyncStream.makeStream(of: Signal.self)
        self.stream = stream
        sources = meanings.map { meaning in
            // Ignored first, or the default action would end the process.
            signal(meaning.number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: meaning.number, queue: queue)
            source.setEventHandler { continuation.yield(meaning.signal) }
            source.resume()
            return source
        }
    }

    deinit {
        for source in sources { source.cancel() }
    }
}
