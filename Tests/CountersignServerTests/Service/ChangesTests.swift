import CountersignCore
import Foundation
import Testing

@testable import CountersignServer

/// Calls that change a confirmation without a code, and calls that only read.
@Suite struct ChangesTests {
    private let phone = "+4915112345678"

    @Test func resendKeepsTheCodeAndAmendmentMakesAnother() async throws {
        try await RunningService.run { running in
            let id = try await running.create(phone, channels: "[\"whatsapp\", \"sms\"]")
            _ = try await running.codesOnPhone(phone)
            let soon = try await running.post("resend", id)
            #expect(soon.status == 429 && soon.problem == "resend-too-soon")
            #expect(soon.json["retry_at"]?.string.flatMap { Instant(rfc3339: $0) } != nil)
            #expect(soon.header("retry-after").flatMap { Int($0) } ?? 0 > 0)

            running.clock.advance(seconds: 31)
            let resent = try await running.post("resend", id, "{\"channel\": \"sms\"}")
            #expect(resent.status == 200 && resent.json["sends"]?.integer == 2)
            let last = resent.json["messages"]?.array?.last
            #expect(last?["channel"]?.string == "sms")
            let same = try await running.codesOnPhone(phone, count: 2)
            #expect(Set(same).count == 1)

            let amount = "{\"value\": 5499, \"currency\": \"EUR\"}"
            let amended = try await running.post("amend", id, "{\"amount\": \(amount)}")
            #expect(amended.status == 200 && amended.json["generation"]?.integer == 1)
            #expect(amended.json["amount"]?["value"]?.integer == 5_499)
            #expect(amended.json["previous_amount"]?["value"]?.integer == 4_999)
            let codes = try await running.codesOnPhone(phone, count: 3)
            #expect(codes[2] != codes[0])
            let old = try await running.post("verify", id, Bodies.verify(codes[0]))
            #expect(old.problem == "transaction-changed")
            let oldCode = try await running.post(
                "verify",
                id,
                Bodies.verify(codes[0], amount: amount)
            )
            #expect(oldCode.problem == "wrong-code")
            let limit = try await running.post("amend", id, "{\"payee\": \"Acme Boots\"}")
            #expect(limit.status == 429 && limit.problem == "send-limit")
            let right = try await running.post(
                "verify",
                id,
                Bodies.verify(codes[2], amount: amount)
            )
            #expect(right.status == 200)
        }
    }

    @Test func closedConfirmationsAnswerWithTheirStatus() async throws {
        try await RunningService.run { running in
            for (step, status) in [("deny", "denied"), ("cancel", "canceled")] {
                let id = try await running.create(phone)
                let closed = try await running.post(step, id)
                #expect(closed.status == 200 && closed.json["status"]?.string == status)
                #expect((closed.json["receipt"] != nil) == (step == "deny"))
                #expect(closed.json["closed_at"]?.string != nil)
                for next in ["deny", "cancel", "resend"] {
                    let answer = try await running.post(next, id)
                    #expect(answer.status == 409 && answer.problem == status)
                    #expect(answer.json["confirmation_status"]?.string == status)
                }
                let late = try await running.post("verify", id, Bodies.verify("123456"))
                #expect(late.status == 409 && late.problem == status)
            }
        }
    }

    @Test func recipientThatNobodyReachesIsRefusedWithoutATrace() async throws {
        try await RunningService.run { running in
            let body = Bodies.create(phone)
            // No provider is configured, and a live key never falls back to the simulator.
            let live = try await running.ask(
                .post("/v1/confirmations", key: running.liveKey, once: "k", body)
            )
            #expect(live.status == 422 && live.problem == "no-route")
            let mail = Bodies.create(phone, channels: "[\"email\"]")
            let test = try await running.ask(
                .post("/v1/confirmations", key: running.testKey, once: "k", mail)
            )
            #expect(test.status == 422 && test.problem == "no-route")
            for key in [running.liveKey, running.testKey] {
                let list = try await running.ask(.get("/v1/confirmations", key: key))
                #expect(list.json["confirmations"] == .array([]))
            }
        }
    }

    @Test func sixthAttemptIsNeverLookedAt() async throws {
        try await RunningService.run { running in
            let id = try await running.create(phone)
            let code = try await running.codesOnPhone(phone)[0]
            for left in (0..<5).reversed() {
                let answer = try await running.post("verify", id, Bodies.verify(Bodies.wrong(code)))
                #expect(answer.json["attempts_left"]?.integer == Int64(left))
            }
            let sixth = try await running.post("verify", id, Bodies.verify(code))
            #expect(sixth.status == 409 && sixth.problem == "exhausted")
            #expect(try await running.read(id).json["status"]?.string == "exhausted")
        }
    }

