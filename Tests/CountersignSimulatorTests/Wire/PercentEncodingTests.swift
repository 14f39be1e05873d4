import Testing

@testable import CountersignSimulator

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("%2B49", "+49"), ("a+b", "a+b"), ("%e2%82%AC", "€"), ("", ""), ("%", nil), ("%4", nil),
        ("%zz", nil), ("%FF", nil),
    ])
    func textIsDecodedOrRefused(text: String, expected: String?) {
        #expect(PercentEncoding.decode(text) == expected)
    }

    @Test func parametersKeepTheirOrder() throws {
        let parameters = try #require(PercentEncoding.parameters("b=1&a=%2B&c&b=x=y"))
        #expect(parameters.map(\.name) == ["b", "a", "c", "b"])
        #expect(parameters.map(\.value) == ["1", "+", "", "x=y"])
        #expect(PercentEncoding.parameters("a=%") == nil)
    }
}
