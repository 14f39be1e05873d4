import CountersignAPI
import CountersignHTTP
import Testing

@Suite struct FramingTests {
    @Test func chunkedBodyIsPutTogether() async throws {
        let server = try startServer(ScriptedResponder.echo)
        let port = server.address.port
        let reply = try await offPool {
            let client = try Client(port: port)
            try client.send("POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            try client.send("3\r\nabc\r\n4;x=y\r\ndefg\r\n")
            try client.send("0\r\n\r\n")
            return try client.reply()
        }
        #expect(reply.body == "POST|/c||7|abcdefg")
        await server.stop(graceSeconds: 1)
    }

    @Test func clientThatExpectsItIsToldToContinue() async throws {
        let server = try startServer(ScriptedResponder.echo)
        let port = server.address.port
        let (interim, reply) = try await offPool {
            let client = try Client(port: port)
            try client.send(
                "POST /e HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
            )
            let interim = try client.reply()
            try client.send("abc")
            return (interim, try client.reply())
        }
        #expect(interim.status == 100)
        #expect(reply.body == "POST|/e||3|abc")
        await server.stop(graceSeconds: 1)
    }

    @Test func clientThatExpectsItIsRefusedBeforeItSends() async throws {
        let server = try startServer(ScriptedResponder.echo)
        let port = server.address.port
        let reply = try await offPool {
            let client = try Client(port: port)
            try client.send(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\nExpect: 100-continue\r\n\r\n"
            )
            return try client.reply()
        }
        #expect(reply.status == 413)
        #expect(reply.header("connection")?.lowercased() == "close")
        await server.stop(graceSeconds: 1)
    }

    @Test func bodyAtTheLimitIsTakenAndOneByteMoreIsNot() async throws {
        let server = try startServer(ScriptedResponder.count)
        let port = server.address.port
        for (count, status, body) in [(65_536, 200, "65536"), (65_537, 413, "65536")] {
            let text = String(repeating: "x", count: count)
            let plain = try await offPool {
                let client = try Client(port: port)
                try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n")
                // The refusal may come, and the connection end, before all of the body is sent.
                try? client.send(text)
                return try client.reply()
            }
            #expect(plain.status == status)
            #expect(plain.body == body)
            let chunked = try await offPool {
                let client = try Client(port: port)
                try client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
                try client.send("\(String(count, radix: 16))\r\n\(text)\r\n0\r\n\r\n")
                return try client.reply()
            }
            #expect(chunked.status == status)
            #expect(chunked.body == body)
        }
        await server.stop(graceSeconds: 1)
    }

    @Test func endlessChunkedBodyIsCut() async throws {
        let server = try startServer(ScriptedResponder.count)
        let port = server.address.port
        let wasStopped = try await offPool {
            let client = try Client(port: port)
            try client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = "10000\r\n" + String(repeating: "x", count: 65_536) + "\r\n"
            do {
                for _ in 0..<1_000 { try client.send(chunk) }
            } catch { return true }
            return false
        }
        #expect(wasStopped)
        #expect(try await eventually { server.requestsUnderWay == 0 })
        await server.stop(graceSeconds: 1)
    }

    @Test(arguments: [
        ("Content-Length: 3\r\nTransfer-Encoding: chunked", "both Content-Length"),
        ("Content-Length: 3\r\nContent-Length: 3", "Content-Length is repeated"),
        ("Content-Length: 3\r\ncontent-length: 4", "Content-Length is repeated"),
        (
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding is repeated"
        ),
        ("Transfer-Encoding: gzip, chunked", "Transfer-Encoding is not"),
        ("Transfer-Encoding: identity", "Transfer-Encoding is not"),
        ("Host: b", "Host is repeated"),
        ("X(y): z", "malformed name"),
        ("X\u{1}: z", "malformed name"),
        ("X: a\u{1}b", "malformed name or value"),
    ])
    func unsafeFramingIsRefused(fields: String, detail: String) async throws {
        let server = try startServer(ScriptedResponder.echo)
        let port = server.address.port
        let reply = try await offPool {
            let client = try Client(port: port)
            let reply = try client.ask("POST /", fields + "\r\n")
            return (reply, client.isEnded())
        }
        #expect(reply.0.status == 400)
        #expect(reply.0.body.contains(detail))
        #expect(reply.0.header("connection")?.lowercased() == "close")
        #expect(reply.1)
        await server.stop(graceSeconds: 1)
    }

    @Test(arguments: [
        "Content-Length: +3", "Content-Length: 3, 3", "Content-Length: -1", "Content-Length: 0x3",
        "Content-Length : 3", "Content-Length: 99999999999999999999999999", " Folded: x", "NoColon",
    ])
    func lengthsAndFieldsThatAreNoneAreRefused(field: String) async throws {
        let server = try startServer(ScriptedResponder.echo)
        let port = server.address.port
        let status: Int? = try await offPool {
            let client = try Client(port: port)
            try client.send("POST / HTTP/1.1\r\n\(field)\r\nHost: a\r\n\r\nabc")
            // The library closes without a word where it can't tell what it was asked.
            return try? client.reply().status
        }
        #expect(status == nil || status == 400 || status == 413, "\(status ?? 0)")
        await server.stop(graceSeconds: 1)
    }

    @Test(arguments: ["G@T /", "GET /a#b", "GET /a\tb", "GET /\u{1}", "GET /ü", "GET /a\u{7F}"])
    func malformedRequestLineIsRefused(line: String) async throws {
        let server = try startServer(ScriptedResponder.echo)
        let port = server.address.port
        let reply = try await offPool { try Client(port: port).ask(line) }
        #expect(reply.status == 400)
        await server.stop(graceSeconds: 1)
    }

    @Test func trailersAreNoHeaders() async throws {
        let responder = ScriptedResponder { request in
            HTTPResponse(
                status: 200,
                body: Array((request.headers["authorization"] ?? "none").utf8)
            )
        }
        let server = try startServer(responder)
        let port = server.address.port
        let reply = try await offPool {
            let client = try Client(port: port)
            try client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            try client.send("0\r\nAuthorization: x\r\nContent-Length: 5\r\n\r\n")
            return try client.reply()
        }
        #expect(reply.body == "none")
        await server.stop(graceSeconds: 1)
    }

    @Test func requestWithoutHostIsRefused() async throws {
        let server = try startServer(ScriptedResponder.echo)
        let port = server.address.port
        let reply = try await offPool {
            let client = try Client(port: port)
            try client.send("GET / HTTP/1.1\r\n\r\n")
            return try client.reply()
        }
        #expect(reply.status == 400)
        await server.stop(graceSeconds: 1)
    }

    @Test func olderVersionIsServedWithoutHostButWithoutChunks() async throws {
        let server = try startServer(ScriptedResponder.echo)
        let port = server.address.port
        let outcome = try await offPool {
            let plain = try Client(port: port)
            try plain.send("POST /old HTTP/1.0\r\nContent-Length: 2\r\n\r\nab")
            let chunked = try Client(port: port)
            try chunked.send("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
            return (try plain.reply().body, plain.isEnded(), try chunked.reply().status)
        }
        #expect(outcome.0 == "POST|/old||2|ab")
        #expect(outcome.1)
        #expect(outcome.2 == 400)
        await server.stop(graceSeconds: 1)
    }

    @Test func garbageLeavesTheServerServing() async throws {
        let server = try startServer(ScriptedResponder.echo) { $0.requestMillisecondsMax = 500 }
        let port = server.address.port
        let words: [[UInt8]] = [
            Array("GET ".utf8), Array("POST /a".utf8), Array(" HTTP/1.1".utf8), [13, 10], [10],
            [13],
            [0], Array("Host: a".utf8), Array("Content-Length: ".utf8), Array("5".utf8),
            Array("Transfer-Encoding: chunked".utf8), [13, 10, 13, 10], Array("%00%zz?&=".utf8),
            Array("ffffffffffffffff".utf8), [0xFF, 0xFE, 0xC0], Array(": ".utf8), Array(" ".utf8),
        ]
        let reply = try await offPool {
            // A fixed seed: the same garbage every time.
            var seed: UInt64 = 0x5EED
            for _ in 0..<400 {
                var garbage: [UInt8] = []
                for _ in 0..<24 {
                    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    garbage += words[Int(seed >> 33) % words.count]
                }
                try? Client(port: port).send(garbage)
            }
            return try Client(port: port).ask("GET /still")
        }
        #expect(reply.body == "GET|/still||0|")
        #expect(try await eventually { server.requestsUnderWay == 0 && server.connections == 0 })
        await server.stop(graceSeconds: 1)
    }

    @Test func headersBeyondTheMemoryAreRefused() async throws {
        let server = try startServer(ScriptedResponder.echo)
        let port = server.address.port
        let long = String(repeating: "x", count: 20_000)
        let header = try await offPool { try Client(port: port).ask("GET /", "X: \(long)\r\n") }
        #expect(header.status == 431)
        let target = try await offPool { try Client(port: port).ask("GET /\(long)") }
        #expect(target.status == 414)
        #expect(try await eventually { server.connections == 0 })
        await server.stop(graceSeconds: 1)
    }
}
