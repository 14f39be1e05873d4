public import CountersignHTTP

/// Drives an HTTP/1.1 server on this machine over keep-alive connections from one thread.
///
/// It shares the machine with the server, so it does as little as it can: requests are bytes that
/// the caller made, and of an answer only status and length are read.
///
///     let client = try LoadClient(host: "127.0.0.1", port: 8080)
///     let result = try await client.run(LoadPlan(requestsMax: 1_000)) { _ in request }
public struct LoadClient: Sendable {
    /// Fewest and most connections.
    public static let connectionsBounds = 1...4_096

    /// Where the server listens.
    public let server: ListenAddress
    /// Connections that are kept open.
    public let connections: Int

    /// A client of a server on this machine.
    /// - Throws: ``LoopbackFailure/notLoopback(host:)``: load goes to nobody else's machine.
    public init(host: String, port: UInt16, connections: Int = 64) throws(LoopbackFailure) {
        server = ListenAddress(host: try LoopbackSocket.numericHost(host), port: port)
        let bounds = LoadClient.connectionsBounds
        self.connections = min(max(connections, bounds.lowerBound), bounds.upperBound)
    }

    /// Sends requests as planned and hands every answer over.
    ///
    /// - Parameters:
    ///   - next: the bytes of a request by its number, from 0; nil ends the run.
    ///   - answered: takes each whole answer; both are called on the client's own thread, one at a
    ///     time.
    /// - Throws: ``LoopbackFailure`` when not even the first connections could be made.
    public func run(
        _ plan: LoadPlan,
        next: @escaping @Sendable (Int) -> [UInt8]?,
        answered: @escaping @Sendable (LoadAnswer) -> Void = { _ in }
    ) async throws(LoopbackFailure) -> LoadResult {
        let (server, connections) = (server, connections)
        let result = await onOwnThread { () -> Result<LoadResult, LoopbackFailure> in
            do throws(LoopbackFailure) {
                let loop = try LoadLoop(
                    server: server,
                    connections: connections,
                    plan: plan,
                    next: next,
                    answered: answered
                )
                return .success(try loop.run())
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
