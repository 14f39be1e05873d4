import CountersignCore
import CountersignHTTP
import CountersignMessaging
import Foundation
import Testing

@testable import CountersignServer

@Suite struct ConfigurationFileTests {
    private func read(
        _ text: String,
        environment: [String: String] = [:],
        folder: String = "/etc/countersign"
    ) -> ConfigurationFile.Report {
        ConfigurationFile.read(
            SourceText(file: "countersign.json5", text: text),
            from: SettingsWorld(environment: environment, folder: folder)
        )
    }

    private func rendered(_ findings: [Finding]) -> String {
        findings.map(\.rendered).joined(separator: "\n")
    }

    @Test func initialFileIsGoodAsItStands() throws {
        let report = read(ConfigurationFile.initialText)
        #expect(rendered(report.findings) == "")
        #expect(rendered(report.warnings) == "")
        let configuration = try #require(report.configuration)
        #expect(configuration.listen.description == "127.0.0.1:8080")
        #expect(configuration.store == "/etc/countersign/countersign.sqlite")
        #expect(configuration.templates == nil)
        #expect(configuration.limits == Configuration.Limits())
    }

    @Test func initialFileNamesEverySetting() {
        for name in SettingsReader.topSettings {
            #expect(ConfigurationFile.initialText.contains("\(name): "), "\(name)")
        }
    }

    @Test func emptyFileTakesEveryDefault() throws {
        let configuration = try #require(read("{}").configuration)
        #expect(configuration.publicURL == "http://127.0.0.1:8080")
        #expect(configuration.keys == "/etc/countersign/keys.json")
        #expect(!configuration.webhooksAllowPrivate)
    }

    @Test func wholeFileIsRead() throws {
        let text = """
            {
              listen: "[::1]:0", public_url: "https://confirm.shop.example/", store: "/var/x.sqlite",
              providers: {
                gateway: { kind: "webhook", channel: "sms", url: "https://sms.example/send",
                  secret: { env: "GATEWAY" }, body: { to: "{to}" } },
              },
              routes: {
                default: [{ channel: "sms", providers: ["gateway"] }],
                "acme-shoes": [],
              },
              webhooks: { allow_private: true },
              limits: { connections: 10 },
            }
            """
        let report = read(text, environment: ["GATEWAY": "a secret of the gateway"])
        #expect(rendered(report.findings + report.warnings) == "")
        let configuration = try #require(report.configuration)
        #expect(configuration.publicURL == "https://confirm.shop.example")
        #expect(configuration.store == "/var/x.sqlite")
        let provider = try #require(configuration.providers.first)
        #expect(provider.name == "gateway")
        #expect(provider.channel == .sms)
        #expect(!"\(provider)".contains("a secret of the gateway"))
        let acme = try #require(MerchantID("acme-shoes"))
        let other = try #require(MerchantID("other"))
        #expect(configuration.route(of: acme).isEmpty)
        #expect(configuration.route(of: other).map(\.providers) == [["gateway"]])
        #expect(configuration.limits.connections == 10)
    }

