import CountersignAPI
import CountersignCheckout
import CountersignCore
import Foundation
import Synchronization
import Testing

/// An API on top of a fake checkout, with one key of each kind.
struct Bench {
    static let liveKey = "csk_live_" + String(repeating: "A", count: 43)
    static let testKey = "csk_test_" + String(repeating: "A", count: 42) + "E"
    static let readKey = "csk_test_" + String(repeating: "A", count: 42) + "I"
    static let manageKey = "csk_test_" + String(repeating: "A", count: 42) + "M"
    static let policyKey = "csk_live_" + String(repeating: "A", count: 42) + "Y"
    static let revokedKey = "csk_test_" + String(repeating: "A", count: 42) + "Q"
    static let unknownKey = "csk_test_" + String(repeating: "A", count: 42) + "U"

    let checkout: FakeCheckout
    let directory = FakeDirectory()
    let inbox = FakeInbox()
    let log = FakeLog()
    let observations = Observations()
    let api: API

    init(
        _ checkout: FakeCheckout = FakeCheckout(),
        readiness: [ReadinessCheck] = [ReadinessCheck(name: "store", ok: true)],
        receiptPayload: (@Sendable (String) -> Result<JSONValue, JWSFault>)? = { _ in
            .success(.object([JSONMember("outcome", .string("approved"))]))
        },
        deliveryMonitor: DeliveryMonitor? = DeliveryMonitor(
            store: FakeDeliveryStore(),
            prices: [:],
            clock: FixedClock()
        ),
        templates: (any TemplateDesk)? = FakeTemplateDesk(),
        policyDesk: (any PolicyDesk)? = FakePolicyDesk(),
        pages: @escaping @Sendable (HTTPRequest) async -> HTTPResponse? = { _ in nil }
    ) {
        self.checkout = checkout
        let observations = observations
        self.api = API(
            APIDependencies(
                checkout: checkout,
                directory: directory,
                sha256: { Bench.digest($0) },
                clock: FixedClock(),
                publicKeys: { .object([JSONMember("keys", .array([]))]) },
                readiness: { readiness },
                metrics: { "# TYPE countersign_up gauge\ncountersign_up 1\n" },
                testInbox: inbox,
                nfc: { $0.precomposedStringWithCanonicalMapping },
                log: log,
                version: "1.2.3",
                receiptPayload: receiptPayload,
                deliveryMonitor: deliveryMonitor,
                templates: templates,
                education: { brand, locale in
                    if locale == "xx" { return nil }
                    return EducationTexts(
                        locale: locale ?? "en",
                        why: .init(label: "Why \(brand)?", text: "why"),
                        contact: .init(label: "How?", text: "contact"),
                        afterDenial: .init(label: "What now?", text: "advice")
                    )
                },
                policyDesk: policyDesk,
                pages: pages,
                observe: { observations.add($0) },
                uptimeNanoseconds: { 5 }
            )
        )
    }

    /// 32 bytes that differ for different input; stands in for SHA-256, whose strength no test needs.
    static func digest(_ bytes: [UInt8]) -> [UInt8] {
        (0..<4).flatMap { lane in
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325 &+ UInt64(lane) &* 0x9e37_79b9_7f4a_7c15
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            return (0..<8).map { UInt8(truncatingIfNeeded: hash >> UInt64($0 * 8)) }
        }
    }

    /// Sends one request; a body gets its content type, and every request the test key.
    func send(
        _ method: String,
        _ path: String,
        query: String = "",
        body: String? = nil,
        key: String? = Bench.testKey,
        headers: [String: String] = [:],
        repeated: [String] = []
    ) async -> Answer {
        var fields = headers
        if let key, fields["authorization"] == nil { fields["authorization"] = "Bearer " + key }
        if body != nil, fields["content-type"] == nil {
            fields["content-type"] = "application/json"
        }
        let response = await api.respond(
            to: HTTPRequest(
                method: method,
                path: path,
                query: query,
                headers: fields,
                repeatedHeaders: repeated,
                body: body.map { Array($0.utf8) } ?? []
            )
        )
        return Answer(response)
    }

