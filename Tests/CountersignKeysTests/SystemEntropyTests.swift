import CountersignCore
import CountersignKeys
import Testing

@Suite("System entropy")
struct SystemEntropyTests {
    @Test(arguments: [0, 1, 32, 255, 256, 257, 1_024, 5_000])
    func asManyBytesAsAskedFor(count: Int) {
        let entropy = SystemEntropy()
        for _ in 0..<10 { #expect(entropy.bytes(count).count == count) }
    }

    @Test func noBytesAreGivenTwice() async {
        let entropy = SystemEntropy()
        let all = await withTaskGroup(of: [[UInt8]].self) { group in
            for _ in 0..<4 {
                group.addTask { (0..<500).map { _ in entropy.bytes(16) } }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(all).count == 2_000)
    }

    @Test func clockIsPastTheYearThisWasWritten() {
        #expect(SystemClock().now() > Instant(seconds: 1_750_000_000))
    }
}
