import CountersignMessaging
import Testing

@testable import CountersignTransport

/// Mail goes without TLS to this machine only.
@Suite struct MailTLSTests {
    private func carrier(trusting certificate: TestCertificate? = nil) throws -> CurlCarrier {
        var settings = CurlCarrier.Settings()
        settings.allowsPlainMailToLoopback = false
        settings.authorityFile = certificate?.file
        return try CurlCarrier(settings)
    }

    private func mail(_ url: String) -> OutboundRequest {
        OutboundRequest(
            url: url,
            body: Array("Subject: x\r\n\r\nx\r\n".utf8),
            mail: MailEnvelope(
                sender: "pay@example.com",
                recipient: "kim@example.net",
                user: "pay",
                password: "hunter2"
            )
        )
    }

    @Test func aServerWithoutTLSGetsNeitherLoginNorMail() async throws {
        let server = try MailServer()
        defer { server.close() }
        #expect(
            try await carrier().send(mail(server.url)) == .failure(.notSent(reason: "tls"))
        )
        #expect(server.taken.mails.isEmpty)
        #expect(!server.taken.commands.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
    }

    @Test func aServerThatPutsTLSOffIsAnAnswer() async throws {
        var script = MailServer.Script()
        script.hello = "250-mail.test\r\n250 STARTTLS"
        script.startTLS = "454 4.7.0 later"
        let server = try MailServer(script)
        defer { server.close() }
        #expect(try await carrier().send(mail(server.url)).get().status == 454)
        #expect(server.taken.mails.isEmpty)
    }

    @Test func whatFollowsSTARTTLSMustBeTLS() async throws {
        var script = MailServer.Script()
        script.hello = "250-mail.test\r\n250 STARTTLS"
        script.startTLS = "220 go on\r\n250-mail.test\r\n250 AUTH PLAIN"
        let server = try MailServer(script)
        defer { server.close() }
        let outcome = try await carrier().send(mail(server.url))
        guard case .failure(.notSent) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(server.taken.mails.isEmpty)
        #expect(!server.taken.commands.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
    }

    @Test(.enabled(if: TLSServer.isAvailable, "needs the openssl program"))
    func aCertificateNobodyVouchesForGetsNothing() async throws {
        let server = try TLSServer(name: "localhost")
        let outcome = try await carrier().send(mail("smtps://localhost:\(server.port)/client.test"))
        #expect(outcome == .failure(.notSent(reason: "tls")))
    }

    @Test(.enabled(if: TestCertificate.isAvailable, "needs the openssl program"))
    func loginAndMailGoUnderTLSAtOnce() async throws {
        let server = try TLSMailServer(name: "localhost", greets: true)
        let url = "smtps://localhost:\(server.port)/client.test"
        let reply = try await carrier(trusting: server.certificate).send(mail(url)).get()
        #expect(reply.status == 250)
        #expect(server.taken.mails.count == 1)
    }

    @Test(.enabled(if: TestCertificate.isAvailable, "needs the openssl program"))
    func loginAndMailGoUnderTLSAfterSTARTTLS() async throws {
        let server = try TLSMailServer(name: "localhost", greets: false)
        let url = "smtp://localhost:\(server.startTLSPort)/client.test"
        let reply = try await carrier(trusting: server.certificate).send(mail(url)).get()
        #expect(reply.status == 250)
        #expect(server.takenInClear.commands == ["EHLO client.test", "STARTTLS"])
        #expect(server.taken.commands.contains("AUTH PLAIN"))
        #expect(server.taken.mails.count == 1)
    }

    @Test(.enabled(if: TestCertificate.isAvailable, "needs the openssl program"))
    func aCertificateForAnotherNameGetsNothingAfterSTARTTLS() async throws {
        let server = try TLSMailServer(name: "other.example", greets: false)
        let url = "smtp://localhost:\(server.startTLSPort)/client.test"
        let outcome = try await carrier(trusting: server.certificate).send(mail(url))
        #expect(outcome == .failure(.notSent(reason: "tls")))
        #expect(server.takenInClear.commands == ["EHLO client.test", "STARTTLS"])
        #expect(server.taken.mails.isEmpty)
    }

    @Test(arguments: [
        ("smtp://localhost:25/x", true), ("smtp://127.0.0.1:25/x", true),
        ("smtp://127.9.8.7", true),
        ("smtp://[::1]:25/x", true), ("smtp://localhost", true),
        ("smtp://localhost.example.com/x", false), ("smtp://127.0.0.1.example.com/x", false),
        ("smtp://127.1/x", false), ("smtp://128.0.0.1/x", false), ("smtp://127.0.0.256/x", false),
        ("smtp://mail.example.com/localhost", false), ("smtp://localhost@mail.example.com/", false),
        ("smtp://localhost:x@mail.example.com/", false), ("smtp://[::2]/x", false),
        ("smtp://mail.example.com?127.0.0.1", false), ("localhost", false),
    ])
    func loopbackIsWhatTheURLSays(url: String, isLoopback: Bool) {
        #expect(Loopback.isHost(ofURL: url) == isLoopback)
    }
}
