/// Why arguments can't be used.
///
/// Checked from the left; the first fault is reported.
struct UsageFault: Error, Equatable, Sendable {
    /// What is wrong, one sentence without a full stop.
    let message: String

    init(_ message: String) { self.message = message }
}
