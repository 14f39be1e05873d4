import CountersignAPI
import CountersignCore
import CountersignMessaging
import Testing

@testable import CountersignSimulator

@Suite(.timeLimit(.minutes(5))) struct OutageTests {
    @Test func tooManyRequestsGetThePlatformsOwnAnswer() async throws {
        // None a second: however slow the machine, every request is one too many.
        try await Workshop.with(.with { $0.ratePerSecondMax = 0 }) { workshop in
            let limited = [
                try await workshop.twilio(workshop.message()),
                try await workshop.whatsApp("{}"),
                try await workshop.rcs("POST", "agentMessages", Workshop.card),
            ]
            #expect(limited.map(\.status) == [429, 429, 429])
            let codes = Set(
                limited.map { reply in
                    reply.json["code"]?.integer ?? reply.json["error"]?["code"]?.integer ?? 0
                }
            )
            #expect(codes == [20_429, 130_429, 429])
            let statuses = limited.compactMap { $0.json["error"]?["status"]?.string }
            #expect(Set(statuses) == ["RESOURCE_EXHAUSTED"])
            let counts = workshop.simulator.counts
            #expect(counts.values.map(\.limited).reduce(0, +) == limited.count)
        }
    }

    @Test func anUnavailablePlatformAnswers5xxAndMayHaveProcessed() async throws {
        let scenario = Scenario.with {
            $0.outage = .unavailable
            $0.processedAnyway = 1
        }
        try await Workshop.with(scenario) { workshop in
            let twilio = try await workshop.twilio(workshop.message())
            #expect(twilio.status == 500)
            #expect(twilio.json["code"]?.integer == 20_500)
            let whatsApp = try await workshop.whatsApp("{}")
            #expect(whatsApp.status == 500)
            #expect(whatsApp.json["error"]?["code"]?.integer == 131_000)
            let rcs = try await workshop.rcs("POST", "agentMessages", Workshop.card)
            #expect(rcs.json["error"]?["status"]?.string == "INTERNAL")
            // The first was right, and arrived; the others were wrong and would have been refused.
            _ = await workshop.box.posts.collect(2)
            let counts = workshop.simulator.counts
            #expect(counts[.twilio]?.processedAnyway == 1)
            #expect(counts[.twilio]?.delivered == 1)
            #expect(counts[.twilio]?.addsUp == true)
            #expect(counts[.whatsapp]?.accepted == 0)
        }
    }

    @Test func aSilentPlatformNeverAnswers() async throws {
        try await Workshop.with(.with { $0.outage = .silent }) { workshop in
            let request = OutboundRequest(
                url: workshop.simulator.url(of: .twilio)
                    + "/2010-04-01/Accounts/x/Messages.json",
                timeoutMillisecondsMax: 2_000
            )
            let result = await workshop.carrier.send(request)
            guard case .failure(.unanswered) = result else {
                Issue.record("an answer or no connection: \(result)")
                return
            }
            #expect(workshop.simulator.counts[.twilio]?.unanswered == 1)
        }
    }

    @Test func aPlatformRefusesConnectionsAndComesBack() async throws {
        var scenario = Scenario.quick
        let usual = scenario.script(of: .twilio).usual
        var refused = usual
        refused.outage = .refused
        scenario.platforms[.twilio] = PlatformScript(
            usual: usual,
            windows: [.init(fromSeconds: 0, toSeconds: 3, behaviour: refused)]
        )
        try await Workshop.with(scenario, begins: false) { workshop in
            let url = workshop.simulator.url(of: .twilio) + "/"
            let first = await workshop.carrier.send(OutboundRequest(method: "GET", url: url))
            #expect(try first.get().status == 404)
            workshop.simulator.beginScenario()
            var isRefused = [false]
            // Until it was away and is back; a run of equal answers counts once.
            for _ in 0..<3_000 where isRefused != [false, true, false] {
                let reply = await workshop.carrier.send(OutboundRequest(method: "GET", url: url))
                var now = false
                if case .failure(.notSent) = reply { now = true }
                if case .success = reply, isRefused.last == true { isRefused.append(false) }
                if now, isRefused.last == false { isRefused.append(true) }
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(isRefused == [false, true, false])
            // Its address and the other platforms are the same as before.
            #expect(workshop.simulator.url(of: .twilio) + "/" == url)
            #expect(try await workshop.twilio(workshop.message()).status == 201)
            #expect(try await workshop.whatsApp("{}").status == 400)
        }
    }

    @Test func lostMessagesAreCountedAndFalselyReported() async throws {
        let scenario = Scenario.with {
            $0.loss = 1
            $0.falseReceipts = 1
        }
        try await Workshop.with(scenario) { workshop in
            _ = try await workshop.twilio(workshop.message())
            let bodies = await workshop.box.posts.collect(2).map {
                String(decoding: $0.body, as: UTF8.self)
            }
            #expect(bodies[1].contains("MessageStatus=delivered"))
            #expect(workshop.simulator.phones.messages(to: try Stage.phone()).isEmpty)
            try await workshop.eventually("the false report is counted") {
                workshop.simulator.counts[.twilio]?.falseReports == 1
            }
            #expect(workshop.simulator.counts[.twilio]?.lost == 1)
            #expect(workshop.simulator.counts[.twilio]?.addsUp == true)
        }
    }
}
