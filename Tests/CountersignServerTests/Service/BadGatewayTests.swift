import CountersignAPI
import CountersignCore
import Testing

@testable import CountersignServer

/// Whatever a gateway answers instead of what it should, its message goes on to the next one, and
/// nothing secret gets into the log.
@Suite struct BadGatewayTests {
    private static let phone = "+4915112345678"

    /// What is wrong with the first gateway.
    enum Fault: String, CaseIterable, Sendable {
        /// It sends us elsewhere.
        case redirect
        /// A page of a proxy instead of JSON.
        case page
        /// It says that it takes no such thing.
        case contentType
        /// Bytes that are nothing at all.
        case garbage
        /// Nobody listens.
        case closed
        /// It speaks no TLS, though its URL says so.
        case plain

        func answer(stolenBy elsewhere: String) -> HTTPResponse {
            switch self {
            case .redirect:
                HTTPResponse(status: 307, headers: [("Location", elsewhere + "/stolen")])
            case .page:
                HTTPResponse(
                    status: 502,
                    headers: [("Content-Type", "text/html")],
                    body: Array("<html>Bad gateway</html>".utf8)
                )
            case .contentType:
                HTTPResponse(status: 415, headers: [("Content-Type", "image/png")])
            case .garbage:
                HTTPResponse(status: 400, body: [UInt8](0...255))
            case .closed, .plain: HTTPResponse(status: 200)
            }
        }

        func url(of server: LocalServer) -> String {
            switch self {
            case .closed: "http://127.0.0.1:9"
            case .plain: server.url.replacing("http://", with: "https://")
            case .redirect, .page, .contentType, .garbage: server.url
            }
        }
    }

    @Test(arguments: Fault.allCases)
    func messageGoesOnToTheNextGateway(fault: Fault) async throws {
        let second = try LocalServer.start()
        let elsewhere = second.url
        let first = try LocalServer.start { _ in fault.answer(stolenBy: elsewhere) }
        let secret = newSecret()
        let folder = try await InstalledFolder.found(
            gateways: [("first", fault.url(of: first)), ("second", second.url)],
            secret: secret,
            policy: InstalledFolder.askingEverybody
        )
        try await RunningService.run(on: folder) { running in
            let id = try await running.create(BadGatewayTests.phone, key: running.liveKey)
            let message = try await eventually("the message at the second gateway") {
                second.messages.first { $0.confirmation == id }
            }
            let code = try #require(message.code)
            let statuses = try await eventually("the second message is recorded") {
                let messages = try await running.read(id, key: running.liveKey).json["messages"]
                let statuses = messages?.array?.compactMap { $0["status"]?.string } ?? []
                return statuses.last == "accepted" ? statuses : nil
            }
            #expect(statuses.count == 2)
            #expect(["failed", "unknown"].contains(statuses[0]))
            let approved = try await running.post(
                "verify",
                id,
                Bodies.verify(code),
                key: running.liveKey
            )
            #expect(approved.status == 200, "\(approved.text)")
            #expect(second.requests.allSatisfy { $0.path == "/send" }, "nothing is redirected")
            for hidden in [code, String(BadGatewayTests.phone.dropFirst()), secret] {
                #expect(!running.logged.contains(hidden))
            }
        }
        await first.stop()
        await second.stop()
    }
}
