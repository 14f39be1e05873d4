import Foundation
import Testing

@testable import CountersignBench

struct MemoryUseTests {
    @Test func kernelTextIsRead() {
        let text = "Name:\tx\nVmHWM:\t   61440 kB\nVmRSS:\t   51200 kB\n"
        #expect(
            MemoryUse(status: text) == MemoryUse(residentKiB: 51_200, residentKiBMax: 61_440)
        )
        #expect(MemoryUse(status: "VmRSS:\t1 MB\nVmHWM:\t1 kB\n") == nil)
        #expect(MemoryUse(status: "") == nil)
    }

    @Test func thisProcessHoldsSomething() throws {
        let now = try #require(MemoryUse.of(process: getpid()))
        #expect(now.residentKiB > 1_024 && now.residentKiBMax >= 1_024)
    }
}