    @Test func codeDiesWithItsDeadline() async throws {
        try await RunningService.run { running in
            let id = try await running.create(phone)
            let code = try await running.codesOnPhone(phone)[0]
            running.clock.advance(seconds: 301)
            let late = try await running.post("verify", id, Bodies.verify(code))
            #expect(late.status == 410 && late.problem == "expired")
            #expect(try await running.read(id).json["status"]?.string == "expired")
        }
    }

    @Test func listsAreFilteredAndPagedNewestFirst() async throws {
        try await RunningService.run { running in
            var ids: [String] = []
            for number in 1...5 {
                ids.append(try await running.create(phone, reference: "order-\(number)"))
            }
            _ = try await running.post("cancel", ids[1])
            var paged: [String] = []
            var cursor = ""
            for _ in 0..<4 {
                let page = try await running.ask(
                    .get("/v1/confirmations?limit=2\(cursor)", key: running.testKey)
                )
                paged += page.json["confirmations"]?.array?.compactMap { $0["id"]?.string } ?? []
                guard let next = page.json["next"]?.string else { break }
                cursor = "&after=\(next)"
            }
            #expect(paged == ids.reversed())
            func list(_ query: String, _ key: String) async throws -> [String] {
                let answer = try await running.ask(.get("/v1/confirmations?\(query)", key: key))
                return answer.json["confirmations"]?.array?.compactMap { $0["id"]?.string } ?? []
            }
            #expect(try await list("status=canceled", running.testKey) == [ids[1]])
            #expect(try await list("reference=order-4", running.testKey) == [ids[3]])
            #expect(try await list("limit=100", running.liveKey).isEmpty, "live sees no test")
        }
    }

    @Test func strangersFindNothing() async throws {
        try await RunningService.run { running in
            let id = try await running.create(phone)
            _ = try await running.folder.command("merchants", "add", "blue", "--name", "Blue")
            let made = try await running.folder.command(
                "keys",
                "api",
                "create",
                "blue",
                "--scope",
                "checkout",
                "--test",
                "--json"
            )
            let blue = try #require(made["secret"]?.string)
            let unknown = "cnf_" + String(repeating: "0", count: 26)
            for (place, key) in [(id, blue), (id, running.liveKey), (unknown, running.testKey)] {
                let read = try await running.read(place, key: key)
                #expect(read.status == 404 && read.problem == "not-found")
                let denied = try await running.post("deny", place, key: key)
                #expect(denied.status == 404 && denied.body == read.body)
            }
            #expect(try await running.read(id).json["status"]?.string == "pending")
            let inbox = "/v1/test/messages?to=%2B4915112345678"
            let seen = try await running.ask(.get(inbox, key: blue))
            #expect(seen.json["messages"] == .array([]))
            let live = try await running.ask(.get(inbox, key: running.liveKey))
            #expect(live.status == 403 && live.problem == "forbidden")
            let none = try await running.ask(.get("/v1/confirmations"))
            #expect(none.status == 401 && none.header("www-authenticate") != nil)
        }
    }

    @Test func everybodyMayAskHowTheServiceIs() async throws {
        try await RunningService.run { running in
            let live = try await running.ask(.get("/livez"))
            #expect(live.status == 200 && live.json["status"]?.string == "alive")
            let ready = try await running.ask(.get("/readyz"))
            #expect(ready.status == 200 && ready.json["status"]?.string == "ready")
            _ = try await running.create(phone)
            let metrics = try await running.ask(.get("/metrics"))
            #expect(metrics.header("content-type")?.hasPrefix("text/plain; version=0.0.4") == true)
            #expect(metrics.text.contains("countersign_confirmations_total{status=\"pending\"} 1"))
            let contract = try await running.ask(.get("/openapi.json"))
            #expect(contract.json["openapi"]?.string?.hasPrefix("3.1") == true)
            let paths = contract.json["paths"]?.object?.map(\.name) ?? []
            #expect(paths.contains("/v1/confirmations/{id}/verify"))
            let problem = try await running.ask(.get("/problems/wrong-code"))
            #expect(problem.status == 200)
            #expect(problem.header("content-type")?.hasPrefix("text/html") == true)
            let nowhere = try await running.ask(.get("/v1/nowhere"))
            #expect(nowhere.status == 404 && nowhere.problem == "not-found")
            let method = try await running.ask(.post("/livez"))
            #expect(method.status == 405 && method.header("allow") != nil)
        }
    }
}
