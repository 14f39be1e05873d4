import CountersignAPI
import CountersignHTTP
import Synchronization

/// A server of the simulator's that can refuse connections for a while.
final class PlatformDoor: Sendable {
    /// Pause before a port that is taken meanwhile is tried again, in milliseconds.
    private static let retryMilliseconds = 50

    private struct State {
        var server: HTTPServer?
        var isStopped = false
    }

    /// Where it listens, also after it was closed for a while.
    let address: ListenAddress
    private let settings: HTTPServerSettings
    private let responder: any Responder
    private let state: Mutex<State>

    init(_ settings: HTTPServerSettings, responder: any Responder) throws(HTTPServerFailure) {
        let server = try HTTPServer.start(settings, responder: responder)
        var again = settings
        again.address = server.address
        address = server.address
        self.settings = again
        self.responder = responder
        state = Mutex(State(server: server))
    }

    /// Closes and opens as a script says, until it has ended or the task is cancelled.
    func follow(_ script: PlatformScript, _ clock: ScenarioClock) async {
        for (from, to) in script.refusals {
            guard await wait(until: from, clock) else { return }
            await close()
            guard await wait(until: to, clock) else { return }
            await open()
        }
    }

    func stop(graceSeconds: Int) async {
        let server = state.withLock { state in
            state.isStopped = true
            return state.server
        }
        await server?.stop(graceSeconds: graceSeconds)
    }

    private func close() async {
        let server = state.withLock { state in
            defer { state.server = nil }
            return state.server
        }
        await server?.stop(graceSeconds: 0)
    }

    private func open() async {
        while !Task.isCancelled {
            let isDone = state.withLock { state in
                if state.isStopped { return true }
                state.server = try? HTTPServer.start(settings, responder: responder)
                return state.server != nil
            }
            if isDone { return }
            try? await Task.sleep(for: .milliseconds(PlatformDoor.retryMilliseconds))
        }
    }

    private func wait(until second: Double, _ clock: ScenarioClock) async -> Bool {
        let left = second - (clock.second ?? 0)
        if left > 0 { try? await Task.sleep(for: .seconds(left)) }
        return !Task.isCancelled
    }
}
