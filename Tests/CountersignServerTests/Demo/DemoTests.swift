import CountersignCore
import Foundation
import Testing

@testable import CountersignServer

@Suite struct DemoTests {
    private let world: DemoWorld

    init() throws { world = try DemoWorld() }

    private func lines(_ prefix: String) -> [String] {
        world.world.output.split(separator: "\n").map(String.init).filter { $0.hasPrefix(prefix) }
    }

    // MARK: - The printed flow

    @Test func everyStepHoldsInItsOrder() async throws {
        #expect(try await world.runOnce() == .done)
        let steps = world.world.output.split(separator: "\n")
            .filter { $0.first?.isNumber ?? false }.map(String.init)
        #expect(
            steps == [
                "1. A checkout asks the payer to confirm 49.99 EUR to Acme Shoes",
                "2. The phone shows the code: RCS first, then WhatsApp, then SMS",
                "3. The right code for another amount is refused",
                "4. A wrong code is refused, and counted",
                "5. The right code for the right amount is approved",
                "6. The receipt proves it, with the published keys alone",
                "7. A phone with neither RCS nor WhatsApp gets an SMS at once",
                "8. The order changes: 25.00 EUR become 31.50 EUR, and the code with them",
            ]
        )
        #expect(
            lines("   ✓ ").map { $0.dropFirst(5) } == [
                "the payer is asked", "it came by RCS", "it came by WhatsApp", "the same code",
                "it came by SMS", "the same code",
                "the checkout was never told the code: only the phone has it",
                "refused: the code belongs to 49.99 EUR, not to 499.90 EUR",
                "it cost no attempt: 5 are left", "refused, one attempt less",
                "approved: the shop may charge 49.99 EUR; only this answer is a 2xx",
                "the signature verifies, offline",
                "with one digit more in its amount it does not", "the payer is asked",
                "it went on by itself until one channel delivered", "the payer is asked again",
                "another code, and the message says what changed", "the old code is refused",
                "the new code is approved",
            ]
        )
        #expect(world.world.output.hasSuffix("\nEvery step held.\n"))
        #expect(world.world.diagnostics == "")
        #expect(try world.leftovers == [])
    }

    @Test func screensAreLabelledAndComeInTheOrderOfTheRoute() async throws {
        #expect(try await world.runOnce() == .done)
        let labels = lines("   ┌─ ").map { $0.dropFirst(6).prefix { $0 != "─" } }
        #expect(
            labels.map { $0.trimmingCharacters(in: .whitespaces) } == [
                "SIMULATOR · RCS from Acme Shoes to +44•••••••321",
                "SIMULATOR · WhatsApp from Acme Shoes to +44•••••••321",
                "SIMULATOR · SMS from simulator to +44•••••••321",
                "SIMULATOR · SMS from simulator to +44•••••••123",
                "SIMULATOR · SMS from simulator to +44•••••••123",
            ]
        )
        #expect(
            world.world.output.contains(
                "route: rcs failed → whatsapp undelivered → sms delivered"
            )
        )
    }

    @Test func noKeyIsPrintedAndWholeNumbersStandInRequestsOnly() async throws {
        #expect(try await world.runOnce() == .done)
        let output = world.world.output
        #expect(!output.contains("csk_"))
        for number in [DemoFlow.richPhone, DemoFlow.plainPhone] {
            let lines = output.split(separator: "\n").filter { $0.contains(number) }
            #expect(lines.count == 1)
            #expect(lines.allSatisfy { $0.contains("\"recipient\": {\"phone\": \"\(number)\"") })
        }
    }

    @Test func stepThatDoesNotHoldEndsItWithOne() async throws {
        try world.world.write(
            """
            policy "No rich channel"

            defaults
                channels sms

            otherwise confirm

            """,
            to: "Policies/default.policy"
        )
        #expect(try await world.runOnce() == .findings)
        let output = world.world.output
        #expect(
            output.hasSuffix(
                "   ✗ it came by RCS\n     expected: rcs\n     came:     sms\n"
            )
        )
        #expect(world.world.diagnostics.contains("a step of the demo did not hold; see above"))
        #expect(try world.leftovers == [])
    }

    // MARK: - Beginning and end

    @Test func takenPortIsSaidWithAdvice() async throws {
        try await world.withInstallation { demo in
            let second = try DemoWorld()
            let listen = String(demo.url.dropFirst("http://".count))
            let failure = await #expect(throws: CommandFailure.self) {
                try await second.runOnce(listen: listen)
            }
            #expect(failure?.status == .unusable)
            #expect(failure?.message.hasPrefix("\(listen) is in use") == true)
            #expect(failure?.hint?.contains("countersign demo --listen 127.0.0.1:") == true)
            #expect(try second.leftovers == [])
        }
    }

    @Test func storeAndKeysLieInAFolderOfTheirOwnUntilTheEnd() async throws {
        try await world.withInstallation { _ in
            let folders = try world.leftovers
            #expect(folders.count == 1)
            let folder = "tmp/" + (folders.first ?? "")
            #expect(try world.world.mode(of: folder) == 0o700)
            #expect(try world.world.mode(of: folder + "/keys.json") == 0o600)
        }
        #expect(try world.leftovers == [])
    }

    @Test func staysUpWithLinesToPasteUntilASignal() async throws {
        let (signals, sender) = AsyncStream.makeStream(of: Signal.self)
        async let status = world.demo(isOnce: false).run(until: signals)
        while !world.world.output.contains("Ctrl-C ends the demo") {
            try await Task.sleep(for: .milliseconds(20))
            if world.world.output.contains("✗") { break }
        }
        let output = world.world.output
        sender.yield(.reload)
        sender.yield(.stop)
        #expect(try await status == .done)
        #expect(output.contains("/demo\n"))
        #expect(output.contains("export COUNTERSIGN_KEY=csk_test_"))
        #expect(output.contains("the live key: csk_live_"))
        #expect(try world.leftovers == [])
    }

    @Test func signalBeforeTheLastStepEndsItWithOne() async throws {
        let (signals, sender) = AsyncStream.makeStream(of: Signal.self)
        sender.yield(.stop)
        #expect(try await world.demo(isOnce: true).run(until: signals) == .findings)
        #expect(!world.world.output.contains("Every step held."))
        #expect(!world.world.output.contains("✗"))
        #expect(world.world.diagnostics.contains("the demo was stopped before its last step"))
        #expect(try world.leftovers == [])
    }
}
