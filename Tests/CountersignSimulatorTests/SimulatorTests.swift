import CountersignCore
import CountersignMessaging
import Testing

@testable import CountersignSimulator

@Suite(.timeLimit(.minutes(5))) struct SimulatorTests {
    @Test func theFrontPageSaysWhatItIs() async throws {
        try await Stage.with { stage in
            let request = OutboundRequest(method: "GET", url: stage.simulator.url + "/")
            let reply = try await stage.carrier.send(request).get()
            #expect(reply.status == 200)
            #expect(String(decoding: reply.body, as: UTF8.self).contains("simulator"))
        }
    }

    @Test(arguments: [
        ("GET", "/sms/send", 405), ("GET", "/whatsapp/v23.0/100000000000001/messages", 405),
        ("PUT", "/rcs/v1/phones/%2B4915112345678/agentMessages", 405), ("POST", "/", 404),
        ("POST", "/sms", 404), ("POST", "/sms/send/", 404), ("GET", "/simulator/counts", 404),
        ("POST", "/rcs/v2/phones/x/agentMessages", 404),
    ])
    func otherPathsAndMethodsAreRefused(method: String, path: String, status: Int) async throws {
        try await Stage.with { stage in
            let request = OutboundRequest(method: method, url: stage.simulator.url + path)
            let reply = try await stage.carrier.send(request).get()
            #expect(reply.status == status)
            #expect(String(decoding: reply.body, as: UTF8.self).contains("simulator"))
        }
    }

    @Test func aReportIsPostedUntilTheServiceTakesIt() async throws {
        try await Stage.with(refusingFirst: 1) { stage in
            _ = try await stage.outcome(.sms, of: try stage.request(.sms).request)
            #expect(await stage.service.reports(2).map { $0?.status } == [.sent, .delivered])
            let callbacks = stage.service.callbacks
            try #require(callbacks.count == 3)
            #expect(callbacks[0].headers["webhook-id"] == callbacks[1].headers["webhook-id"])
            #expect(callbacks[0].body == callbacks[1].body)
            #expect(callbacks[0].headers["webhook-id"] != callbacks[2].headers["webhook-id"])
        }
    }

    @Test func whatWaitsIsGivenUpWhenItStops() async throws {
        var settings = SimulatorSettings()
        settings.delayMilliseconds = 3_600_000
        try await Stage.with(settings) { stage in
            _ = try await stage.outcome(.sms, of: try stage.request(.sms).request)
            await stage.simulator.stop()
            #expect(stage.service.callbacks.isEmpty)
            #expect(stage.simulator.phones.messages(to: try Stage.phone()).isEmpty)
            let again = await stage.carrier.send(try stage.request(.sms).request)
            guard case .failure(.notSent) = again else {
                Issue.record("the simulator still listens")
                return
            }
        }
    }
}