    @Test func everyFaultIsFoundAtOnceWithPlaceAndRemedy() {
        let text = """
            {
              listn: "127.0.0.1:8080",
              public_url: "ftp://shop.example",
              behind_proxy: "yes",
              providers: {
                gateway: { kind: "webhok", channel: "sms" },
                push1: { kind: "webhook", channel: "smss", url: "https://u:p@x.example", secret: { env: "NONE" } },
              },
              routes: { default: [{ channel: "rcs", providers: ["gatway", "gateway"] }, { channel: "sms", providers: [] }] },
              limits: { connections: 0 },
            }
            """
        let expected = """
            countersign.json5:2:3: unknown setting 'listn'; did you mean 'listen'?
                2 |   listn: "127.0.0.1:8080",
                  |   ^~~~~
            countersign.json5:3:15: 'public_url' must start with https:// or http://
                3 |   public_url: "ftp://shop.example",
                  |               ^~~~~~~~~~~~~~~~~~~~
            countersign.json5:4:17: 'behind_proxy' is a string; true or false belongs here
                4 |   behind_proxy: "yes",
                  |                 ^~~~~
            countersign.json5:6:22: unknown kind of provider 'webhok'; did you mean 'webhook'?
                6 |     gateway: { kind: "webhok", channel: "sms" },
                  |                      ^~~~~~~~
            """
        let report = read(text)
        #expect(report.configuration == nil)
        #expect(rendered(Array(report.findings.prefix(4))) == expected)
        let rest = report.findings.dropFirst(4).map { "\($0.line):\($0.column) \($0.message)" }
        #expect(
            rest == [
                "7:40 write one of sms, whatsapp, rcs, email, push; did you mean 'sms'?",
                "7:53 credentials don't belong in a URL; use a header with {secret}",
                "7:93 the environment variable NONE is not set; set it before the service starts",
                "9:53 unknown provider 'gatway'; did you mean 'gateway'?",
                "9:63 provider 'gateway' serves sms, not rcs",
                "9:106 a step of a route needs at least one provider, e.g. [\"gateway\"]",
                "10:26 'connections' takes a whole number from 1 to 65536",
            ]
        )
    }

    @Test func aKindOfOneChannelNeedsNoneNamed() {
        let text = """
            {
              providers: {
                mail: { kind: "smtp", url: "smtps://mail.example", from: "pay@shop.example" },
                kannel: { kind: "kannel", url: "http://127.0.0.1:13013/x", username: "a", password: { env: "P" } },
              },
              routes: {
                default: [{ channel: "sms", providers: ["kannel"] }],
                acme: [{ channel: "sms", providers: ["mail"] }],
              },
            }
            """
        let report = read(text, environment: ["P": "hunter2"])
        #expect(
            report.findings.map { "\($0.line):\($0.column) \($0.message)" }
                == ["8:42 provider 'mail' serves email, not sms"]
        )
    }

    @Test func secretInTheFileIsRefusedAndNeverShown() throws {
        let text = """
            { providers: { gateway: { kind: "webhook", channel: "smss", url: "https://x.example", secret: "hunter\\"2" } } }
            """
        let report = read(text)
        let shown = rendered(report.findings)
        #expect(report.findings.count == 2)
        #expect(shown.contains("a secret never stands in the configuration"))
        #expect(!shown.contains("hunter"))
    }

    @Test func brokenLineThatSpeaksOfASecretIsNotShown() {
        let report = read("{ providers: { a: { secret: \"hunter2\" ] } }")
        #expect(report.findings.count == 1)
        #expect(!rendered(report.findings).contains("hunter2"))
    }

    @Test func brokenTextHasOneFindingWithItsPlace() {
        let report = read("{\n  listen: ,\n}")
        #expect(report.findings.map(\.line) == [2])
        #expect(report.findings.map(\.column) == [11])
    }

    @Test func everyKindsSecretsAreRefusedAndNeverShown() throws {
        let report = read(
            """
            { providers: {
                sms: { kind: "twilio", channel: "smss", account_sid: "AC1", auth_token: "hunter2", signing_keys: { one: "hunter2" } },
                bird: { kind: "bird", access_key: "hunter2", signing_key: "hunter2", wrong: 1 },
                ios: { kind: "apns", key: "hunter2", key_id: "ABC1234567", service_account: "hunter2", topic: "" } } }
            """
        )
        let shown = rendered(report.findings)
        #expect(!shown.contains("hunter2"))
        #expect(shown.contains("account_sid: \"AC1\""))
        #expect(shown.contains("key_id: \"ABC1234567\""))
        for line in ["auth_token: \"hunter2\" ] }", "key: \"hunter2\" ] }"] {
            let broken = read("{ providers: { a: { \(line) } }")
            #expect(!rendered(broken.findings).contains("hunter2"))
            #expect(broken.findings.count == 1)
        }
    }

    @Test func objectThatNamesNoSecretIsAFault() {
        let report = read(
            """
            { providers: {
                bird: { kind: "bird", workspace_id: "w", channel_id: "c", access_key: {}, signing_key: { env: "KEY" } },
                sms: { kind: "twilio", channel: "sms", account_sid: "AC0123456789abcdef0123456789abcdef", from: "+15550100000",
                    auth_token: { env: "KEY", file: "hunter2" }, signing_keys: { one: {} } } },
              routes: { default: [{ channel: "sms", providers: ["bird", "sms"] }] } }
            """,
            environment: ["KEY": "a secret of 24 bytes or more"]
        )
        #expect(report.configuration == nil)
        #expect(report.findings.map(\.line) == [2, 4, 4])
        #expect(report.findings.allSatisfy { $0.message.contains("takes exactly one of both") })
        #expect(!rendered(report.findings).contains("hunter2"))
    }

    @Test(arguments: ["kind: \"kannel\", username: \"u\"", "kind: \"webhook\", channel: \"sms\""])
    func credentialsInAURLAreRefusedAndNeverShown(kind: String) {
        let report = read(
            """
            { providers: { sms: { \(kind), url: "http://user:hunter2@127.0.0.1/",
                password: { env: "KEY" }, secret: { env: "KEY" } } } }
            """,
            environment: ["KEY": "a secret of 24 bytes or more"]
        )
        let shown = rendered(report.findings)
        #expect(shown.contains("credentials"))
        #expect(!shown.contains("hunter2"))
    }

    @Test func keyThatWouldBreakAHeaderFieldIsRefused() {
        let report = read(
            """
            { providers: {
                a: { kind: "messagebird", access_key: { env: "KEY" }, signing_key: { env: "GOOD" }, from: "ACME" },
                b: { kind: "bird", workspace_id: "w", channel_id: "c", access_key: { env: "KEY" }, signing_key: { env: "GOOD" } },
                c: { kind: "infobip", channel: "sms", base_url: "https://x.example", api_key: { env: "KEY" }, from: "ACME", callback_secret: { env: "GOOD" } },
                d: { kind: "sinch", region: "eu", service_plan_id: "p", api_token: { env: "KEY" }, from: "ACME", callback_secret: { env: "GOOD" } } } }
            """,
            environment: ["KEY": "hunter2\nX-Other: 1", "GOOD": "a secret of 24 bytes or more"]
        )
        #expect(report.findings.map(\.line) == [2, 3, 4, 5])
        #expect(report.findings.allSatisfy { $0.message.contains("beyond ASCII") })
        #expect(!rendered(report.findings).contains("hunter2"))
    }

    @Test(arguments: [(" \n", "is not set"), ("15 bytes, or so\n", "at least 16 bytes")])
    func secretOfTheEnvironmentIsReadWithoutItsLineEnd(value: String, fault: String) {
        let text = """
            { providers: { g: { kind: "sinch", region: "eu", service_plan_id: "p", from: "ACME",
                api_token: { env: "TOKEN" }, callback_secret: { env: "SECRET" } } },
              routes: { default: [{ channel: "sms", providers: ["g"] }] } }
            """
        let findings = read(text, environment: ["TOKEN": "token\n", "SECRET": value]).findings
        #expect(findings.count == 1)
        #expect(findings.allSatisfy { $0.message.contains(fault) })
    }

    @Test func secretFileIsReadWithoutItsLineEnd() throws {
        let world = try TestSurroundings()
        try world.write("a secret of 24 bytes or more\n", to: "secrets/gateway")
        let text = """
            { providers: { g: { kind: "webhook", channel: "sms", url: "https://x.example", secret: { file: "secrets/gateway" } } },
              routes: { default: [{ channel: "sms", providers: ["g"] }] } }
            """
        let report = read(text, folder: world.folder)
        #expect(report.configuration?.providers.map(\.name) == ["g"])
        // The file was written with the usual mode, which lets others read it.
        #expect(report.warnings.count == 1)
        #expect(rendered(report.warnings).contains("chmod 600 secrets/gateway"))
    }

    @Test(arguments: [
        ("{ listen: \"0.0.0.0:80\" }", false),
        ("{ listen: \"[::]:80\" }", false),
        ("{ listen: \"0.0.0.0:80\", behind_proxy: true }", true),
        ("{ listen: \"127.0.0.2:80\" }", true),
        ("{ listen: \"[::1]:80\" }", true),
        ("{ listen: \"localhost:80\" }", true),
        ("{ listen: \"80\" }", false),
        ("{ listen: \"1.2.3:80\" }", false),
        ("{ listen: \"127.0.0.1:65536\" }", false),
        ("{ listen: \"127.0.0.01:80\" }", false),
        ("{ listen: \"[::1::2]:80\" }", false),
    ])
    func addressThatOthersReachNeedsProtection(text: String, isGood: Bool) {
        #expect(read(text).findings.isEmpty == isGood)
    }

    @Test func missingFileSaysHowToMakeOne() async throws {
        let world = try TestSurroundings()
        #expect(await world.run("config", "check") == .unusable)
        #expect(world.diagnostics.contains("countersign init"))
    }
}
