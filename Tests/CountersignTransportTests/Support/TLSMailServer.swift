import Foundation
import Synchronization

/// A mail server behind OpenSSL's own TLS: at once, or after STARTTLS.
final class TLSMailServer: Sendable {
    let certificate: TestCertificate
    /// Port for TLS at once.
    let port: Int
    private let session: MailSession
    private let server: pid_t
    /// Speaks in clear up to STARTTLS, then passes bytes on to the other port.
    private let front: LoopbackServer

    var startTLSPort: Int { front.port }
    var taken: MailServer.Taken { session.taken.withLock { $0 } }
    /// What came in clear.
    var takenInClear: MailServer.Taken { clear.taken.withLock { $0 } }
    private let clear: MailSession

    /// - Parameter greets: false where STARTTLS comes first: nothing is said after it.
    init(name: String, greets: Bool) throws {
        certificate = try TestCertificate(name: name)
        var script = MailServer.Script()
        if !greets { script.greeting = "" }
        session = MailSession(script)
        var clearScript = MailServer.Script()
        clearScript.hello = "250-mail.test\r\n250 STARTTLS"
        clearScript.startTLS = "220 go on"
        clearScript.leavesAt = "STARTTLS"
        let clear = MailSession(clearScript)
        self.clear = clear
        let (server, descriptor) = try TLSMailServer.start(certificate)
        self.server = server
        let connection = Connection(descriptor: descriptor)
        guard let port = TLSMailServer.port(saidOver: connection) else {
            throw TestCertificate.Unavailable()
        }
        self.port = port
        front = try LoopbackServer { (connection: Connection) in
            clear.serve(connection)
            connection.exchange(withPort: port)
        }
        // The connection is this thread's from here on.
        nonisolated(unsafe) let inside = connection
        let thread = Thread { [session] in unsafe session.serve(inside) }
        thread.start()
    }

    deinit {
        front.close()
        kill(server, SIGKILL)
        waitpid(server, nil, 0)
    }

    /// OpenSSL's server with one end of a socket as its terminal.
    private static func start(_ certificate: TestCertificate) throws -> (pid_t, Int32) {
        var pair: [Int32] = [0, 0]
        guard
            unsafe socketpair(
                AF_UNIX,
                Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue),
                0,
                &pair
            ) == 0
        else { throw TestCertificate.Unavailable() }
        defer { close(pair[1]) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, pair[1], 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, pair[1], 1)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let words = [
            "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate.file,
            "-key", certificate.keyFile,
        ]
        var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { unsafe arguments.forEach { unsafe free($0) } }
        var server = pid_t()
        guard
            unsafe posix_spawn(&server, "/usr/bin/openssl", &actions, nil, &arguments, environ) == 0
        else { throw TestCertificate.Unavailable() }
        return (server, pair[0])
    }

    private static func port(saidOver connection: Connection) -> Int? {
        while let line = connection.read(upTo: "\n") {
            let text = String(decoding: line, as: UTF8.self)
            if text.hasPrefix("ACCEPT 127.0.0.1:") { return Int(text.dropFirst(17)) }
        }
        return nil
    }
}
