import Foundation
import Testing

@testable import CountersignServer

/// A log that nobody can take.
@Suite struct LogTests {
    @Test(arguments: [
        ("", "/dev/full"),
        // The reader opens the pipe and is gone.
        ("mkfifo broken; true <broken &", "broken"),
    ])
    func lostLogLinesStopNothing(prelude: String, errors: String) async throws {
        let folder = try await InstalledFolder.found()
        let service = try await SpawnedService.start(on: folder, prelude: prelude, errors: errors)
        for _ in 0..<3 {
            let forged = try await service.ask(.post("/v1/callbacks/simulator-sms", "{}"))
            #expect(forged.status == 401)
        }
        #expect(try await service.ask(.get("/livez")).status == 200)
        service.send(SIGTERM)
        #expect(try await service.end() == 0)
    }
}
