internal import Glibc

/// Wakes a serving thread, from any thread.
///
/// The library has one of its own that it may answer too early: it looks for what was resumed first and
/// empties its bell afterwards.
struct Bell: Sendable {
    let descriptor: Int32

    func ring() {
        var one: UInt64 = 1
        _ = unsafe write(descriptor, &one, MemoryLayout<UInt64>.size)
    }

    /// Forgets that it was rung; only on the serving thread, before it looks.
    func silence() {
        var count: UInt64 = 0
        _ = unsafe read(descriptor, &count, MemoryLayout<UInt64>.size)
    }
}
