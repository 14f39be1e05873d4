import CountersignCore
import CountersignTemplates
import Synchronization

/// Says in the log which templates are missing and what is sent instead, each once.
final class TemplateNotices: Sendable {
    private let told = Mutex<Set<String>>([])

    /// Tells of what a library lacks and was not told of before.
    func tell(_ library: TemplateLibrary, _ log: any Log) {
        for fallback in library.fallbacks {
            guard told.withLock({ $0.insert(fallback.missing).inserted }) else { continue }
            log.write(
                .warning,
                "a brand has no template in one of its languages; another language is sent",
                [("missing", .text(fallback.missing)), ("sent", .text(fallback.used))]
            )
        }
    }
}
