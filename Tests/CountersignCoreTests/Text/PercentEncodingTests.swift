import CountersignCore
import Testing

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("%2B49", "+49"), ("a+b", "a+b"), ("%e2%82%AC", "€"), ("", ""), ("%", nil), ("%4", nil),
        ("%zz", nil), ("%FF", nil),
    ])
    func textIsDecodedOrRefused(text: String, expected: String?) {
        #expect(PercentEncoding.decode(text) == expected)
    }

    @Test func parametersKeepTheirOrder() throws {
        let parameters = try #require(
            PercentEncoding.parameters("b=1&a=%2B&c&b=x=y", plusIsSpace: false)
        )
        #expect(parameters.map(\.name) == ["b", "a", "c", "b"])
        #expect(parameters.map(\.value) == ["1", "+", "", "x=y"])
        #expect(PercentEncoding.parameters("a=%", plusIsSpace: false) == nil)
    }

    @Test func aPlusIsASpaceInForms() throws {
        #expect(PercentEncoding.decode("a+b%2Bc", plusIsSpace: true) == "a b+c")
    }

    @Test(arguments: ["", "a b+c", "€ & =?/%", "日本\n", "-._~"])
    func whatIsEncodedIsReadAgain(text: String) throws {
        let form = PercentEncoding.form([("name", text), (text, "value")])
        let read = try #require(PercentEncoding.parameters(form, plusIsSpace: true))
        #expect(read.map(\.name) == ["name", text])
        #expect(read.map(\.value) == [text, "value"])
    }
}
