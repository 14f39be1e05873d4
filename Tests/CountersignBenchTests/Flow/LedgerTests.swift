import CountersignCore
import CountersignHTTP
import Foundation
import Testing

@testable import CountersignBench

struct LedgerTests {
    private func id(_ number: UInt8) -> String {
        let random = Array(repeating: number, count: 10)
        return ConfirmationID(at: Instant(seconds: 1_790_000_000), random: random).text
    }

    @Test func linesAreAddedAndATornLastOneIsLeftOut() throws {
        let path = try TemporaryFolder().file("missing/ledger")
        #expect(throws: BenchFailure.self) { try Ledger(path: path) }
        let folder = try TemporaryFolder()
        let file = folder.file("ledger")
        try Ledger(path: file).append(Array(id(1).utf8)[...])
        try Ledger(path: file).append(Array(id(2).utf8)[...])
        let handle = try #require(FileHandle(forWritingAtPath: file))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(id(3).utf8.prefix(12)))
        #expect(try Ledger.ids(in: file).map(\.id.text) == [id(1), id(2)])
    }

    @Test func foreignLinesAreRefused() throws {
        let folder = try TemporaryFolder()
        let file = folder.file("ledger")
        try Data("\(id(1))\nhello\n".utf8).write(to: URL(fileURLWithPath: file))
        #expect(throws: BenchFailure.file(path: file, reason: "line 2 is no confirmation id")) {
            try Ledger.ids(in: file)
        }
    }

    @Test func checkNamesWhatIsMissingAndWhatIsLost() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("ledger")
        let sink = Sink(messagesExpected: 64)
        let service = PretendService(sink: sink)
        let server = try serve(service)
        var settings = FlowSettings(host: "127.0.0.1", port: server.address.port, key: "secret")
        settings.flowsMax = 20
        settings.warmUps = 0
        settings.pacedSeconds = 0
        settings.ledgerPath = path
        #expect(try await FlowBench(settings).run(sink).faults == [])
        let port = server.address.port
        let whole = try await Bench.verifyLedger(
            path: path,
            host: "localhost",
            port: port,
            key: "secret"
        )
        #expect(whole.isWhole && whole.answered == 20 && whole.handedOver == 20)

        let ids = try Ledger.ids(in: path).map(\.id.text)
        service.forget(ids[3])
        service.setMessage(of: ids[4], to: "queued")
        service.setMessage(of: ids[5], to: "unknown")
        service.setMessage(of: ids[6], to: "failed")
        let report = try await Bench.verifyLedger(
            path: path,
            host: "127.0.0.1",
            port: port,
            key: "secret"
        )
        #expect(!report.isWhole)
        #expect(report.found == 19 && report.handedOver == 16)
        #expect(report.stillToBe == 1 && report.unanswered == 1)
        #expect(report.missing == [ids[3]])
        #expect(report.undelivered == [#"\#(ids[6]) ["failed"]"#])
        #expect(try JSONReader.read(report.json)["whole"]?.bool == false)
        #expect(report.text.contains("unknown: \(ids[3])\n"))

        let strange = try await Bench.verifyLedger(
            path: path,
            host: "127.0.0.1",
            port: port,
            key: "wrong"
        )
        #expect(strange.unread.count == 20 && strange.found == 0)
        await server.stop(graceSeconds: 0)
    }
}
