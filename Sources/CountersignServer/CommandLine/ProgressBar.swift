import Synchronization

/// A bar on standard error that grows in place; nothing where nobody watches.
final class ProgressBar: Sendable {
    private static let width = 30

    private let what: String
    private let console: Console
    private let shown = Mutex(-1)

    /// A bar for something that takes a while.
    init(_ what: String, on console: Console) {
        self.what = what
        self.console = console
    }

    /// Shows how much is done.
    func show(permille: Int) {
        guard console.isInteractive else { return }
        let percent = permille / 10
        let isNew = shown.withLock { shown in
            defer { shown = max(shown, percent) }
            return percent > shown
        }
        guard isNew else { return }
        let filled = percent * ProgressBar.width / 100
        let bar =
            String(repeating: "#", count: filled)
            + String(repeating: ".", count: ProgressBar.width - filled)
        console.diagnostics("\r\(what) [\(bar)] \(percent) %")
    }

    /// Takes the bar away.
    func clear() {
        guard console.isInteractive, shown.withLock({ $0 >= 0 }) else { return }
        console.diagnostics("\r\u{1B}[K")
    }
}
