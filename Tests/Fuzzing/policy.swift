import CountersignCore
import CountersignPolicy

/// Reads bytes as a policy, its promises proven, and formats it.
///
/// What is refused has a finding, each finding has its place in the text, and what was formatted is
/// formatted and says the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let check = Policy.check(text, file: "fuzz") { _ in "+4915112345678\nDE\n" }
    precondition(check.policy != nil || !check.findings.isEmpty, "A refusal says why.")
    let lines = 1 + text.utf8.count { $0 == 0x0A || $0 == 0x0D }
    for finding in check.findings where finding.file == "fuzz" {
        precondition(finding.line >= 0 && finding.line <= lines, "A line of the text.")
        precondition(finding.column >= 0, "A column of the line.")
        _ = finding.rendered
    }
    guard let once = Policy.formatted(text, file: "fuzz").text else { return 0 }
    let twice = Policy.formatted(once, file: "fuzz").text
    precondition(twice == once, "Formatting is done at once.")
    let again = Policy.check(once, file: "fuzz") { _ in "+4915112345678\nDE\n" }
    precondition(again.findings.count == check.findings.count, "Formatting changes no meaning.")
    return 0
}
