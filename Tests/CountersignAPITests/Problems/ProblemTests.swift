import CountersignAPI
import CountersignCheckout
import CountersignCore
import Foundation
import Testing

/// A refusal and the problem document that it must become.
struct RefusalRow: Sendable, CustomStringConvertible {
    let refusal: Refusal
    let type: String
    let status: Int
    let member: (name: String, value: JSONValue)?
    let retryAfter: String?

    init(
        _ refusal: Refusal,
        _ type: String,
        _ status: Int,
        _ member: (name: String, value: JSONValue)? = nil,
        retryAfter: String? = nil
    ) {
        self.refusal = refusal
        self.type = type
        self.status = status
        self.member = member
        self.retryAfter = retryAfter
    }

    var description: String { type }

    static let later = Sample.now.advanced(bySeconds: 17)
    static let all: [RefusalRow] = [
        RefusalRow(.notFound, "not-found", 404),
        RefusalRow(.alreadyUsed, "already-used", 409, closed("approved")),
        RefusalRow(.denied, "denied", 409, closed("denied")),
        RefusalRow(.canceled, "canceled", 409, closed("canceled")),
        RefusalRow(.exhausted, "exhausted", 409, closed("exhausted")),
        RefusalRow(.skipped, "skipped", 409, closed("skipped")),
        RefusalRow(.blocked, "blocked", 409, closed("blocked")),
        RefusalRow(.expired(deadline: later), "expired", 410),
        RefusalRow(.transactionMissing, "invalid-request", 422),
        RefusalRow(
            .transactionChanged(fields: [.amount, .payeeLegal]),
            "transaction-changed",
            409,
            ("changed", .array([.string("amount"), .string("payee_legal")]))
        ),
        RefusalRow(
            .tooManyFailures(retryAt: later),
            "too-many-requests",
            429,
            ("retry_at", .string("2026-11-23T10:00:17Z")),
            retryAfter: "17"
        ),
        RefusalRow(.wrongCode(remaining: 3), "wrong-code", 422, ("attempts_left", .integer(3))),
        RefusalRow(.wrongCode(remaining: 0), "wrong-code", 422, ("attempts_left", .integer(0))),
        RefusalRow(
            .resendTooSoon(retryAt: Sample.now),
            "resend-too-soon",
            429,
            ("retry_at", .string("2026-11-23T10:00:00Z")),
            retryAfter: "1"
        ),
        RefusalRow(.sendLimit, "send-limit", 429),
        RefusalRow(.noRoute(reason: "no provider for sms"), "no-route", 422),
        RefusalRow(
            .invalid(pointer: "/signals/ip", detail: "not declared"),
            "invalid-request",
            422,
            (
                "errors",
                .array([
                    .object([
                        JSONMember("pointer", .string("#/signals/ip")),
                        JSONMember("detail", .string("not declared")),
                    ])
                ])
            )
        ),
        RefusalRow(.idempotencyKeyReused, "idempotency-key-reused", 422),
        RefusalRow(.overloaded, "overloaded", 503, retryAfter: "1"),
        RefusalRow(.storageUnavailable, "storage-unavailable", 503, retryAfter: "5"),
    ]

    private static func closed(_ status: String) -> (String, JSONValue) {
        ("confirmation_status", .string(status))
    }
}

@Suite struct ProblemTests {
    @Test(arguments: RefusalRow.all)
    func everyRefusalHasItsProblem(row: RefusalRow) async {
        let bench = Bench(FakeCheckout { _ in .fresh(.failure(row.refusal)) })
        let answer = await bench.verify(Body.text(Body.verify))
        #expect(answer.status == row.status)
        #expect(answer.problem == "/problems/" + row.type, "\(answer.text)")
        #expect(answer.header("Retry-After") == row.retryAfter)
        #expect(answer.header("Cache-Control") == "no-store")
        #expect(answer.header("X-Content-Type-Options") == "nosniff")
        if let member = row.member { #expect(answer.json[member.name] == member.value) }
        #expect(!answer.text.contains("918273"))
        let type = ProblemType(rawValue: row.type)
        #expect(type?.statuses.contains(row.status) == true)
        #expect(type?.title == answer.json["title"]?.string)
    }

    @Test(arguments: ConfirmationStatus.allCases.filter { $0 != .approved })
    func nothingButAnApprovalIsASuccessOfVerify(status: ConfirmationStatus) async {
        let bench = Bench(FakeCheckout { _ in .fresh(.success(Sample.view(status))) })
        let answer = await bench.verify(Body.text(Body.verify))
        #expect(answer.status >= 400)
        #expect(answer.problem != nil)
    }

    @Test func everyTypeHasAPage() async {
        for type in ProblemType.allCases {
            let answer = await Bench().send("GET", type.path, key: nil)
            #expect(answer.status == 200)
            #expect(answer.header("content-type") == "text/html; charset=utf-8")
            #expect(answer.text.contains(type.title))
            #expect(answer.text.components(separatedBy: "`").count == 1, "\(type)")
        }
        #expect(await Bench().send("GET", "/problems/other", key: nil).status == 404)
    }

    @Test func theTraceIsGivenBackOnlyWhenItIsValid() async {
        let valid = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        let rows: [(String, String?)] = [
            (valid, "0af7651916cd43dd8448eb211c80319c"),
            ("cc" + valid.dropFirst(2) + "-more", "0af7651916cd43dd8448eb211c80319c"),
            (valid + "-more", nil), ("ff" + valid.dropFirst(2), nil),
            (valid.uppercased(), nil), (valid + "0", nil), ("", nil),
            ("00-00000000000000000000000000000000-b7ad6b7169203331-01", nil),
            ("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", nil),
        ]
        for (header, trace) in rows {
            let answer = await Bench().send("GET", "/nowhere", headers: ["traceparent": header])
            #expect(answer.json["trace_id"]?.string == trace, "\(header)")
        }
    }

    @Test func theDoorsRefusalsAreProblemsToo() {
        let bench = Bench()
        let api = bench.api
        let large = Answer(api.response(to: .bodyTooLarge(limit: 65_536)))
        #expect(large.status == 413 && large.problem == "/problems/too-large")
        #expect(large.json["detail"]?.string?.contains("65536") == true)
        let malformed = Answer(api.response(to: .malformed(detail: "Two lengths.")))
        #expect(malformed.status == 400 && malformed.problem == "/problems/invalid-request")
        let overloaded = Answer(api.response(to: .overloaded))
        #expect(overloaded.status == 503 && overloaded.header("Retry-After") == "1")
        #expect(bench.observations.all.map(\.status) == [413, 400, 503])
        #expect(bench.observations.all.allSatisfy { $0.route == "other" })
    }

    @Test func aCallbackThatNothingProvesIsNoFaultOfTheStore() async {
        let bench = Bench(FakeCheckout(callback: .unproven))
        _ = await bench.send("POST", "/v1/callbacks/gateway-1", body: "", key: nil)
        #expect(bench.log.levels == [.warning])
    }

    @Test func aStoreThatFailsIsLogged() async {
        let bench = Bench(FakeCheckout { _ in .fresh(.failure(.storageUnavailable)) })
        _ = await bench.verify(Body.text(Body.verify))
        #expect(bench.log.levels == [.error])
    }
}
