import CountersignCore
import Testing

@testable import CountersignSimulator

@Suite(.timeLimit(.minutes(1))) struct SimulatorControlTests {
    private static let json = [(name: "Content-Type", value: "application/json")]

    @Test func phonesCanBeReadAndCounted() async throws {
        try await Workshop.with { workshop in
            _ = try await workshop.twilio(workshop.message())
            _ = await workshop.box.posts.collect(2)
            let base = workshop.simulator.url + "/simulator"
            let inbox = try await workshop.send("GET", base + "/messages?to=%2B4915112345678")
            #expect(inbox.status == 200)
            #expect(inbox.json["simulator"]?.bool == true)
            let messages = inbox.json["messages"]?.array ?? []
            #expect(messages.map { $0["text"]?.string } == ["Your code is 042917."])
            #expect(messages.first?["platform"]?.string == "twilio")
            try await workshop.eventually("both reports are counted") {
                workshop.simulator.counts[.twilio]?.reports == 2
            }
            let counts = try await workshop.send("GET", base + "/counts")
            #expect(counts.json["simulator"]?.bool == true)
            #expect(counts.json["twilio"]?["accepted"]?.integer == 1)
            #expect(counts.json["twilio"]?["delivered"]?.integer == 1)
            #expect(counts.json["twilio"]?["reports"]?.integer == 2)
        }
    }

    @Test func aPayerTapsAndWrites() async throws {
        try await Workshop.with { workshop in
            _ = try await workshop.rcs(
                "POST",
                "agentMessages?messageId=m1&agentId=countersign-simulator",
                Workshop.card
            )
            _ = await workshop.box.posts.collect(1)
            let tap = workshop.simulator.url + "/simulator/tap"
            let bodies = [
                "{\"to\":\"+4915112345678\",\"button\":\"Not me\"}",
                "{\"to\":\"+4915112345678\",\"message\":\"m1\",\"text\":\"NO\"}",
            ]
            for body in bodies {
                let reply = try await workshop.send("POST", tap, Self.json, body)
                #expect(reply.status == 202)
                _ = await workshop.box.posts.collect(1)
            }
            try await workshop.eventually("both answers are counted") {
                workshop.simulator.counts[.rcs]?.replies == 2
            }
        }
    }

    @Test(arguments: [
        ("GET", "/simulator/messages", "", 400), ("GET", "/simulator/messages?to=x", "", 400),
        ("POST", "/simulator/counts", "", 405), ("GET", "/simulator/tap", "", 405),
        ("GET", "/simulator/other", "", 404), ("GET", "/simulator", "", 404),
        ("POST", "/simulator/tap", "{}", 400), ("POST", "/simulator/tap", "", 400),
        ("POST", "/simulator/tap", "{\"to\":\"+4915112345678\",\"button\":\"x\"}", 400),
        ("POST", "/simulator/tap", "{\"to\":\"+4915112345678\",\"extra\":1}", 400),
    ])
    func whatItDoesNotTakeIsRefused(
        method: String,
        path: String,
        body: String,
        status: Int
    ) async throws {
        try await Workshop.with { workshop in
            let url = workshop.simulator.url + path
            let reply = try await workshop.send(method, url, Self.json, body)
            #expect(reply.status == status)
        }
    }

    @Test func aServicesOwnSimulatorCannotBeAsked() async throws {
        try await Workshop.with(.quick, { $0.hasControl = false }) { workshop in
            for path in ["messages?to=%2B4915112345678", "counts"] {
                let url = workshop.simulator.url + "/simulator/" + path
                let reply = try await workshop.send("GET", url)
                #expect(reply.status == 404)
            }
        }
    }

    @Test func payersTapAsTheScenarioSays() async throws {
        var scenario = Scenario.quick
        scenario.payers.confirm = 0
        scenario.payers.deny = 1
        scenario.payers.after = .fixed(milliseconds: 10)
        try await Workshop.with(scenario, { $0.payersTap = true }) { workshop in
            _ = try await workshop.rcs(
                "POST",
                "agentMessages?messageId=m1&agentId=countersign-simulator",
                Workshop.card
            )
            try await workshop.eventually("a payer denies") {
                workshop.simulator.counts[.rcs]?.replies == 1
            }
        }
    }

    @Test func theButtonIsFoundByItsPayload() {
        let taps = [
            SimulatedMessage.Tap(text: "Yes", payload: "cnf_1.approve.TOKEN"),
            SimulatedMessage.Tap(text: "No", payload: "cnf_1:deny:TOKEN"),
        ]
        #expect(PayerTaps.tap(for: .confirm, of: taps)?.text == "Yes")
        #expect(PayerTaps.tap(for: .deny, of: taps)?.text == "No")
        #expect(PayerTaps.tap(for: .ignore, of: taps) == nil)
        #expect(PayerTaps.tap(for: .confirm, of: [taps[1]]) == nil)
    }
}
