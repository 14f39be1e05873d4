internal import CCrypto
public import CountersignCore
internal import Synchronization

/// Random bytes from libcrypto's generator, which the operating system seeds.
///
/// Short requests are served from a buffer, because the generator's work is mostly per call. Bytes are
/// given once and overwritten where they were. The process never forks without executing something
/// else, so no two processes share a buffer.
public final class SystemEntropy: Entropy {
    private static let bufferByteCount = 1_024

    private let buffer = Mutex<[UInt8]>([])

    /// A source with an empty buffer.
    public init() {}

    /// So many fresh random bytes.
    public func bytes(_ count: Int) -> [UInt8] {
        guard count <= SystemEntropy.bufferByteCount / 4 else { return SystemEntropy.fresh(count) }
        return buffer.withLock { buffer in
            if buffer.count < count { buffer = SystemEntropy.fresh(SystemEntropy.bufferByteCount) }
            let start = buffer.count - count
            let taken = Array(buffer[start...])
            for place in start..<buffer.count { buffer[place] = 0 }
            buffer.removeLast(count)
            return taken
        }
    }

    private static func fresh(_ count: Int) -> [UInt8] {
        guard count > 0 else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
            unsafe Libcrypto.demand(RAND_bytes(bytes.baseAddress, Int32(count)), "RAND_bytes")
            filled = count
        }
    }
}
