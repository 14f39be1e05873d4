import Foundation

/// A key and a certificate that nobody else vouches for, as PEM files that live as long as this.
final class TestCertificate: Sendable {
    static let isAvailable = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

    /// The certificate, which makes it trusted where it is given.
    let file: String
    let keyFile: String
    private let directory: URL

    /// - Parameters:
    ///   - name: the DNS name that it is made out to.
    ///   - days: how long it holds from now on; less than zero for one that has ended.
    init(name: String, days: Int = 2) throws {
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("countersign-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let certificate = directory.appendingPathComponent("certificate.pem").path
        let key = directory.appendingPathComponent("key.pem").path
        file = certificate
        keyFile = key
        let script = """
            exec </dev/null >/dev/null 2>&1
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=\(name) \
                -keyout \(key) -out \(certificate).request
            echo subjectAltName=DNS:\(name) >\(certificate).names
            exec openssl x509 -req -in \(certificate).request -signkey \(key) -days \(days) \
                -extfile \(certificate).names -out \(certificate)
            """
        // The shell waits for its children itself: `Process` needs a run loop, which a thread of the
        // tests' pool lacks.
        guard let output = unsafe popen(script, "re"), unsafe pclose(output) == 0 else {
            throw Unavailable()
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    struct Unavailable: Error {}
}
