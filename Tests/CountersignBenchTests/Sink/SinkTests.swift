import CountersignAPI
import CountersignCore
import CountersignHTTP
import Testing

@testable import CountersignBench

struct SinkTests {
    private func message(_ number: UInt8, code: String) -> HTTPRequest {
        let id = ConfirmationID(
            at: Instant(seconds: 1_790_000_000),
            random: Array(repeating: number, count: 10)
        )
        let text =
            #"{"type":"message.send","data":{"confirmation_id":"\#(id)","text":"Code \#(code)"}}"#
        return HTTPRequest(method: "POST", path: Sink.path, body: Array(text.utf8))
    }

    @Test func firstMessageCountsAndRepeatsAreSeen() async throws {
        let sink = Sink(messagesExpected: 4)
        let first = await sink.respond(to: message(1, code: "111111"))
        #expect(first.status == 200)
        #expect(try JSONReader.read(first.body)["id"]?.string?.isEmpty == false)
        _ = await sink.respond(to: message(1, code: "222222"))
        _ = await sink.respond(to: message(2, code: "333333"))
        #expect(sink.confirmations == 2)
        #expect(sink.messagesRepeated == 1)
        let key = try #require(SentMessage(message(1, code: "111111").body)?.confirmation)
        let arrival = try #require(sink.arrivals(of: [key])[0])
        #expect(arrival.code == SentCode(in: Array("111111".utf8)[...]))
    }

    @Test func whatIsNoMessageIsRefusedAndCounted() async {
        let sink = Sink(messagesExpected: 4)
        let answer = await sink.respond(
            to: HTTPRequest(method: "POST", path: Sink.path, body: Array("{".utf8))
        )
        #expect(answer.status == 400)
        #expect(await sink.respond(to: HTTPRequest(method: "GET", path: "/")).status == 400)
        #expect(sink.requestsUnreadable == 2 && sink.confirmations == 0)
    }

    @Test func messagesComeThroughTheRealDoor() async throws {
        let sink = Sink(messagesExpected: 4)
        let server = try sink.listen()
        let body = message(3, code: "123456").body
        let request = Array(
            "POST /send HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.count)\r\n\r\n".utf8
        )
        let client = try LoadClient(host: "127.0.0.1", port: server.address.port, connections: 1)
        let result = try await client.run(LoadPlan(requestsMax: 1), next: { _ in request + body })
        #expect(result.statuses == [200: 1])
        #expect(sink.confirmations == 1)
        await server.stop(graceSeconds: 0)
    }

    @Test func aStuckGatewayRemembersNothingUntilItIsReleased() async throws {
        let sink = Sink(messagesExpected: 4)
        sink.hold()
        async let answer = sink.respond(to: message(1, code: "111111"))
        try await Task.sleep(for: .milliseconds(20))
        #expect(sink.confirmations == 0)
        sink.release()
        #expect(await answer.status == 200)
        #expect(sink.confirmations == 1)
    }
}
