import CountersignCore
import Testing

@Suite struct MerchantIDTests {
    @Test(arguments: ["a", "7", "acme-shoes", "a-", "a--b", String(repeating: "x", count: 64)])
    func shortNamesAreTaken(text: String) {
        #expect(MerchantID(text)?.text == text)
    }

    @Test(arguments: [
        "", "-a", "Acme", "a_b", "a b", "a.b", "../a", "a/b", "é", "e\u{301}", "a\n", "a\0",
        String(repeating: "x", count: 65),
    ])
    func otherNamesAreRefused(text: String) {
        #expect(MerchantID(text) == nil)
    }

    @Test func namesOrderByTheirBytes() throws {
        let names = try ["a-b", "a0", "ab", "b"].map { try #require(MerchantID($0)) }
        #expect(names.shuffled().sorted() == names)
    }
}
