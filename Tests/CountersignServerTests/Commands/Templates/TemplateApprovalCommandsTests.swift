import CountersignCore
import CountersignHTTP
import CountersignKeys
import CountersignMessaging
import CountersignSimulator
import Testing

@testable import CountersignServer

/// `template submit` and `template status`, from the command line to a platform over real HTTP.
@Suite(.timeLimit(.minutes(1))) struct TemplateApprovalCommandsTests {
    /// A folder of its own whose configuration points at a simulator of its own.
    private struct Scene {
        let world: TestSurroundings
        let simulator: Simulator
        private let surroundings: Surroundings

        init(status: String = "PENDING") throws {
            var settings = SimulatorSettings()
            settings.newTemplateStatus = status
            let secrets = SimulatorSecrets(from: SystemEntropy())
            let carrier = SilentCarrier()
            simulator = try Simulator.start(
                listen: ListenAddress(host: "127.0.0.1", port: 0),
                carrier: carrier,
                secrets: secrets,
                crypto: .libcrypto,
                clock: SystemClock(),
                entropy: SystemEntropy(),
                settings: settings
            )
            world = try TestSurroundings.withAssets(languages: nil)
            let token = secrets.environment.first { $0.key.hasSuffix("WHATSAPP_TOKEN") }?.value
            for (name, value) in [("token", token ?? ""), ("app", "secret"), ("verify", "token")] {
                try world.write(value, to: "secrets/\(name)")
            }
            try world.write(
                """
                {
                  listen: "127.0.0.1:0", public_url: "https://confirm.example",
                  store: "store.sqlite", keys: "keys.json",
                  providers: { meta: {
                    kind: "whatsapp-cloud", base_url: "\(simulator.url(of: .whatsapp))",
                    phone_number_id: "\(settings.phoneNumberID)",
                    business_account_id: "\(settings.businessAccountID)",
                    access_token: {file: "secrets/token"}, app_secret: {file: "secrets/app"},
                    verify_token: {file: "secrets/verify"},
                  } },
                  routes: { default: [{ channel: "whatsapp", providers: ["meta"] }] },
                }
                """,
                to: "countersign.json5"
            )
            var surroundings = world.surroundings
            surroundings.send = Surroundings.sendOverCurl
            self.surroundings = surroundings
        }

        /// Runs a command, and gives what it printed as JSON.
        func run(_ arguments: String...) async throws -> (CountersignServer.ExitStatus, [JSONValue])
        {
            world.forget()
            let status = await Program.run(["template"] + arguments + ["--json"], in: surroundings)
            let rows = try? JSONReader.read(Array(world.output.utf8)).array
            return (status, rows ?? [])
        }

        /// The words of the drifts of a template.
        func drifts(_ name: String, _ language: String) async throws -> [String] {
            let (_, rows) = try await run("status")
            let row = rows.first {
                $0["name"]?.string == name && $0["language"]?.string == language
            }
            return (row?["drifts"]?.array ?? []).compactMap { $0["drift"]?.string }
        }
    }

    private func scene(
        status: String = "PENDING",
        _ body: (Scene) async throws -> Void
    ) async throws {
        let scene = try Scene(status: status)
        let result: Result<Void, any Error>
        do { result = .success(try await body(scene)) } catch { result = .failure(error) }
        await scene.simulator.stop()
        try result.get()
    }

    @Test func whatIsSubmittedIsWhatTheDryRunPrinted() async throws {
        try await scene { scene in
            let (dry, requests) = try await scene.run("submit", "--dry-run")
            #expect(dry == .done)
            #expect(!requests.isEmpty)
            #expect(
                try await scene.run("status").1.allSatisfy { row in
                    row["drifts"]?.array?.first?["drift"]?.string == "missing"
                }
            )
            let (status, rows) = try await scene.run("submit")
            #expect(status == .done)
            #expect(rows.count == requests.count)
            #expect(rows.allSatisfy { $0["status"]?.string == "PENDING" })
            for request in requests {
                let name = try #require(request["body"]?["name"]?.string)
                let language = try #require(request["body"]?["language"]?.string)
                #expect(try await scene.drifts(name, language) == ["pending"])
            }
        }
    }

    @Test func everyDriftIsNamed() async throws {
        try await scene(status: "APPROVED") { scene in
            _ = try await scene.run("submit")
            let (clean, _) = try await scene.run("status")
            #expect(clean == .done)
            let (name, language) = ("countersign_code", "en")
            func decide(_ status: String, category: String? = nil, _ parts: JSONValue? = nil) {
                scene.simulator.decide(
                    template: name,
                    language: language,
                    status: status,
                    category: category,
                    components: parts
                )
            }
            decide("REJECTED")
            #expect(try await scene.drifts(name, language) == ["rejected"])
            decide("DISABLED")
            #expect(try await scene.drifts(name, language) == ["unusable"])
            decide("APPROVED", category: "MARKETING")
            #expect(try await scene.drifts(name, language) == ["category_differs"])
            decide(
                "APPROVED",
                category: "AUTHENTICATION",
                try JSONReader.read(Array(#"[{"type": "BODY"}]"#.utf8))
            )
            #expect(try await scene.drifts(name, language) == ["text_differs"])
            #expect(try await scene.run("status").0 == .findings)
        }
    }

    @Test func languageThatWasNotSubmittedIsNamed() async throws {
        try await scene(status: "APPROVED") { scene in
            _ = try await scene.run("submit", "--locale", "en")
            #expect(try await scene.drifts("countersign_code", "en").isEmpty)
            #expect(try await scene.drifts("countersign_code", "de") == ["language_missing"])
        }
    }

    @Test func aRefusalIsToldInThePlatformsWords() async throws {
        try await scene { scene in
            _ = try await scene.run("submit", "--locale", "en")
            let (status, rows) = try await scene.run("submit", "--locale", "en")
            #expect(status == .findings)
            #expect(rows.first?["result"]?.string == "refused")
            #expect(rows.first?["reason"]?.string?.contains("Already Exists") == true)
            #expect(!scene.world.output.contains("Bearer"))
        }
    }

    @Test func dryRunNeedsNoConfiguration() async throws {
        let world = try TestSurroundings.withAssets(languages: nil)
        #expect(
            await world.run("template", "submit", "--brand", "example-shoes", "--dry-run") == .done
        )
        #expect(world.output.contains("POST /{WABA_ID}/message_templates"))
        #expect(world.output.contains("\"name\": \"example_shoes_code\""))
        #expect(world.requests.isEmpty)
    }

    @Test func unreachablePlatformIsForLater() async throws {
        try await scene { scene in
            await scene.simulator.stop()
            for command in ["status", "submit"] {
                let (status, _) = try await scene.run(command)
                #expect(status == .tryAgainLater)
            }
        }
    }

    @Test func misspeltBrandsAndLanguagesAreNamed() async throws {
        let world = try TestSurroundings.withAssets(languages: nil)
        #expect(
            await world.run("template", "submit", "--brand", "example-shoe", "--dry-run")
                == .unusable
        )
        #expect(world.diagnostics.contains("did you mean 'example-shoes'?"))
        #expect(await world.run("template", "submit", "--locale", "xx", "--dry-run") == .unusable)
        #expect(world.diagnostics.contains("has no locale 'xx'"))
    }

    @Test func accountMustBeKnown() async throws {
        try await scene { scene in
            let path = scene.world.folder + "/countersign.json5"
            let text = try #require(Files.text(path))
            let lines = text.split(separator: "\n").filter { !$0.contains("business_account_id") }
            try scene.world.write(lines.joined(separator: "\n"), to: "countersign.json5")
            #expect(try await scene.run("status").0 == .unusable)
            #expect(scene.world.diagnostics.contains("business_account_id"))
        }
    }
}

/// Nothing is reported in these tests: no message is sent.
private struct SilentCarrier: Carrier {
    func send(_ request: OutboundRequest) async -> Result<OutboundReply, OutboundFailure> {
        .failure(.notSent(reason: "nobody listens"))
    }
}
