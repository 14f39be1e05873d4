import CountersignAPI
import CountersignHTTP
import Foundation
import Synchronization
import Testing

/// What the library had to say.
private final class Messages: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func add(_ line: String) { lines.withLock { $0.append(line) } }
}

@Suite struct StartTests {
    @Test func portInUseIsToldWithTheAddress() async throws {
        let server = try startServer(ScriptedResponder.echo)
        let address = server.address
        #expect(throws: HTTPServerFailure.addressInUse(address)) {
            try HTTPServer.start(
                HTTPServerSettings(address: address),
                responder: ScriptedResponder.echo
            )
        }
        await server.stop(graceSeconds: 1)
    }

    @Test(arguments: ["localhost", "", "127.0.0.1.1", "::zz"])
    func hostThatIsNoAddressIsRefused(host: String) {
        #expect(throws: HTTPServerFailure.addressInvalid(host: host)) {
            try startServer(ScriptedResponder.echo, host: host)
        }
    }

    @Test func addressOfAnotherMachineIsRefused() {
        let address = ListenAddress(host: "192.0.2.1", port: 0)
        #expect(throws: HTTPServerFailure.addressUnavailable(address)) {
            try startServer(ScriptedResponder.echo, host: address.host)
        }
    }

    @Test func addressReadsAsInAURL() {
        #expect(ListenAddress(host: "::1", port: 80).description == "[::1]:80")
        #expect(ListenAddress(host: "127.0.0.1", port: 80).description == "127.0.0.1:80")
    }

    @Test func version6IsServedAndItsPeerNamed() async throws {
        let responder = ScriptedResponder {
            HTTPResponse(status: 200, body: Array($0.remoteAddress.utf8))
        }
        let server: HTTPServer
        do {
            server = try startServer(responder, host: "::")
        } catch HTTPServerFailure.addressUnavailable {
            return  // This machine has no IPv6.
        }
        let port = server.address.port
        let mapped = try await offPool { try Client(port: port).ask("GET /").body }
        #expect(mapped == "127.0.0.1")
        if let own = try await offPool({ try? Client(port: port, host: "::1").ask("GET /").body }) {
            #expect(own == "::1")
        }
        await server.stop(graceSeconds: 1)
    }

    @Test func brokenCertificateIsRefusedWithTheLibrarysReason() throws {
        let messages = Messages()
        let failure = #expect(throws: HTTPServerFailure.self) {
            try startServer(ScriptedResponder.echo) {
                $0.tls = .init(certificatePEM: Array("none".utf8), keyPEM: Array("none".utf8))
                $0.log = { messages.add($0) }
            }
        }
        guard case .refused(let reason) = failure else {
            Issue.record("the failure is another one")
            return
        }
        #expect(!reason.isEmpty)
        #expect(messages.all.contains(reason))
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")))
    func tlsIsSpoken() async throws {
        let responder = ScriptedResponder { request in
            // Long enough to be suspended, which TLS connections must survive too.
            try? await Task.sleep(for: .milliseconds(20))
            return await ScriptedResponder.echo.respond(to: request)
        }
        let server = try startServer(responder) {
            $0.tls = .init(
                certificatePEM: Array(TestCertificate.certificatePEM.utf8),
                keyPEM: Array(TestCertificate.keyPEM.utf8)
            )
        }
        let port = server.address.port
        let output = try await offPool {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
            process.arguments = ["s_client", "-quiet", "-connect", "127.0.0.1:\(port)"]
            let (input, output) = (Pipe(), Pipe())
            process.standardInput = input
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            let request = "GET /tls HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            try input.fileHandleForWriting.write(contentsOf: Array(request.utf8))
            let data = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return String(decoding: data, as: UTF8.self)
        }
        #expect(output.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(output.hasSuffix("GET|/tls||0|"))
        await server.stop(graceSeconds: 1)
    }

    @Test func tlsClientThatNeverShakesHandsIsCut() async throws {
        let server = try startServer(ScriptedResponder.echo) {
            $0.tls = .init(
                certificatePEM: Array(TestCertificate.certificatePEM.utf8),
                keyPEM: Array(TestCertificate.keyPEM.utf8)
            )
            $0.requestMillisecondsMax = 300
        }
        let port = server.address.port
        #expect(try await offPool { try Client(port: port).isEnded() })
        #expect(try await eventually { server.connections == 0 })
        await server.stop(graceSeconds: 1)
    }
}
