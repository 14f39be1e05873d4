import CountersignCore
import Foundation
import Testing

@testable import CountersignBench

struct FlowRequestsTests {
    private let requests = FlowRequests(host: "127.0.0.1:1", key: "k", run: "fedcba9876543210")

    private func body(of request: [UInt8]) throws -> JSONValue {
        let text = String(decoding: request, as: UTF8.self)
        let parts = text.components(separatedBy: "\r\n\r\n")
        let body = Array(try #require(parts.last).utf8)
        #expect(parts.count == 2 && text.contains("\r\nContent-Length: \(body.count)\r\n\r\n"))
        return try JSONReader.read(body)
    }

    @Test func createsDifferInKeyReferenceAndPhone() throws {
        var phones: Set<String> = []
        var references: Set<String> = []
        var requestBytes: Set<[UInt8]> = []
        for flow in [0, 1, 2, 8_999, 9_000, 123_456, 89_999_999] {
            let request = requests.create(flow)
            let body = try body(of: request)
            let phone = try #require(body["recipient"]?["phone"]?.string)
            #expect(try PhoneNumber(phone).country == "DE")
            #expect(phone == requests.phone(of: flow))
            phones.insert(phone)
            references.insert(try #require(body["reference"]?.string))
            requestBytes.insert(request)
            #expect(body["amount"]?["value"]?.integer == Int64(FlowRequests.amount(of: flow)))
        }
        #expect(phones.count == 7 && references.count == 7 && requestBytes.count == 7)
    }

    @Test func allCreatesAreEquallyLong() {
        let length = requests.create(0).count
        for flow in stride(from: 1, to: 1_000_000, by: 99_991) {
            #expect(requests.create(flow).count == length)
        }
    }

    @Test func verificationPresentsCodeAndAmountOfItsFlow() throws {
        let id = ConfirmationID(
            at: Instant(seconds: 1_790_000_000),
            random: Array(repeating: 7, count: 10)
        )
        let code = try #require(SentCode(in: Array("007123".utf8)[...]))
        let request = requests.verify(id, code: code, flow: 42)
        let body = try body(of: request)
        #expect(body["code"]?.string == "007123")
        #expect(body["amount"]?["value"]?.integer == 1_042)
        let line = String(decoding: request.prefix { $0 != 0x0D }, as: UTF8.self)
        #expect(line == "POST /v1/confirmations/\(id)/verify HTTP/1.1")
    }
}
