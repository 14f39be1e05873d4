internal import CMicrohttpd
internal import Glibc

/// How the system's allocator behaves in a process that runs for months.
public enum HeapHabits {
    /// Bytes from which a piece of memory is the kernel's own, and goes back to it when it is freed.
    private static let ownBytesMin: Int32 = 262_144

    /// Keeps what the process holds near to what it uses.
    ///
    /// By itself the GNU allocator gives nearly every thread a heap of its own, up to eight for each
    /// processor, and each keeps its largest size for ever: after a burst that wandered over our threads,
    /// a process holds twice what it uses. A heap for each processor is as many as can be asked at once.
    /// Source: mallopt(3).
    public static func adopt() {
        let processors = Int32(clamping: sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        _ = mallopt(M_ARENA_MAX, max(processors, 2))
        // Set, so that it does not grow by itself: long lists would leave holes in the heaps.
        _ = mallopt(M_MMAP_THRESHOLD, ownBytesMin)
        _ = mallopt(M_TRIM_THRESHOLD, 2 * ownBytesMin)
    }
}
