import CountersignAPI
import CountersignCore
import CountersignKeys
import CountersignMessaging
import Synchronization

/// The service's side of delivery reports: the real provider reads them.
final class ReportDesk: Responder {
    /// A report that was understood, or why a callback was not.
    enum Entry: Equatable, Sendable {
        case report(DeliveryReport, provider: String)
        case refused(CallbackFault)
    }

    private struct State {
        var callbacks: [Callback] = []
        var refusalsLeft: Int
    }

    let entries: AsyncStream<Entry>
    private let continuation: AsyncStream<Entry>.Continuation
    private let providers: [WebhookProvider]
    private let state: Mutex<State>

    init(providers: [WebhookProvider], refusals: Int) {
        (entries, continuation) = AsyncStream.makeStream()
        self.providers = providers
        state = Mutex(State(refusalsLeft: refusals))
    }

    /// Everything that was posted, refused or not.
    var callbacks: [Callback] { state.withLock { $0.callbacks } }

    /// The next reports; a callback that was refused counts as nil.
    func reports(_ count: Int) async -> [DeliveryReport?] {
        await entries.collect(count).map { entry in
            guard case .report(let report, _) = entry else { return nil }
            return report
        }
    }

    func respond(to request: HTTPRequest) async -> HTTPResponse {
        let callback = Callback(headers: request.headers, body: request.body)
        let isRefused = state.withLock { state in
            state.callbacks.append(callback)
            defer { state.refusalsLeft = max(0, state.refusalsLeft - 1) }
            return state.refusalsLeft > 0
        }
        if isRefused { return HTTPResponse(status: 503) }
        let name = request.path.replacing("/v1/callbacks/", with: "")
        guard let provider = providers.first(where: { $0.name == name }) else {
            return HTTPResponse(status: 404)
        }
        do throws(CallbackFault) {
            for report in try provider.content(of: callback, at: SystemClock().now()).reports {
                continuation.yield(.report(report, provider: name))
            }
            return HTTPResponse(status: 200)
        } catch {
            continuation.yield(.refused(error))
            return HTTPResponse(status: 401)
        }
    }

    func response(to refusal: DoorRefusal) -> HTTPResponse { HTTPResponse(status: 503) }
}
