public import CountersignAPI
internal import Synchronization

/// An HTTP/1.1 server in front of a responder.
///
/// It frames requests strictly, bounds everything a client can make large or slow, and stops only
/// after what it accepted is answered. A server that is let go stops at once. A HEAD reaches the
/// responder as a GET, and its answer leaves without the body.
///
///     let server = try HTTPServer.start(settings, responder: service)
///     print(server.address)
///     await server.stop(graceSeconds: 10)
public final class HTTPServer: Sendable {
    /// Where it listens, with the port that the system chose when 0 was asked for.
    public let address: ListenAddress
    private let keeper: Keeper

    private init(address: ListenAddress, keeper: Keeper) {
        self.address = address
        self.keeper = keeper
    }

    deinit { keeper.requestStop(graceSeconds: 0) }

    /// Starts to listen and to answer.
    /// - Throws: ``HTTPServerFailure``; nothing is left open then.
    public static func start(
        _ settings: HTTPServerSettings,
        responder: any Responder
    ) throws(HTTPServerFailure) -> HTTPServer {
        let socket = try ListenSocket.open(settings.address)
        let address = socket.address
        let state = ServerState(settings: settings, responder: responder)
        return HTTPServer(address: address, keeper: try Keeper.start(on: socket, for: state))
    }

    /// Requests between their headers and the end of their answer.
    public var requestsUnderWay: Int {
        keeper.state.requestsUnderWay.load(ordering: .relaxed)
    }

    /// Connections that are open.
    public var connections: Int {
        keeper.state.tables.withLock { $0.connections.count }
    }

    /// Stops: no new connection, no new request; what is under way is answered; then the end.
    ///
    /// Requests that still wait when the grace is over have their task cancelled and are answered
    /// with the refusal ``DoorRefusal/overloaded``. Safe to call more than once; the shortest grace
    /// counts, and every call returns when the server is gone.
    public func stop(graceSeconds: Int) async {
        await keeper.stop(graceSeconds: graceSeconds)
    }
}
