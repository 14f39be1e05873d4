import CountersignCore
import Foundation
import Glibc
import Synchronization

/// A mail server of somebody else on this machine: it takes every mail and keeps it.
///
/// Source: RFC 5321, as much of it as one client in good faith needs.
final class LocalMailServer: Sendable {
    private let listener: Int32
    private let port: Int
    private let taken = Mutex<[TakenMail]>([])

    /// Its address as the configuration names it.
    var url: String { "smtp://127.0.0.1:\(port)" }
    /// What it received so far, in order of arrival.
    var mails: [TakenMail] { taken.withLock { $0 } }

    /// Starts to listen on a free port.
    init() throws {
        (listener, port) = try LocalMailServer.listen()
        Thread.detachNewThread { [self] in
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { return }
                // A child of another test would keep the connection open.
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                Thread.detachNewThread { [self] in
                    try? serve(Wire(takingOwnershipOf: descriptor))
                }
            }
        }
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ wire: Wire) throws {
        func say(_ line: String) throws { try wire.send(Array("\(line)\r\n".utf8)) }
        try say("220 mail.test ESMTP")
        var recipient = ""
        while let bytes = wire.read(upTo: "\r\n") {
            let line = String(decoding: bytes, as: UTF8.self)
            switch line.prefix(4).uppercased() {
            case "EHLO": try say("250 mail.test")
            case "MAIL": try say("250 2.1.0 ok")
            case "RCPT":
                recipient = String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
                try say("250 2.1.5 ok")
            case "DATA":
                try say("354 go on")
                guard let mail = wire.read(upTo: "\r\n.\r\n") else { return }
                taken.withLock { $0.append(TakenMail(to: recipient, mail)) }
                try say("250 2.0.0 queued")
            case "QUIT": return try say("221 bye")
            default: try say("500 what?")
            }
        }
    }

    private static func listen() throws -> (descriptor: Int32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafeMutablePointer(to: &name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, size) == 0 && Glibc.listen(descriptor, 64) == 0
                    && getsockname(descriptor, address, &size) == 0
            }
        }
        guard result else { throw WireFailure.system("listen", errno) }
        return (descriptor, Int(UInt16(bigEndian: name.sin_port)))
    }
}

/// A mail as it came over the wire: header fields, an empty line, the text in base64, with its HTML
/// after it where there is one.
struct TakenMail: Sendable {
    /// The address of the envelope.
    let to: String
    let head: String
    /// The text, decoded.
    let text: String

    init(to: String, _ bytes: [UInt8]) {
        self.to = to
        let parts = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n\r\n")
        head = parts[0]
        // Of a mail in two forms the plain one, which comes first and has fields of its own.
        let isTwoForms = head.contains("multipart/alternative") && parts.count > 2
        let whole = isTwoForms ? parts[2] : parts.dropFirst().joined()
        let body = whole.replacing("\r\n", with: "")
        text = String(decoding: Base64.decode(body) ?? [], as: UTF8.self)
            .replacing("\r\n", with: "\n")
    }

    /// The one code in its text.
    var code: String? { codes(in: text).first }
}
