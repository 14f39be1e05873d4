import CountersignCore
import CountersignHTTP
import CountersignKeys
import CountersignMessaging
import CountersignSimulator
import CountersignTransport

/// One run of a rehearsal: an own service under load, its SMS providers simulated by a scenario.
struct RehearsalRun: Sendable {
    /// Seconds that the last reports are given after the last payment.
    private static let settleSecondsMax = 8.0
    /// Reads of confirmations at once when a run is audited.
    private static let readsAtOnce = 16

    let scenario: Scenario
    /// Whether the service may fall back to the second provider.
    let hasFallback: Bool
    /// When the service is killed and started again, in seconds; nil for never.
    let killSecond: Double?
    /// Where the templates and policies of its service are.
    let places: Assets.Places
    let surroundings: Surroundings

    /// Runs to its end.
    func run() async throws(CommandFailure) -> RehearsalResult {
        let carrier = try Service.makeCarrier()
        let secrets = SimulatorSecrets(from: surroundings.entropy)
        var settings = SimulatorSettings.standalone
        settings.hasControl = false
        settings.payersTap = false
        settings.scenario = scenario
        let simulator = try SimulatorStart.start(carrier, secrets, settings, in: surroundings)
        do throws(CommandFailure) {
            let result = try await run(carrier, secrets, simulator)
            await simulator.stop()
            await carrier.stop(withinMilliseconds: 100)
            return result
        } catch {
            await simulator.stop()
            await carrier.stop(withinMilliseconds: 100)
            throw error
        }
    }

    private func run(
        _ carrier: CurlCarrier,
        _ secrets: SimulatorSecrets,
        _ simulator: Simulator
    ) async throws(CommandFailure) -> RehearsalResult {
        let port = try await RehearsalRun.freePort()
        let service = try await BenchService.start(
            below: surroundings.workingDirectory,
            configuration: configuration(of: simulator, port: port),
            environment: secrets.environment,
            places: places,
            in: surroundings
        )
        let url = "http://127.0.0.1:\(port)"
        simulator.setService(url)
        let client = ServiceClient(url: url, key: service.key) { await carrier.send($0) }
        simulator.beginScenario()
        let killing = Task { await kill(service) }
        let payments = await drive(client, simulator.phones)
        let restarted = await killing.value
        let running = (try? restarted?.get()) ?? service
        defer { running.stop() }
        if case .failure(let failure) = restarted { throw failure }
        await settle(simulator)
        let records = await read(payments, client)
        return RehearsalResult(
            hasFallback: hasFallback,
            wasKilled: restarted != nil,
            payments: payments,
            records: records,
            counts: simulator.counts
        )
    }

    // MARK: - Load

    /// Asks for payments at a steady rate; each has a payer of its own.
    private func drive(
        _ client: ServiceClient,
        _ phones: SimulatedPhones
    ) async -> [RehearsedPayment] {
        let plan = scenario.rehearsal
        let run = Hex.encode(surroundings.entropy.bytes(8))
        let began = ContinuousClock.now
        return await withTaskGroup(of: (Int, RehearsedPayment).self) { group in
            for number in 0..<plan.payments {
                let due = began + .seconds(Double(number) / plan.paymentsPerSecond)
                try? await Task.sleep(until: due)
                let payer = RehearsalPayer(
                    number: number,
                    run: run,
                    scenario: scenario,
                    phones: phones,
                    service: client
                )
                group.addTask { (number, await payer.pay()) }
            }
            var payments = [RehearsedPayment](repeating: RehearsedPayment(), count: plan.payments)
            for await (number, payment) in group { payments[number] = payment }
            return payments
        }
    }

    /// Ends the service as a crash would, and starts it again on what it left.
    private func kill(_ service: BenchService) async -> Result<BenchService, CommandFailure>? {
        guard let killSecond else { return nil }
        try? await Task.sleep(for: .seconds(killSecond))
        service.kill()
        do throws(CommandFailure) {
            return .success(try service.restarted(in: surroundings))
        } catch {
            return .failure(error)
        }
    }

    /// Waits until nothing is on its way any more, but not for ever.
    private func settle(_ simulator: Simulator) async {
        let end = ContinuousClock.now + .seconds(RehearsalRun.settleSecondsMax)
        while ContinuousClock.now < end {
            if simulator.counts.values.allSatisfy({ $0.onTheWay == 0 }) { break }
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    /// What the service knows of each payment at the end.
    private func read(
        _ payments: [RehearsedPayment],
        _ client: ServiceClient
    ) async -> [JSONValue?] {
        var records = [JSONValue?](repeating: nil, count: payments.count)
        await withTaskGroup(of: (Int, JSONValue?).self) { group in
            var next = 0
            func add() {
                while next < payments.count {
                    let number = next
                    next += 1
                    guard let id = payments[number].id else { continue }
                    group.addTask {
                        let answer = try? await client.answer("GET", "/v1/confirmations/\(id)")
                        return (number, answer?.status == 200 ? answer?.document : nil)
                    }
                    return
                }
            }
            for _ in 0..<RehearsalRun.readsAtOnce { add() }
            for await (number, record) in group {
                records[number] = record
                add()
            }
        }
        return records
    }

    // MARK: - Service

    private func configuration(of simulator: Simulator, port: UInt16) -> String {
        let plan = scenario.rehearsal
        let used = hasFallback ? [plan.main, plan.backup] : [plan.main]
        let all = SimulatorConfiguration.providers(of: simulator, .standalone)
        let providers = (all.object ?? []).filter { member in
            used.contains { $0.rawValue == member.name }
        }
        let steps = JSONValue.array([
            .object([
                JSONMember("channel", .string("sms")),
                JSONMember("providers", .array(used.map { .string($0.rawValue) })),
            ])
        ])
        return JSONText.text(
            .object([
                JSONMember("listen", .string("127.0.0.1:\(port)")),
                JSONMember("store", .string(Founding.storeName)),
                JSONMember("keys", .string(Founding.keysName)),
                JSONMember("providers", .object(providers)),
                JSONMember("routes", .object([JSONMember("default", steps)])),
            ])
        )
    }

    /// A port that was free a moment ago: the service must come back to the same after a kill.
    private static func freePort() async throws(CommandFailure) -> UInt16 {
        do throws(HTTPServerFailure) {
            let server = try HTTPServer.start(
                HTTPServerSettings(address: ListenAddress(host: "127.0.0.1", port: 0)),
                responder: Nobody()
            )
            let port = server.address.port
            await server.stop(graceSeconds: 0)
            return port
        } catch {
            throw .unusable("no port is free: \(error.description)")
        }
    }
}
