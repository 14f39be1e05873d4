import CountersignCore
import CountersignMessaging
import Testing

@testable import CountersignTransport

@Suite struct PublicOnlyTests {
    @Test(arguments: ["127.0.0.1", "localhost", "0x7f.1"])
    func loopbackIsRefusedWithoutAConnection(host: String) async throws {
        let server = try LoopbackServer { _ in LoopbackServer.answer("200 OK") }
        defer { server.close() }
        let request = OutboundRequest(
            url: "http://\(host):\(server.port)/",
            destination: .publicOnly
        )
        #expect(try await CurlCarrier().send(request) == .failure(.addressRefused))
        #expect(server.connectionCount == 0)
    }

    @Test(arguments: ["[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[fe80::1]", "[fd00::1]"])
    func specialIPv6IsRefused(host: String) async throws {
        let request = OutboundRequest(url: "http://\(host):9/", destination: .publicOnly)
        #expect(try await CurlCarrier().send(request) == .failure(.addressRefused))
    }

    @Test func aConnectionOfTheOperatorIsNotLentToAStrangersURL() async throws {
        let server = try LoopbackServer { _ in LoopbackServer.answer("200 OK") }
        defer { server.close() }
        let carrier = try CurlCarrier()
        let own = OutboundRequest(url: server.url)
        let strangers = OutboundRequest(url: server.url, destination: .publicOnly)
        #expect(await carrier.send(own) == .success(OutboundReply(status: 200)))
        #expect(await carrier.send(strangers) == .failure(.addressRefused))
        #expect(await carrier.send(own) == .success(OutboundReply(status: 200)))
        #expect(await carrier.send(strangers) == .failure(.addressRefused))
        #expect(server.connectionCount == 1)
    }

    @Test func credentialsInAStrangersURLAreRefused() async throws {
        let request = OutboundRequest(url: "http://a:b@192.0.2.1/", destination: .publicOnly)
        #expect(try await CurlCarrier().send(request) == .failure(.notSent(reason: "url")))
    }
}

@Suite struct SpecialAddressTests {
    /// The last address before a range, its ends, and the first one after it.
    @Test(
        arguments: [
            ([0, 255, 255, 255], true), ([1, 0, 0, 0], false), ([9, 255, 255, 255], false),
            ([10, 0, 0, 0], true), ([10, 255, 255, 255], true), ([11, 0, 0, 0], false),
            ([100, 63, 255, 255], false), ([100, 64, 0, 0], true), ([100, 127, 255, 255], true),
            ([100, 128, 0, 0], false), ([126, 255, 255, 255], false), ([127, 0, 0, 1], true),
            ([128, 0, 0, 0], false), ([169, 253, 255, 255], false), ([169, 254, 169, 254], true),
            ([169, 255, 0, 0], false), ([172, 15, 255, 255], false), ([172, 16, 0, 0], true),
            ([172, 31, 255, 255], true), ([172, 32, 0, 0], false), ([192, 0, 0, 1], true),
            ([192, 0, 1, 0], false), ([192, 0, 2, 1], true), ([192, 88, 99, 1], true),
            ([192, 167, 255, 255], false), ([192, 168, 0, 0], true), ([192, 169, 0, 0], false),
            ([198, 17, 255, 255], false), ([198, 18, 0, 0], true), ([198, 20, 0, 0], false),
            ([198, 51, 100, 1], true), ([203, 0, 113, 1], true), ([203, 0, 114, 0], false),
            ([223, 255, 255, 255], false), ([224, 0, 0, 1], true), ([255, 255, 255, 255], true),
        ] as [([UInt8], Bool)]
    )
    func ipv4(bytes: [UInt8], isSpecial: Bool) {
        #expect(SpecialAddress.containsIPv4(bytes) == isSpecial)
    }

    @Test(arguments: [
        ("00000000000000000000000000000000", true), ("00000000000000000000000000000001", true),
        ("00000000000000000000ffff08080808", true), ("0064ff9b000000000000000008080808", true),
        ("20010000000000000000000000000001", true), ("200101ff000000000000000000000001", true),
        ("20010200000000000000000000000001", false), ("20010db7000000000000000000000001", false),
        ("20010db8000000000000000000000001", true), ("20010db9000000000000000000000001", false),
        ("20020808080800000000000000000001", true), ("20030000000000000000000000000001", false),
        ("26064700470000000000000000001111", false), ("3fff0000000000000000000000000001", true),
        ("3fff1000000000000000000000000001", false), ("fc000000000000000000000000000001", true),
        ("fdffffffffffffffffffffffffffffff", true), ("fe800000000000000000000000000001", true),
        ("ff020000000000000000000000000001", true),
    ])
    func ipv6(hex: String, isSpecial: Bool) throws {
        let bytes = try #require(Hex.decode(hex))
        #expect(SpecialAddress.containsIPv6(bytes) == isSpecial)
    }
}
