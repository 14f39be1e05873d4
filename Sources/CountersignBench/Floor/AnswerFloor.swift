internal import CountersignAPI
internal import CountersignHTTP

/// How many answers as long as a create's the HTTP door gives when nothing is done for them.
struct AnswerFloor {
    private let settings: FloorSettings
    private let body: [UInt8]

    init(_ settings: FloorSettings, rows: FloorRows) throws(BenchFailure) {
        self.settings = settings
        body = try rows.answerBody()
    }

    func measure() async throws(BenchFailure) -> LoadResult {
        do {
            let server = try HTTPServer.start(
                HTTPServerSettings(address: ListenAddress(host: "127.0.0.1", port: 0)),
                responder: Immediate(body: body)
            )
            let result = await drive(server)
            await server.stop(graceSeconds: 0)
            return try result.get()
        } catch let failure as BenchFailure {
            throw failure
        } catch let failure as HTTPServerFailure {
            throw .floor(reason: failure.description)
        } catch {
            throw .floor(reason: "its server did not start")
        }
    }

    private func drive(_ server: HTTPServer) async -> Result<LoadResult, BenchFailure> {
        let requests = FlowRequests(
            host: server.address.description,
            key: "csk_live_" + String(repeating: "0", count: 43),
            run: "0123456789abcdef"
        )
        do {
            let client = try LoadClient(
                host: server.address.host,
                port: server.address.port,
                connections: settings.connections
            )
            let plan = LoadPlan(
                requestsMax: settings.operationsMax,
                secondsMax: settings.secondsMax
            )
            return .success(try await client.run(plan, next: { requests.create($0) }))
        } catch {
            return .failure(.floor(reason: error.description))
        }
    }

    /// Gives the same answer at once, with the header fields of a create's.
    private struct Immediate: Responder {
        let body: [UInt8]

        func respond(to request: HTTPRequest) async -> HTTPResponse {
            HTTPResponse(
                status: 201,
                headers: [
                    ("Content-Type", "application/json"), ("Cache-Control", "no-store"),
                    ("X-Content-Type-Options", "nosniff"),
                    ("Location", "/v1/confirmations/cnf_00000000000000000000000000"),
                ],
                body: body
            )
        }

        func response(to refusal: DoorRefusal) -> HTTPResponse { HTTPResponse(status: 503) }
    }
}
