import CountersignCore
import CountersignStore
import Testing

@testable import CountersignServer

@Suite struct ReportEducationCommandTests {
    private static let start = Instant(seconds: 1_795_428_000)

    private func statistics(
        by dimensions: Set<EducationDimension> = [.tip]
    ) throws -> EducationStatistics {
        var tally = EducationTally()
        func count(
            _ tip: MessageTip,
            _ locale: String,
            _ counts: [ConfirmationStatus: Int]
        ) {
            for (status, count) in counts {
                for number in 0..<count {
                    let milliseconds = status == .approved ? Int64(number % 10 + 1) * 1_000 : nil
                    tally.count(tip, locale: locale, status, confirmedAfter: milliseconds)
                }
            }
        }
        count(.shown(id: "never_share", variant: 1), "en", [.approved: 560, .expired: 139])
        count(.shown(id: "never_share", variant: 1), "de", [.denied: 1, .pending: 3])
        count(.holdout(id: "never_share", variant: 1), "en", [.approved: 480, .expired: 320])
        count(.shown(id: "was_it_you", variant: 0), "en", [.approved: 9, .denied: 1])
        count(.noRoom, "ja", [.approved: 5])
        let query = EducationQuery(
            since: Self.start,
            until: Self.start.advanced(bySeconds: 3_600),
            mode: .live,
            merchant: nil,
            dimensions: dimensions
        )
        return EducationStatistics(try #require(query), tally: tally)
    }

    @Test func theTableIsForReading() throws {
        let expected = """
            live payments made from 2026-11-23T10:00:00Z to 2026-11-23T11:00:00Z

            TIP                   PAYMENTS  CONFIRMED       95 % BOUNDS  DENIED      95 % BOUNDS  TO CONFIRM    P90  OPEN
            never_share  shown         700     80.0 %  76.9 % to 82.8 %   0.1 %   0.0 % to 0.8 %       5.1 s  9.1 s     3
            never_share  holdout       800     60.0 %  56.6 % to 63.3 %   0.0 %   0.0 % to 0.5 %       5.1 s  9.1 s     0
            was_it_you   shown          10     90.0 %  59.6 % to 98.2 %  10.0 %  1.8 % to 40.4 %       5.1 s  9.1 s     0
            was_it_you   holdout         0          -                 -       -                -           -      -     0
            all          shown         710     80.1 %  77.0 % to 82.9 %   0.3 %   0.1 % to 1.0 %       5.1 s  9.1 s     3
            all          holdout       800     60.0 %  56.6 % to 63.3 %   0.0 %   0.0 % to 0.5 %       5.1 s  9.1 s     0

            TIP          CONFIRMED WITH IT     95 % BOUNDS     DENIED WITH IT        95 % BOUNDS
            never_share  higher, +20.0 points  +15.4 to +24.4  unclear, +0.1 points  -0.3 to +0.8
            was_it_you   too few to say        -               too few to say        -
            all          higher, +20.1 points  +15.6 to +24.6  unclear, +0.3 points  -0.2 to +1.0

            WITHOUT A TIP  PAYMENTS  CONFIRMED        95 % BOUNDS  DENIED      95 % BOUNDS  TO CONFIRM    P90  OPEN
            no room left          5    100.0 %  56.6 % to 100.0 %   0.0 %  0.0 % to 43.4 %       3.0 s  5.1 s     0

            """
        let lines = EducationTable.text(try statistics()).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        #expect(lines == expected.split(separator: "\n", omittingEmptySubsequences: false))
    }

    @Test func rowsCanDifferInTipAndLanguage() throws {
        let text = EducationTable.text(try statistics(by: [.tip, .locale]))
        #expect(text.contains("\nTIP          LOCALE           PAYMENTS"))
        #expect(text.contains("\nnever_share  de      shown           1"))
        #expect(text.contains("\nnever_share  en      holdout       800"))
        #expect(text.contains("\nall                  shown         710"))
    }

    @Test func theDocumentSaysTheSame() throws {
        var json = JSONWriter()
        EducationStatisticsJSON.write(try statistics(), to: &json)
        let document = try JSONReader.read(json.bytes)
        let row = try #require(document["rows"]?.array?.first)
        #expect(row["tip"]?.string == "never_share")
        #expect(row["shown"]?["payments"]?.integer == 700)
        #expect(row["shown"]?["pending"]?.integer == 3)
        #expect(row["holdout"]?["milliseconds_to_confirm"]?["count"]?.integer == 480)
        let effect = try #require(row["effect"]?["confirmed"])
        #expect(effect["judgement"]?.string == "higher")
        #expect(effect["difference"] == .number(JSONNumber(text: "0.2000")))
        let few = document["rows"]?.array?[1]["effect"]?["denied"]
        #expect(few?["judgement"]?.string == "too-few")
        #expect(few?["difference"] == nil)
        #expect(document["payments_min"]?.integer == 100)
        #expect(document["without_tip"]?.array?.first?["payments"]?.integer == 5)
    }

    @Test func csvHasALineForEachSide() throws {
        let lines = EducationCSV.text(try statistics()).split(separator: "\r\n")
        #expect(lines.count == 7)
        let columns = lines.map {
            $0.split(separator: ",", omittingEmptySubsequences: false).count
        }
        #expect(Set(columns) == [22])
        #expect(lines[1].hasPrefix("never_share,shown,700,560,1,3,0.8000,0.7688,"))
        #expect(lines[1].contains(",0.2000,"))
        #expect(lines[2].hasPrefix("never_share,holdout,800,480,0,0,0.6000,"))
        #expect(lines[3].hasSuffix(",,,,too-few,,,,too-few"))
        #expect(lines[5].hasPrefix(",no_room,5,5,0,0,1.0000,"))
    }

    @Test func theCommandReadsTheStore() async throws {
        let world = try TestSurroundings()
        #expect(await world.run("init") == .done)
        try await ReportedPayments.put(into: world.folder + "/countersign.sqlite")
        world.forget()
        let range = ["--since", "2026-11-23T10:00:00Z", "--until", "2026-11-23T11:00:00Z"]
        let status = await Program.run(["report", "education"] + range, in: world.surroundings)
        #expect(status == .done, "\(world.diagnostics)")
        #expect(world.output.contains("No tip was shown or held back."))
    }

    @Test(
        arguments: [
            ["--by", "channel"], ["--json", "--csv"], ["--since", "yesterday"],
        ]
    )
    func whatCantBeMeantIsRefused(_ options: [String]) async throws {
        let world = try TestSurroundings()
        let status = await Program.run(["report", "education"] + options, in: world.surroundings)
        #expect(status == .unusable)
    }
}
