import CountersignCore
import Synchronization

/// A small SMTP server on loopback that keeps what it was told and answers as a script says.
final class MailServer: Sendable {
    /// What a client may be answered at each step.
    struct Script: Sendable {
        var greeting = "220 mail.test ESMTP"
        var hello = "250-mail.test\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME"
        var oldHello = "250 mail.test"
        var startTLS = "502 5.5.1 no"
        var login = "235 2.7.0 welcome"
        var sender = "250 2.1.0 ok"
        var recipient = "250 2.1.5 ok"
        var data = "354 go on"
        var end = "250 2.0.0 queued as 4F2A"
        /// The step after whose command the connection ends without an answer.
        var closesAt: String?
        /// The step after whose answer another one takes the connection over.
        var leavesAt: String?
        /// The step after whose command nothing more is answered.
        var fallsSilentAt: String?
    }

    struct Taken: Sendable {
        var commands: [String] = []
        var mails: [[UInt8]] = []
    }

    private let session: MailSession
    private let server: LoopbackServer

    var taken: Taken { session.taken.withLock { $0 } }
    var connectionCount: Int { server.connectionCount }
    var port: Int { server.port }
    var url: String { "smtp://127.0.0.1:\(server.port)/client.test" }

    init(_ script: Script = Script()) throws {
        let session = MailSession(script)
        self.session = session
        server = try LoopbackServer { (connection: Connection) in session.serve(connection) }
    }

    func close() { server.close() }
}

/// One script for any number of connections, with what came over them.
final class MailSession: Sendable {
    let taken = Mutex(MailServer.Taken())
    private let script: MailServer.Script

    init(_ script: MailServer.Script) {
        self.script = script
    }

    func serve(_ connection: Connection) {
        if script.closesAt == "greeting" { return }
        if !script.greeting.isEmpty { connection.write(script.greeting + "\r\n") }
        while let bytes = connection.read(upTo: "\r\n") {
            // OpenSSL's server says a few lines of its own before the first one, without a return.
            let own = bytes.split(separator: UInt8(ascii: "\n")).last ?? []
            let line = String(decoding: own, as: UTF8.self)
            taken.withLock { $0.commands.append(line) }
            let verb = line.prefix { $0 != " " }.uppercased()
            if script.closesAt == verb { return }
            if script.fallsSilentAt == verb { continue }
            switch verb {
            case "EHLO": connection.write(script.hello + "\r\n")
            case "HELO": connection.write(script.oldHello + "\r\n")
            case "STARTTLS":
                connection.write(script.startTLS + "\r\n")
                if script.leavesAt == verb { return }
            case "AUTH":
                if line.split(separator: " ").count == 2 {
                    connection.write("334 \r\n")
                    let answer = connection.read(upTo: "\r\n") ?? []
                    taken.withLock {
                        $0.commands.append(String(decoding: answer, as: UTF8.self))
                    }
                }
                connection.write(script.login + "\r\n")
            case "MAIL": connection.write(script.sender + "\r\n")
            case "RCPT": connection.write(script.recipient + "\r\n")
            case "DATA":
                connection.write(script.data + "\r\n")
                guard script.data.hasPrefix("354") else { continue }
                guard let mail = connection.read(upTo: "\r\n.\r\n") else { return }
                taken.withLock { $0.mails.append(mail) }
                if script.closesAt == "." { return }
                if script.fallsSilentAt == "." { continue }
                connection.write(script.end + "\r\n")
            case "QUIT":
                connection.write("221 bye\r\n")
                return
            default: connection.write("500 what?\r\n")
            }
        }
    }
}
