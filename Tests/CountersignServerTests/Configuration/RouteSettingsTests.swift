import CountersignCore
import CountersignMessaging
import CountersignPolicy
import Testing

@testable import CountersignServer

/// Routes with conditions and limits of providers, as the configuration writes them.
@Suite struct RouteSettingsTests {
    private static let gateway =
        #"kind: "webhook", channel: "sms", url: "https://x.example", body: {}"#

    private func read(
        routes: String,
        limits: String = ""
    ) -> ConfigurationFile.Report {
        let text = """
            { providers: {
                one: { \(RouteSettingsTests.gateway)\(limits.isEmpty ? "" : ", limits: \(limits)") },
                two: { \(RouteSettingsTests.gateway) } },
              routes: { default: \(routes) } }
            """
        return ConfigurationFile.read(
            SourceText(file: "countersign.json5", text: text),
            from: SettingsWorld(environment: [:], folder: "/etc/countersign")
        )
    }

    @Test func stepIsReadWithItsConditions() throws {
        let report = read(
            routes: """
                [{ channel: "sms", providers: ["one", "two"], countries: ["DE", "AT"],
                   prefixes: ["+4915"], next_after: 15, hedge: true },
                 { channel: "sms", providers: ["two"] }]
                """
        )
        #expect(report.findings.isEmpty)
        let steps = try #require(report.configuration).defaultRoute
        #expect(
            steps == [
                Route.Step(
                    channel: .sms,
                    providers: ["one", "two"],
                    countries: ["DE", "AT"],
                    prefixes: ["+4915"],
                    nextAfterSeconds: 15,
                    isHedged: true
                ), Route.Step(channel: .sms, providers: ["two"]),
            ]
        )
    }

    @Test(
        arguments: [
            (
                #"[{ channel: "sms", providers: ["one"] }, { channel: "sms", providers: ["two"] }]"#,
                "a step of 'sms' above takes everybody, so this one is never reached; give that "
                    + "one countries or prefixes, or put it last"
            ),
            (
                #"[{ channel: "sms", providers: ["one"], countries: ["XX"] }]"#,
                "'XX' is no country with a calling code; write two capital letters, e.g. \"DE\""
            ),
            (
                #"[{ channel: "sms", providers: ["one"], countries: [] }]"#,
                "'countries' takes an array that is not empty, e.g. [\"DE\", \"AT\"]"
            ),
            (
                #"[{ channel: "sms", providers: ["one"], prefixes: ["4915"] }]"#,
                "a prefix is a plus sign and the first digits of a number, e.g. \"+4915\""
            ),
            (
                #"[{ channel: "sms", providers: ["one"], next_after: 4 }]"#,
                "'next_after' takes a whole number from 5 to 300"
            ),
            (
                #"[{ channel: "sms", providers: ["one"], hedge: true }]"#,
                "hedge: true needs a second provider in this step"
            ),
        ]
    )
    func faultOfAStepIsNamed(routes: String, message: String) {
        #expect(read(routes: routes).findings.map(\.message) == [message])
    }

    @Test func limitsStandInThePlaceOfTheUsualOnes() throws {
        let routes = #"[{ channel: "sms", providers: ["one"] }]"#
        let report = read(
            routes: routes,
            limits:
                "{ concurrent: 8, per_second: 20, recipient_interval_seconds: 6, recipient_burst: 3 }"
        )
        #expect(report.findings.isEmpty)
        #expect(
            report.configuration?.providerLimits == [
                "one": ProviderLimits(
                    concurrentMax: 8,
                    perSecondMax: 20,
                    recipientIntervalSeconds: 6,
                    recipientBurstMax: 3
                )
            ]
        )
        let wrong = read(routes: routes, limits: "{ concurrent: 0, per_secnd: 5 }")
        #expect(
            wrong.findings.map(\.message) == [
                "'concurrent' takes a whole number from 1 to 1024",
                "unknown setting 'per_secnd'; did you mean 'per_second'?",
            ]
        )
    }

    @Test func countriesThatNoStepTakesAreNamed() throws {
        func warnings(_ routes: String) throws -> [String] {
            let configuration = try #require(read(routes: routes).configuration)
            return RouteCheck.unreachedCountries(
                configuration.defaultRoute,
                [.rcs, .whatsapp, .sms]
            )
        }
        let some = try warnings(
            #"[{ channel: "sms", providers: ["one"], countries: ["DE", "AT"] }]"#
        )
        #expect(some.count == PhoneNumber.countries.count - 2)
        #expect(!some.contains("DE"))
        #expect(
            RouteCheck.unreachedText(some)
                == "no step takes all numbers of AC, AD, AE, AF, AG, AI, AL, AM, AO, AR, AS, AU "
                + "and 231 more; payers there get no message unless a last step has no conditions"
        )
        #expect(try warnings(#"[{ channel: "sms", providers: ["one"] }]"#).isEmpty)
        #expect(try warnings("[]").isEmpty)
        let prefix = try warnings(
            #"[{ channel: "sms", providers: ["one"], countries: ["DE"], prefixes: ["+4915"] }]"#
        )
        #expect(prefix.contains("DE"))
    }
}