    /// Sends a create with a key that the body decides, so that rows don't meet.
    func create(_ body: String, headers: [String: String] = [:]) async -> Answer {
        var fields = headers
        if fields["idempotency-key"] == nil { fields["idempotency-key"] = "key-1" }
        return await send("POST", "/v1/confirmations", body: body, headers: fields)
    }

    /// Sends a verification of the sample confirmation.
    func verify(_ body: String) async -> Answer {
        await send("POST", "/v1/confirmations/\(Sample.id.text)/verify", body: body)
    }
}

/// One answer, with readers for what the tests look at.
struct Answer {
    let response: HTTPResponse

    init(_ response: HTTPResponse) { self.response = response }

    var status: Int { response.status }
    var text: String { String(decoding: response.body, as: UTF8.self) }
    var json: JSONValue { (try? JSONReader.read(response.body)) ?? .null }
    func header(_ name: String) -> String? {
        response.headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
    /// The `type` of a problem document that is well formed, else nil.
    var problem: String? {
        guard header("content-type") == "application/problem+json",
            json["status"]?.integer == Int64(status), json["title"]?.string != nil,
            json["detail"]?.string?.isEmpty == false
        else { return nil }
        return json["type"]?.string
    }
    /// `pointer: detail` of each entry of `errors`.
    var errors: [(place: String, detail: String)] {
        (json["errors"]?.array ?? []).map {
            (
                $0["pointer"]?.string ?? $0["parameter"]?.string ?? "",
                $0["detail"]?.string ?? ""
            )
        }
    }
}

struct FixedClock: Clock {
    func now() -> Instant { Sample.now }
}

/// One merchant's keys, and a count of the look-ups.
final class FakeDirectory: DirectoryReader {
    private let lookups = Mutex(0)
    var lookupCount: Int { lookups.withLock { $0 } }

    func key(hash: [UInt8]) async -> (key: APIKey, merchant: Merchant)? {
        lookups.withLock { $0 += 1 }
        let known: [(String, Mode, [Scope], Instant?)] = [
            (Bench.liveKey, .live, [.checkout], nil),
            (Bench.testKey, .test, [.checkout], nil),
            (Bench.readKey, .test, [.read], nil),
            (Bench.manageKey, .test, [.manage], nil),
            (Bench.policyKey, .live, [.policy], nil),
            (Bench.revokedKey, .test, [.checkout], Sample.now),
        ]
        for (secret, mode, scopes, revokedAt) in known
        where Bench.digest(Array(secret.utf8)) == hash {
            let key = APIKey(
                id: APIKeyID(at: Sample.now, random: Array(1...10)),
                merchant: Sample.merchant.id,
                mode: mode,
                scopes: scopes,
                hash: hash,
                createdAt: Sample.now,
                revokedAt: revokedAt
            )
            return (key, Sample.merchant)
        }
        return nil
    }
}

struct FakeInbox: TestInbox {
    func messages(to device: TestDevice, merchant: MerchantID) async -> [TestMessage] {
        switch device {
        case .phone(let phone) where phone.withDigits { $0 == "+4915112345678" }:
            [TestMessage(channel: .sms, text: "Acme: 042917", content: nil, at: Sample.now)]
        case .app(let app) where app.token == "device-1":
            [TestMessage(channel: .push, text: "Acme: 042917", content: nil, at: Sample.now)]
        case .phone, .app: []
        }
    }
}

final class FakeLog: Log {
    private let written = Mutex<[LogLevel]>([])
    var levels: [LogLevel] { written.withLock { $0 } }

    func write(
        _ level: LogLevel,
        _ message: StaticString,
        _ facts: [(name: StaticString, value: LogValue)]
    ) {
        written.withLock { $0.append(level) }
    }
}

final class Observations: Sendable {
    private let seen = Mutex<[Observation]>([])
    var all: [Observation] { seen.withLock { $0 } }
    func add(_ observation: Observation) { seen.withLock { $0.append(observation) } }
}
