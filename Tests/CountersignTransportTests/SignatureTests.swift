import CountersignCore
import CountersignMessaging
import Foundation
import Synchronization
import Testing

@testable import CountersignTransport

/// What libcurl signs is computed a second time from what arrived.
@Suite struct SignatureTests {
    static let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
    let carrier: CurlCarrier

    init() throws {
        carrier = try CurlCarrier()
    }

    private func vectors() throws -> [JSONValue] {
        let url = try #require(
            Bundle.module.url(
                forResource: "aws-sigv4",
                withExtension: "json",
                subdirectory: "Vectors"
            )
        )
        return try #require(JSONReader.read(Array(Data(contentsOf: url)))["cases"]?.array)
    }

    @Test func theSecondComputationAgreesWithTheVectors() throws {
        let vectors = try vectors()
        #expect(vectors.count == 3)
        for vector in vectors {
            func text(_ name: String) -> String { vector[name]?.string ?? "" }
            let given = vector["headers"]?.object ?? []
            let headers =
                (given.compactMap { member -> (name: String, value: String)? in
                    guard member.name != "Authorization", let value = member.value.string else {
                        return nil
                    }
                    return (member.name.lowercased(), value)
                } + [("host", text("host"))]).sorted { $0.name < $1.name }
            let canonical = SignatureV4.canonicalRequest(
                method: text("method"),
                path: text("path"),
                query: "",
                headers: headers,
                body: Array(text("body").utf8)
            )
            #expect(canonical == text("canonical_request"))
            let signature = SignatureV4(
                accessKeyID: text("access_key_id"),
                secretAccessKey: text("secret_access_key"),
                region: text("region"),
                service: text("service")
            )
            #expect(
                signature.stringToSign(
                    canonicalRequest: canonical,
                    timestamp: text("timestamp")
                ) == text("string_to_sign")
            )
            #expect(
                signature.authorization(
                    canonicalRequest: canonical,
                    timestamp: text("timestamp"),
                    signedNames: headers.map(\.name).joined(separator: ";")
                ) == vector["headers"]?["Authorization"]?.string
            )
        }
    }

    @Test func eachVectorsRequestArrivesSignedAsItsListSays() async throws {
        for vector in try vectors() {
            func text(_ name: String) -> String { vector[name]?.string ?? "" }
            let headers = (vector["headers"]?.object ?? []).compactMap { member in
                ["Content-Type", "X-Amz-Target"].contains(member.name)
                    ? (name: member.name, value: member.value.string ?? "") : nil
            }
            let received = try await received(
                headers: headers,
                body: Array(text("body").utf8),
                signature: AWSSignature(
                    region: text("region"),
                    service: text("service"),
                    accessKeyID: text("access_key_id"),
                    secretAccessKey: text("secret_access_key"),
                    sessionToken: vector["session_token"]?.string
                )
            )
            let signature = SignatureV4(
                accessKeyID: text("access_key_id"),
                secretAccessKey: text("secret_access_key"),
                region: text("region"),
                service: text("service")
            )
            let authorization = received.values("authorization")
            #expect(authorization == [signature.expectedAuthorization(of: received)])
            // The same list of names as in the vector, so that the vectors speak for these requests.
            let list = text("canonical_request").split(separator: "\n").suffix(2).first ?? "-"
            #expect(authorization.first?.contains("SignedHeaders=\(list),") == true)
            #expect(received.values("host") == ["127.0.0.1:\(try #require(port(of: received)))"])
            #expect(
                received.values("x-amz-security-token")
                    == [vector["session_token"]?.string].compactMap { $0 }
            )
            #expect(!received.head.contains(SignatureTests.secret))
        }
    }

    @Test func aQueryIsSignedToo() async throws {
        let received = try await received(
            method: "GET",
            path: "?Action=ListTopics&Version=2010-03-31",
            signature: signature
        )
        #expect(
            received.values("authorization")
                == [
                    SignatureV4(
                        accessKeyID: "AKIDEXAMPLE",
                        secretAccessKey: SignatureTests.secret,
                        region: "eu-west-1",
                        service: "sns"
                    ).expectedAuthorization(of: received)
                ]
        )
    }

    @Test func theNextRequestIsNotSigned() async throws {
        let server = try LoopbackServer { request in
            let count = request.values("authorization").count + request.values("x-amz-date").count
            return LoopbackServer.answer("200 OK", "\(count)")
        }
        defer { server.close() }
        let signed = OutboundRequest(url: server.url, body: [1], signature: signature)
        #expect(try await carrier.send(signed).get().body == Array("2".utf8))
        let plain = OutboundRequest(url: server.url, body: [1])
        #expect(try await carrier.send(plain).get().body == Array("0".utf8))
    }

    @Test func anEmptyFieldIsNotSigned() async throws {
        let request = OutboundRequest(
            url: "http://127.0.0.1:1/",
            headers: [("X-Mark", "")],
            signature: signature
        )
        #expect(await carrier.send(request) == .failure(.notSent(reason: "header")))
    }

    private let signature = AWSSignature(
        region: "eu-west-1",
        service: "sns",
        accessKeyID: "AKIDEXAMPLE",
        secretAccessKey: SignatureTests.secret
    )

    private func port(of received: Received) -> Substring? {
        received.values("x-port").first?[...]
            ?? received.values("host").first?.split(separator: ":").last
    }

    private func received(
        method: String = "POST",
        path: String = "",
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        signature: AWSSignature
    ) async throws -> Received {
        let box = Mutex<Received?>(nil)
        let server = try LoopbackServer { request in
            box.withLock { $0 = request }
            return LoopbackServer.answer("200 OK")
        }
        defer { server.close() }
        let reply = try await carrier.send(
            OutboundRequest(
                method: method,
                url: server.url + path,
                headers: headers,
                body: body,
                signature: signature
            )
        ).get()
        #expect(reply.status == 200)
        return try #require(box.withLock { $0 })
    }
}
