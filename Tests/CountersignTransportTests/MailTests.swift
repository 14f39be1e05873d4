import CountersignCore
import CountersignMessaging
import Testing

@testable import CountersignTransport

@Suite struct MailTests {
    let carrier: CurlCarrier

    init() throws {
        carrier = try CurlCarrier()
    }

    private static let text = "Subject: x\r\n\r\na\r\n.\r\n..b\r\n.c\r\n"

    private func mail(
        _ url: String,
        to: String = "kim@example.net",
        from: String = "bounces@example.com",
        user: String? = nil,
        timeoutMillisecondsMax: Int = 20_000
    ) -> OutboundRequest {
        OutboundRequest(
            url: url,
            body: Array(MailTests.text.utf8),
            timeoutMillisecondsMax: timeoutMillisecondsMax,
            mail: MailEnvelope(
                sender: from,
                recipient: to,
                user: user,
                password: user.map { _ in "hunter2" }
            )
        )
    }

    @Test func envelopeAndTextArriveAsGiven() async throws {
        let server = try MailServer()
        defer { server.close() }
        let reply = try await carrier.send(mail(server.url)).get()
        #expect(reply.status == 250)
        #expect(reply.body == Array("250 2.0.0 queued as 4F2A\r\n".utf8))
        #expect(
            server.taken.commands.prefix(4) == [
                "EHLO client.test", "MAIL FROM:<bounces@example.com>", "RCPT TO:<kim@example.net>",
                "DATA",
            ]
        )
        // Every line that begins with a full stop got one more, as RFC 5321 section 4.5.2 says.
        #expect(
            server.taken.mails == [Array("Subject: x\r\n\r\na\r\n..\r\n...b\r\n..c".utf8)]
        )
    }

    @Test func theUserLogsInWithAPlainMechanism() async throws {
        var script = MailServer.Script()
        script.hello = "250-mail.test\r\n250 AUTH CRAM-MD5 NTLM LOGIN PLAIN"
        let server = try MailServer(script)
        defer { server.close() }
        #expect(try await carrier.send(mail(server.url, user: "pay")).get().status == 250)
        let login = Base64.encode(Array("\u{0}pay\u{0}hunter2".utf8))
        #expect(server.taken.commands.prefix(3) == ["EHLO client.test", "AUTH PLAIN", login])
    }

    @Test func oneConnectionServesMailAfterMail() async throws {
        let server = try MailServer()
        defer { server.close() }
        for number in 1...10 {
            let reply = try await carrier.send(mail(server.url, to: "kim\(number)@example.net"))
                .get()
            #expect(reply.status == 250)
        }
        #expect(server.connectionCount == 1)
        #expect(server.taken.mails.count == 10)
        #expect(server.taken.commands.filter { $0.hasPrefix("RCPT TO:<kim7@") }.count == 1)
    }

    @Test func manyMailsGoAtOnce() async throws {
        let server = try MailServer()
        defer { server.close() }
        let requests = (0..<100).map { mail(server.url, to: "kim\($0)@example.net") }
        let statuses = await withTaskGroup(of: Int?.self) { [carrier] group in
            for request in requests {
                group.addTask { (try? await carrier.send(request).get())?.status }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 250, count: 100))
        #expect(server.taken.mails.count == 100)
    }

    @Test(arguments: [
        ("greeting", "421 4.3.2 busy", 421), ("greeting", "554 5.7.1 no", 554),
        ("hello", "550 5.7.1 no", 550), ("login", "535 5.7.8 wrong", 535),
        ("login", "454 4.7.0 later", 454), ("sender", "451 4.3.0 later", 451),
        ("sender", "530 5.7.0 log in", 530), ("recipient", "550 5.1.1 unknown", 550),
        ("recipient", "450-4.2.0 grey\r\n450 4.2.0 later", 450), ("data", "554 5.5.1 no", 554),
        ("end", "554 5.7.1 spam", 554), ("end", "452 4.3.1 full", 452),
    ])
    func aRefusalAtAnyStepIsAnAnswerWithItsCode(
        step: String,
        line: String,
        status: Int
    ) async throws {
        var script = MailServer.Script()
        switch step {
        case "greeting": script.greeting = line
        case "hello": (script.hello, script.oldHello) = (line, line)
        case "login": script.login = line
        case "sender": script.sender = line
        case "recipient": script.recipient = line
        case "data": script.data = line
        default: script.end = line
        }
        let server = try MailServer(script)
        defer { server.close() }
        let reply = try await carrier.send(mail(server.url, user: "pay")).get()
        #expect(reply.status == status)
        let last = line.split(separator: "\r\n").last ?? ""
        #expect(reply.body == Array((last + "\r\n").utf8))
        #expect(server.taken.mails.count == (step == "end" ? 1 : 0))
    }

    @Test func aServerWithoutAUsableLoginIsNotSentTo() async throws {
        var script = MailServer.Script()
        script.hello = "250-mail.test\r\n250 AUTH GSSAPI"
        let server = try MailServer(script)
        defer { server.close() }
        #expect(
            await carrier.send(mail(server.url, user: "pay"))
                == .failure(.notSent(reason: "login"))
        )
        #expect(server.taken.mails.isEmpty)
    }

    @Test(arguments: [
        "kim@example.net>\r\nRCPT TO:<eve@example.net", "kim@example.net\n", "a b@example.net", "",
        "kim@example.net> NOTIFY=NEVER", "<kim@example.net>", "kïm@example.net", "a\u{0}b@c.d",
    ])
    func anAddressThatIsNoneDoesNotLeave(address: String) async throws {
        let server = try MailServer()
        defer { server.close() }
        let refused = Result<OutboundReply, OutboundFailure>.failure(.notSent(reason: "address"))
        #expect(await carrier.send(mail(server.url, to: address)) == refused)
        #expect(await carrier.send(mail(server.url, from: address)) == refused)
        #expect(server.connectionCount == 0)
    }

    @Test(arguments: [
        ("greeting", OutboundFailure.notSent(reason: "connection")),
        ("EHLO", .notSent(reason: "connection")), ("MAIL", .notSent(reason: "connection")),
        ("RCPT", .notSent(reason: "connection")), ("DATA", .notSent(reason: "connection")),
        (".", .unanswered(reason: "connection")),
    ])
    func aConnectionThatEndsBeforeTheLastLineTookNothing(
        step: String,
        failure: OutboundFailure
    ) async throws {
        var script = MailServer.Script()
        script.closesAt = step
        let server = try MailServer(script)
        defer { server.close() }
        #expect(await carrier.send(mail(server.url)) == .failure(failure))
    }

    @Test(arguments: [
        ("EHLO", OutboundFailure.notSent(reason: "timeout")),
        ("RCPT", .notSent(reason: "timeout")), (".", .unanswered(reason: "timeout")),
    ])
    func silenceBeforeTheLastLineTookNothing(step: String, failure: OutboundFailure) async throws {
        var script = MailServer.Script()
        script.fallsSilentAt = step
        let server = try MailServer(script)
        defer { server.close() }
        #expect(
            await carrier.send(mail(server.url, timeoutMillisecondsMax: 1_000))
                == .failure(failure)
        )
    }

    @Test func aServerThatIsNoMailServerIsNotSentTo() async throws {
        var script = MailServer.Script()
        script.greeting = "HTTP/1.1 200 OK\r\n\r\n<html>"
        let server = try MailServer(script)
        defer { server.close() }
        guard
            case .failure(.notSent) = await carrier.send(
                mail(server.url, timeoutMillisecondsMax: 1_000)
            )
        else {
            Issue.record("the server was taken for a mail server")
            return
        }
    }

    @Test func eachKindOfRequestHasItsOwnSchemes() async throws {
        let unusable = Result<OutboundReply, OutboundFailure>.failure(.notSent(reason: "url"))
        let server = try MailServer()
        defer { server.close() }
        #expect(await carrier.send(OutboundRequest(url: server.url)) == unusable)
        for scheme in ["http", "https", "ftp", "imap", "file"] {
            let request = mail("\(scheme)://127.0.0.1:\(server.port)/")
            #expect(await carrier.send(request) == unusable, "\(scheme)")
        }
        #expect(server.connectionCount == 0)
    }

    @Test func nothingOfAMailIsLeftInTheNextRequest() async throws {
        let mailServer = try MailServer()
        defer { mailServer.close() }
        let server = try LoopbackServer { request in
            LoopbackServer.answer(
                "200 OK",
                request.requestLine.prefix(4) + "\(request.values("authorization").count)"
                    + "\(request.body.count)"
            )
        }
        defer { server.close() }
        #expect(try await carrier.send(mail(mailServer.url, user: "pay")).get().status == 250)
        let reply = try await carrier.send(OutboundRequest(url: server.url, body: [1, 2])).get()
        #expect(String(decoding: reply.body, as: UTF8.self) == "POST02")
        #expect(try await carrier.send(mail(mailServer.url)).get().status == 250)
    }
}
