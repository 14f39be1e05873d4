import CountersignCore
import CountersignPolicy

/// Reads bytes as a policy and formats it; what was formatted is formatted.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    guard let once = Policy.formatted(text, file: "fuzz").text else {
        return 0
    }
    let twice = Policy.formatted(once, file: "fuzz").text
    precondition(twice == once, "Formatting is done at once.")
    return 0
}
