import CountersignCore
import CountersignStore
import Testing

@testable import CountersignServer

@Suite struct ReportDeliveryCommandTests {
    /// A configuration with prices, and a store with four payments.
    private func installed() async throws -> TestSurroundings {
        let world = try TestSurroundings()
        #expect(await world.run("init") == .done)
        try world.write("a secret of 24 bytes or more\n", to: "secret")
        let provider = """
            channel: "sms", url: "https://sms.example/send", secret: { file: "secret" }
            """
        try world.write(
            """
            { providers: {
                gateway: { kind: "webhook", \(provider),
                  prices: { currency: "EUR", default: "0.075", AT: "0.069" } },
                other: { kind: "webhook", \(provider) },
              },
              routes: { default: [{ channel: "sms", providers: ["gateway", "other"] }] } }
            """,
            to: "countersign.json5"
        )
        try await ReportedPayments.put(into: world.folder + "/countersign.sqlite")
        world.forget()
        return world
    }

    @Test func secretsOfProvidersAreNotNeededWhereNothingIsSent() async throws {
        let world = try await installed()
        try world.write(
            """
            { providers: {
                gateway: { kind: "webhook", channel: "sms", url: "https://sms.example/send",
                  secret: { env: "COUNTERSIGN_SECRET_OF_ANOTHER_MACHINE" } },
                texts: { kind: "twilio", account_sid: "AC1", auth_token: { file: "not/here" } },
              },
              routes: { default: [{ channel: "sms", providers: ["gateway", "texts"] }] } }
            """,
            to: "countersign.json5"
        )
        #expect(await Program.run(range, in: world.surroundings) == .done, "\(world.diagnostics)")
        #expect(await world.run("merchants", "list") == .done, "\(world.diagnostics)")
        #expect(world.diagnostics.isEmpty)
        #expect(await world.run("config", "check") == .findings)
        #expect(world.output.contains("COUNTERSIGN_SECRET_OF_ANOTHER_MACHINE is not set"))
        world.forget()
        // What does not stand there is still missed.
        try world.write(
            "{ providers: { a: { kind: \"webhok\" } }, routes: { default: [] } }",
            to: "countersign.json5"
        )
        #expect(await world.run("merchants", "list") == .unusable)
        #expect(world.diagnostics.contains("did you mean 'webhook'?"))
    }

    private let range = [
        "report", "delivery", "--since", "2026-11-23T10:00:00Z", "--until", "2026-11-23T11:00:00Z",
    ]

    private func output(_ more: String...) async throws -> String {
        let world = try await installed()
        let status = await Program.run(range + more, in: world.surroundings)
        #expect(status == .done, "\(world.diagnostics)")
        return world.output
    }

    @Test func theTableIsForReading() async throws {
        let expected = """
            live messages of payments made from 2026-11-23T10:00:00Z to 2026-11-23T11:00:00Z

            PROVIDER  COUNTRY  QUEUED  ACCEPTED  SENT  DELIVERED  CONFIRMED  DENIED  FAILED  FALLBACKS  SMS PARTS
            gateway   AT            1         1     1          1          0       1       0          0          1
            gateway   DE            2         1     1          1          1       0       1          0          2
            other     DE            1         1     0          0          1       0       0          1          1
            all                     4         3     2          2          2       1       1          1          4

            PROVIDER  COUNTRY  ACCEPTED  DELIVERED  CONFIRMED  TO DELIVER    P95  TO CONFIRM     P95        COST  EACH CONFIRMED  UNANSWERED  NORM
            gateway   AT        100.0 %    100.0 %      0.0 %       4.0 s  4.0 s           -       -  0.0690 EUR               -           -     -
            gateway   DE         50.0 %    100.0 %    100.0 %       4.0 s  4.0 s      20.2 s  20.2 s  0.1500 EUR      0.1500 EUR           -     -
            other     DE        100.0 %      0.0 %    100.0 %           -      -      20.2 s  20.2 s           ?               ?           -     -
            all                  75.0 %     66.7 %     66.7 %       4.0 s  4.0 s      20.2 s  20.2 s           ?               ?           -     -

            """
        #expect(try await output("--by", "provider,country") == expected)
    }

