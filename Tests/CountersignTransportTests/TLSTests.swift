import CountersignMessaging
import Testing

@testable import CountersignTransport

@Suite(.enabled(if: TLSServer.isAvailable, "needs the openssl program"))
struct TLSTests {
    @Test func aCertificateNobodyVouchesForIsNotSentTo() async throws {
        let server = try TLSServer(name: "localhost")
        let outcome = try await CurlCarrier().send(request(server))
        #expect(outcome == .failure(.notSent(reason: "tls")))
    }

    @Test func aPrivateAuthorityIsTrustedWhereItIsNamed() async throws {
        let server = try TLSServer(name: "localhost")
        let reply = try await trusting(server).send(request(server)).get()
        #expect(reply.status == 200)
        #expect(!reply.body.isEmpty)
    }

    @Test func aCertificateForAnotherNameIsNotSentTo() async throws {
        let server = try TLSServer(name: "other.example")
        let outcome = try await trusting(server).send(request(server))
        #expect(outcome == .failure(.notSent(reason: "tls")))
    }

    @Test func anExpiredCertificateIsNotSentTo() async throws {
        let server = try TLSServer(name: "localhost", days: -1)
        let outcome = try await trusting(server).send(request(server))
        #expect(outcome == .failure(.notSent(reason: "tls")))
    }

    @Test func aHandshakeThatIsCutOffIsNotSent() async throws {
        let server = try LoopbackServer { (connection: Connection) in connection.reset() }
        defer { server.close() }
        let outcome = try await CurlCarrier().send(
            OutboundRequest(url: "https://localhost:\(server.port)/")
        )
        guard case .failure(.notSent) = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    private func trusting(_ server: TLSServer) throws -> CurlCarrier {
        var settings = CurlCarrier.Settings()
        settings.authorityFile = server.certificateFile
        return try CurlCarrier(settings)
    }

    private func request(_ server: TLSServer) -> OutboundRequest {
        OutboundRequest(method: "GET", url: "https://localhost:\(server.port)/")
    }
}
