import Foundation

/// An HTTPS server with a certificate that nobody vouches for, by OpenSSL's own tools.
///
/// The shell starts it: `Process` waits with a run loop, which a thread of the tests' pool lacks.
@safe final class TLSServer {
    static var isAvailable: Bool { TestCertificate.isAvailable }

    let port: Int
    /// The certificate as a PEM file, which makes it trusted where it is given.
    var certificateFile: String { certificate.file }
    private let certificate: TestCertificate
    private let server: pid_t
    private let output: UnsafeMutablePointer<FILE>

    init(name: String, days: Int = 2) throws {
        certificate = try TestCertificate(name: name, days: days)
        let script = """
            exec </dev/null 2>/dev/null
            echo "PID $$"
            exec openssl s_server -accept 127.0.0.1:0 -www \
                -cert \(certificate.file) -key \(certificate.keyFile)
            """
        guard let output = unsafe popen(script, "re") else { throw TestCertificate.Unavailable() }
        unsafe self.output = unsafe output
        guard let server = unsafe TLSServer.number(after: "PID ", in: output),
            let port = unsafe TLSServer.number(after: "ACCEPT 127.0.0.1:", in: output)
        else {
            unsafe pclose(output)
            throw TestCertificate.Unavailable()
        }
        self.server = pid_t(server)
        self.port = port
    }

    deinit {
        // A child of a dispatch thread inherits a mask that blocks SIGTERM.
        kill(server, SIGKILL)
        unsafe pclose(output)
    }

    /// Reads lines up to the one that starts so.
    static func number(
        after start: String,
        in output: UnsafeMutablePointer<FILE>
    ) -> Int? {
        var line = [CChar](repeating: 0, count: 1_024)
        while unsafe fgets(&line, Int32(line.count), output) != nil {
            let text = String(
                decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
                as: UTF8.self
            )
            guard text.hasPrefix(start) else { continue }
            return Int(text.dropFirst(start.count).trimmingCharacters(in: .whitespacesAndNewlines))
        }
        return nil
    }
}