    @Test func aTotalAloneIsARowOfItsOwn() async throws {
        let text = try await output("--by", "merchant", "--merchant", "acme-shoes")
        #expect(text.contains("live messages of acme-shoes of payments"))
        #expect(text.contains("\nacme-shoes       4"))
    }

    @Test func csvHasOneKindOfNumberInAColumn() async throws {
        let text = try await output("--by", "provider,country", "--csv")
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.count == 5)
        #expect(lines.last == "")
        let rows = lines.dropLast().map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(Set(rows.map(\.count)) == [30])
        #expect(
            lines[1]
                == "gateway,AT,1,1,1,1,0,1,0,0,0,0,0,0,1,1.0000,1.0000,0.0000,4000,4000,,,"
                + "1,0,,,too-few,0,0.069000,"
        )
        #expect(rows[0].last == "cost_eur_per_confirmed")
        #expect(rows[2].suffix(2) == ["0.150000", "0.150000"])
        #expect(rows[3].suffix(3) == ["1", "", ""])
    }

    @Test func jsonIsThatOfTheAPI() async throws {
        let json = try JSONReader.read(Array(try await output("--json").utf8))
        #expect(json["mode"]?.string == "live")
        #expect(json["merchant"] == nil)
        #expect(json["rows"]?.array?.count == 3)
        #expect(json["total"]?["queued"]?.integer == 4)
        #expect(json["total"]?["unpriced"]?.integer == 1)
    }

    @Test func testMessagesAreApart() async throws {
        let json = try JSONReader.read(Array(try await output("--json", "--test").utf8))
        #expect(json["mode"]?.string == "test")
        #expect(json["total"]?["queued"]?.integer == 1)
    }

    @Test func anEmptyRangeSaysSo() async throws {
        let world = try await installed()
        let words = ["report", "delivery", "--since", "2w", "--until", "1w"]
        #expect(await Program.run(words, in: world.surroundings) == .done)
        #expect(world.output.hasSuffix("\nThere are none.\n"))
    }

    @Test(arguments: [
        (["--since", "yesterday"], "24h"),
        (["--since", "24 h"], "24h"),
        (["--since", "1234567h"], "24h"),
        (["--until", "2026-11-23"], "2026-11-23T10:00:00Z"),
        (["--since", "1h", "--until", "2h"], "begin before it ends"),
        (["--since", "53w"], "366 days"),
        (["--by", "chanel"], "did you mean 'channel'?"),
        (["--by", "channel,"], "it takes merchant, channel"),
        (["--merchant", "acme-shoe"], "did you mean 'acme-shoes'?"),
        (["--merchant", "Acme"], "no merchant id"),
        (["--json", "--csv"], "exclude each other"),
        (["--config", "none.json5"], "countersign init"),
    ])
    func misuseIsRefusedWithItsRemedy(words: [String], part: String) async throws {
        let world = try await installed()
        let status = await Program.run(["report", "delivery"] + words, in: world.surroundings)
        #expect(status == .unusable)
        #expect(world.diagnostics.contains(part), "\(world.diagnostics)")
        #expect(world.output.isEmpty)
    }

    @Test func helpShowsExamples() async throws {
        let world = try TestSurroundings()
        #expect(await world.run("report", "delivery", "--help") == .done)
        #expect(world.output.contains("countersign report delivery --since 7d"))
    }

    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""),
        ("a\r\nb", "\"a\r\nb\""), ("", ""),
    ])
    func fieldsThatWouldEndAreQuoted(field: String, quoted: String) {
        #expect(DeliveryCSV.quoted(field).utf8.elementsEqual(quoted.utf8))
    }
}
