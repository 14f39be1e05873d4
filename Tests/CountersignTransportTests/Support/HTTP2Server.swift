import Foundation

/// An HTTPS server that speaks HTTP/2 and nothing else, by Node's own implementation; it answers with what
/// it was asked, as one JSON object.
///
/// The shell starts it: `Process` waits with a run loop, which a thread of the tests' pool lacks.
@safe final class HTTP2Server {
    private static let node = ["/usr/bin/node", "/usr/local/bin/node"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }
    static var isAvailable: Bool { node != nil && TestCertificate.isAvailable }

    let port: Int
    /// The certificate as a PEM file, which makes it trusted where it is given.
    var certificateFile: String { certificate.file }
    /// Its key, P-256 in PEM.
    var keyFile: String { certificate.keyFile }
    private let certificate: TestCertificate
    private let server: pid_t
    private let output: UnsafeMutablePointer<FILE>

    /// - Parameters:
    ///   - goneToken: a device whose token gets 410.
    init(goneToken: String) throws {
        guard let node = HTTP2Server.node else { throw TestCertificate.Unavailable() }
        certificate = try TestCertificate(name: "localhost")
        let script = """
            exec </dev/null 2>/dev/null
            echo "PID $$"
            exec \(node) -e '
            const { readFileSync } = require("fs");
            const server = require("http2").createSecureServer({
              cert: readFileSync("\(certificate.file)"), key: readFileSync("\(certificate.keyFile)"),
              allowHTTP1: false,
            });
            server.on("stream", (stream, headers) => {
              let body = "";
              stream.on("data", piece => body += piece);
              stream.on("end", () => {
                if (headers[":path"].endsWith("\(goneToken)")) {
                  stream.respond({ ":status": 410 });
                  return stream.end(JSON.stringify({ reason: "Unregistered", timestamp: 1 }));
                }
                stream.respond({ ":status": 200, "content-type": "application/json" });
                stream.end(JSON.stringify({ headers, body: JSON.parse(body) }));
              });
            });
            server.listen(0, "127.0.0.1", () => console.log("PORT " + server.address().port));
            '
            """
        guard let output = unsafe popen(script, "re") else { throw TestCertificate.Unavailable() }
        unsafe self.output = unsafe output
        guard let server = unsafe TLSServer.number(after: "PID ", in: output),
            let port = unsafe TLSServer.number(after: "PORT ", in: output)
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
}
