import Foundation

/// An HTTPS server with a certificate that nobody vouches for, by OpenSSL's own tools.
final class TLSServer {
    static let isAvailable = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

    let port: Int
    /// The certificate as a PEM file, which makes it trusted where it is given.
    let certificateFile: String
    private let server: Process
    private let directory: URL

    /// - Parameter name: the DNS name that the certificate is made out to.
    init(name: String) throws {
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("countersign-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let certificate = directory.appendingPathComponent("certificate.pem").path
        let key = directory.appendingPathComponent("key.pem").path
        let maker = TLSServer.openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-days", "2", "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)",
            "-keyout", key, "-out", certificate,
        ])
        try maker.run()
        maker.waitUntilExit()
        certificateFile = certificate

        server = TLSServer.openssl([
            "s_server", "-accept", "127.0.0.1:0", "-www", "-cert", certificate, "-key", key,
        ])
        let output = Pipe()
        server.standardOutput = output
        try server.run()
        // It says `ACCEPT 127.0.0.1:port` once it listens.
        var said = ""
        var port: Int?
        while port == nil {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { throw CocoaError(.fileReadUnknown) }
            said += String(decoding: piece, as: UTF8.self)
            port = said.split(separator: "\n").dropLast(said.hasSuffix("\n") ? 0 : 1)
                .first { $0.hasPrefix("ACCEPT ") }
                .flatMap { $0.split(separator: ":").last }
                .flatMap { Int($0) }
        }
        self.port = port ?? 0
    }

    deinit {
        server.terminate()
        server.waitUntilExit()
        try? FileManager.default.removeItem(at: directory)
    }

    private static func openssl(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return process
    }
}
