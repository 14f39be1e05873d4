import CountersignCore
import Foundation
import Testing

@testable import CountersignServer

/// Requests that can't be carried out, sent as bytes.
@Suite struct BadInputTests {
    /// One request and the problem that it is.
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let status: Int
        let problem: String
        /// The place that the answer names; nil where there is none to point at.
        var pointer: String?
        /// A part of the remedy.
        let remedy: String
        let request: @Sendable (String) -> [UInt8]

        var testDescription: String { name }
    }

    private static let good = Bodies.create("+4915112345678")

    /// A create with some bytes as its body.
    private static func create(_ key: String, _ body: [UInt8], type: String? = nil) -> Request {
        var request = Request.post("/v1/confirmations", key: key, once: "bad")
        request.body = body
        if let type { request.type = type }
        return request
    }

    private static func body(
        _ name: String,
        _ status: Int,
        at pointer: String?,
        _ remedy: String,
        _ body: String
    ) -> Row {
        Row(
            name: name,
            status: status,
            problem: "invalid-request",
            pointer: pointer,
            remedy: remedy,
            request: { create($0, Array(body.utf8)).bytes }
        )
    }

    private static func head(
        _ name: String,
        _ remedy: String,
        _ fields: @escaping @Sendable (String) -> String
    ) -> Row {
        Row(
            name: name,
            status: 400,
            problem: "invalid-request",
            remedy: remedy,
            request: { key in
                Array(
                    "POST /v1/confirmations HTTP/1.1\r\nHost: a\r\n\(fields(key))\r\n\(good)".utf8
                )
            }
        )
    }

    private static let usual = "Content-Type: application/json\r\nIdempotency-Key: k\r\n"
    private static let length = "Content-Length: \(good.utf8.count)\r\n"

    /// A create with one member in place of another.
    private static func member(_ old: String, _ new: String) -> String {
        good.replacingOccurrences(of: old, with: new)
    }

    static let rows: [Row] = [
        Row(
            name: "64 KiB and one byte",
            status: 413,
            problem: "too-large",
            remedy: "65536",
            request: { create($0, Array(repeating: 0x20, count: 65_537)).bytes }
        ),
        Row(
            name: "another content type",
            status: 415,
            problem: "unsupported-media-type",
            remedy: "application/json",
            request: { create($0, Array(good.utf8), type: "text/plain").bytes }
        ),
        head("two keys", "authorization is there more than once; send it once") {
            "Authorization: Bearer \($0)\r\nAuthorization: Bearer \($0)\r\n\(usual)\(length)"
        },
        head("two content types", "content-type is there more than once; send it once") {
            "Authorization: Bearer \($0)\r\nContent-Type: text/plain\r\n\(usual)\(length)"
        },
        head("two idempotency keys", "idempotency-key is there more than once; send it once") {
            "Authorization: Bearer \($0)\r\nIdempotency-Key: l\r\n\(usual)\(length)"
        },
        head("two lengths", "Content-Length") {
            "Authorization: Bearer \($0)\r\n\(usual)\(length)\(length)"
        },
        head("both framings", "Transfer-Encoding") {
            "Authorization: Bearer \($0)\r\n\(usual)\(length)Transfer-Encoding: chunked\r\n"
        },
        Row(
            name: "invalid UTF-8",
            status: 400,
            problem: "invalid-request",
            pointer: "#",
            remedy: "UTF-8",
            request: { key in
                let text = member("order-1234", "order\u{1}").utf8.map { $0 == 1 ? 0xFF : $0 }
                return create(key, text).bytes
            }
        ),
        body("malformed JSON", 400, at: "#", "line 1, column", "{\"amount\": }"),
        body("a member twice", 400, at: "#", "line", member("\"amount\"", "\"reference\"")),
        body("nothing", 400, at: nil, "send a JSON object", ""),
        body("no object", 422, at: "#", "object", "[]"),
        body("no amount", 422, at: "#/amount", "write it as", member("\"amount\"", "\"bund\"")),
        body("misspelt", 422, at: "#/recipent", "recipient", member("recipient", "recipent")),
        body("amount as text", 422, at: "#/amount/value", "number", member("4999", "\"4999\"")),
        body(
            "negative amount",
            422,
            at: "#/amount/value",
            "without a sign",
            member("4999", "-4999")
        ),
        body(
            "huge amount",
            422,
            at: "#/amount/value",
            "larger than",
            member("4999", "9223372036854775808")
        ),
        body("finer than cents", 422, at: "#/amount/value", "minor", member("4999", "49.99")),
        body(
            "unknown currency",
            422,
            at: "#/amount/currency",
            "did you mean EUR",
            member("EUR", "EUX")
        ),
        body(
            "no phone",
            422,
            at: "#/recipient/phone",
            "Begin with +",
            member("+4915112345678", "0151")
        ),
        body(
            "number as phone",
            422,
            at: "#/recipient/phone",
            "write a string",
            member("\"+4915112345678\"", "49")
        ),
        body("unknown channel", 422, at: "#/channels/0", "sms", member("[\"sms\"]", "[\"smss\"]")),
        body(
            "a control",
            422,
            at: "#/reference",
            "U+0007; remove it",
            member("order-1234", "order\\u0007")
        ),
        body(
            "a bidirectional control",
            422,
            at: "#/payee",
            "U+202E",
            member("{\"amount\"", "{\"payee\": \"Evil\u{202E}\", \"amount\"")
        ),
        body(
            "too long",
            422,
            at: "#/reference",
            "at most 64",
            member("order-1234", String(repeating: "x", count: 5_000))
        ),
    ]

    @Test func everyFaultIsAProblemWithItsPlaceAndRemedy() async throws {
        try await RunningService.run { running in
            let port = running.port
            for row in BadInputTests.rows {
                let bytes = row.request(running.testKey)
                let answer = try await offPool {
                    let wire = try Wire(port: port)
                    try wire.send(bytes)
                    return try wire.answer()
                }
                expectProblem(answer, row)
            }
            let list = try await running.ask(.get("/v1/confirmations", key: running.testKey))
            #expect(list.json["confirmations"] == .array([]), "nothing was created")
        }
    }

    private func expectProblem(_ answer: Answer, _ row: Row) {
        #expect(answer.status == row.status, "\(row.name): \(answer.text)")
        #expect(answer.header("content-type") == "application/problem+json", "\(row.name)")
        #expect(answer.problem == row.problem, "\(row.name)")
        #expect(answer.json["status"]?.integer == Int64(row.status), "\(row.name)")
        #expect(answer.json["title"]?.string?.isEmpty == false, "\(row.name)")
        let errors = answer.json["errors"]?.array ?? []
        if let pointer = row.pointer {
            let places = errors.map { $0["pointer"]?.string }
            #expect(places.contains(pointer), "\(row.name): \(answer.text)")
            #expect(errors.allSatisfy { $0["detail"]?.string?.isEmpty == false }, "\(row.name)")
        }
        #expect(answer.text.contains(row.remedy), "\(row.name): \(answer.text)")
    }

    @Test func allFaultsAreToldAtOnce() async throws {
        try await RunningService.run { running in
            let body = """
                {"amount": {"value": "1", "currency": "XXX?"}, "payee": 7, "colour": "red",
                 "recipient": {"phone": "abc", "locale": 3}}
                """
            let answer = try await running.ask(
                .post("/v1/confirmations", key: running.testKey, once: "k", body)
            )
            #expect(answer.status == 422)
            let places = Set(
                (answer.json["errors"]?.array ?? []).compactMap { $0["pointer"]?.string }
            )
            let all: Set = [
                "#/amount/value", "#/amount/currency", "#/payee", "#/colour", "#/recipient/phone",
                "#/recipient/locale", "#/reference",
            ]
            #expect(places == all)
            let repaired = try await running.ask(
                .post("/v1/confirmations", key: running.testKey, once: "k", BadInputTests.good)
            )
            #expect(repaired.status == 201, "a refused request leaves its key free")
        }
    }

    @Test func verifyWithoutItsPaymentCostsNoAttempt() async throws {
        try await RunningService.run { running in
            let id = try await running.create("+4915112345678")
            let rows = [
                ("{\"code\": \"123456\"}", "#"),
                ("{\"code\": 123456, \"amount\": \(Bodies.amount)}", "#/code"),
                ("{\"amount\": \(Bodies.amount)}", "#/code"), ("{}", "#/code"),
            ]
            for (body, pointer) in rows {
                let answer = try await running.post("verify", id, body)
                #expect(answer.status == 422 && answer.problem == "invalid-request")
                let places =
                    answer.json["errors"]?.array?.compactMap { $0["pointer"]?.string } ?? []
                #expect(places.contains(pointer), "\(answer.text)")
            }
            #expect(try await running.read(id).json["attempts_left"]?.integer == 5)
        }
    }
}
