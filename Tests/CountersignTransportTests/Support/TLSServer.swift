import Foundation

/// An HTTPS server with a certificate that nobody vouches for, by OpenSSL's own tools.
///
/// The shell starts them: `Process` waits with a run loop, which a thread of the tests' pool lacks.
@safe final class TLSServer {
    static let isAvailable = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

    let port: Int
    /// The certificate as a PEM file, which makes it trusted where it is given.
    let certificateFile: String
    private let server: pid_t
    private let output: UnsafeMutablePointer<FILE>
    private let directory: URL

    /// - Parameters:
    ///   - name: the DNS name that the certificate is made out to.
    ///   - days: how long it holds from now on; less than zero for one that has ended.
    init(name: String, days: Int = 2) throws {
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("countersign-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let certificate = directory.appendingPathComponent("certificate.pem").path
        let key = directory.appendingPathComponent("key.pem").path
        certificateFile = certificate
        let script = """
            exec </dev/null 2>/dev/null
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=\(name) \
                -keyout \(key) -out \(certificate).request
            echo subjectAltName=DNS:\(name) >\(certificate).names
            openssl x509 -req -in \(certificate).request -signkey \(key) -days \(days) \
                -extfile \(certificate).names -out \(certificate)
            echo "PID $$"
            exec openssl s_server -accept 127.0.0.1:0 -www -cert \(certificate) -key \(key)
            """
        guard let output = unsafe popen(script, "re") else { throw Unavailable() }
        unsafe self.output = unsafe output
        guard let server = unsafe TLSServer.number(after: "PID ", in: output),
            let port = unsafe TLSServer.number(after: "ACCEPT 127.0.0.1:", in: output)
        else {
            unsafe pclose(output)
            throw Unavailable()
        }
        self.server = pid_t(server)
        self.port = port
    }

    deinit {
        kill(server, SIGTERM)
        unsafe pclose(output)
        try? FileManager.default.removeItem(at: directory)
    }

    struct Unavailable: Error {}

    /// Reads lines up to the one that starts so.
    private static func number(
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
