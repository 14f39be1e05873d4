import CountersignCheckout
import CountersignCore
import Synchronization

/// The HTTP API, version 1: routes, authentication, JSON and problem documents.
///
/// It decides nothing about a payment; that is the checkout's.
///
///     let api = API(dependencies)
///     let response = await api.respond(to: request)
public final class API: Responder {
    let dependencies: APIDependencies
    let running = RunningKeys()
    /// The OpenAPI document, made when it is first asked for.
    let contract = Mutex<[UInt8]?>(nil)

    /// An API on top of the other rooms.
    public init(_ dependencies: APIDependencies) {
        self.dependencies = dependencies
    }

    /// Answers one request.
    public func respond(to request: HTTPRequest) async -> HTTPResponse {
        let began = dependencies.uptimeNanoseconds()
        let trace = TraceParent.traceID(in: request.headers["traceparent"])
        let (route, response) = await route(request, trace: trace)
        dependencies.observe(
            Observation(
                route: route,
                method: API.methodLabel(request.method),
                status: response.status,
                nanoseconds: dependencies.uptimeNanoseconds() &- began
            )
        )
        return response
    }

    /// The answer to a request that the door turned away.
    ///
    /// Nobody read its path: it counts as of none.
    public func response(to refusal: DoorRefusal) -> HTTPResponse {
        let response = answer(to: refusal)
        dependencies.observe(
            Observation(route: "other", method: "other", status: response.status, nanoseconds: 0)
        )
        return response
    }

    private func answer(to refusal: DoorRefusal) -> HTTPResponse {
        switch refusal {
        case .bodyTooLarge(let limit):
            Problem(.tooLarge, "The body is larger than \(limit) bytes; send less.")
                .response(trace: nil)
        case .malformed(let detail): Problem.unreadable(detail).response(trace: nil)
        case .overloaded:
            Problem(.overloaded, at: dependencies.clock.now()).response(trace: nil)
        }
    }

    // MARK: - Routing

    private func route(
        _ request: HTTPRequest,
        trace: String?
    ) async -> (label: String, HTTPResponse) {
        switch Router.destination(method: request.method, path: request.path) {
        case .endpoint(let endpoint, let parameter)
        where endpoint.isServed(with: dependencies):
            let call = Call(
                endpoint: endpoint,
                request: request,
                parameter: parameter,
                trace: trace
            )
            return (endpoint.template, await answer(call))
        case .otherMethod(let template, let allowed):
            let list = allowed.joined(separator: ", ")
            var problem = Problem(.methodNotAllowed, "This path takes \(list).")
            problem.headers = [("Allow", list)]
            return (template, problem.response(trace: trace))
        case .nowhere, .endpoint:
            if let page = await dependencies.pages(request) { return ("pages", page) }
            let problem = Problem(
                .notFound,
                "No such path; /openapi.json lists all of them. Paths are taken literally, without a slash at the end."
            )
            return ("other", problem.response(trace: trace))
        }
    }

    private func answer(_ call: Call) async -> HTTPResponse {
        if let name = call.repeatedHeader {
            return Problem.unreadable("The header \(name) is there more than once; send it once.")
                .response(trace: call.trace)
        }
        guard !call.endpoint.scopes.isEmpty else { return await answerAnyone(call) }
        switch await caller(of: call.request, for: call.endpoint) {
        case .success(let caller): return await answer(call, by: caller)
        case .failure(let refused): return refused.problem.response(trace: call.trace)
        }
    }

    private func answer(_ call: Call, by caller: Caller) async -> HTTPResponse {
        switch call.endpoint {
        case .postConfirmations: await postConfirmations(call, by: caller)
        case .postConfirmationsIDVerify: await postConfirmationsIDVerify(call, by: caller)
        case .getConfirmationsID: await getConfirmationsID(call, by: caller)
        case .getConfirmations: await getConfirmations(call, by: caller)
        case .postConfirmationsIDResend: await postConfirmationsIDResend(call, by: caller)
        case .postConfirmationsIDAmend: await postConfirmationsIDAmend(call, by: caller)
        case .postConfirmationsIDDeny: await postConfirmationsIDDeny(call, by: caller)
        case .postConfirmationsIDCancel: await postConfirmationsIDCancel(call, by: caller)
        case .getEvents: await getEvents(call, by: caller)
        case .getDelivery: await getDelivery(call, by: caller)
        case .getTemplates: getTemplates(call, by: caller)
        case .postTemplatesPreview: postTemplatesPreview(call, by: caller)
        case .getEducation: getEducation(call, by: caller)
        case .getPolicy: await getPolicy(call, by: caller)
        case .putPolicy: await putPolicy(call, by: caller)
        case .postPolicyCheck: await postPolicyCheck(call, by: caller)
        case .postPolicyBacktest: await postPolicyBacktest(call, by: caller)
        case .getTestMessages: await getTestMessages(call, by: caller)
        case .postReceiptsVerify: postReceiptsVerify(call)
        case .postCallbacksProvider, .getCallbacksProvider, .getWellKnownJWKS, .getLivez,
            .getReadyz, .getMetrics, .getOpenAPI, .getProblemsType:
            await answerAnyone(call)
        }
    }

    private func answerAnyone(_ call: Call) async -> HTTPResponse {
        switch call.endpoint {
        case .postCallbacksProvider, .getCallbacksProvider: await callbacksProvider(call)
        case .getWellKnownJWKS: getWellKnownJWKS()
        case .getLivez: getLivez()
        case .getReadyz: await getReadyz()
        case .getMetrics: await getMetrics()
        case .getOpenAPI: getOpenAPI()
        case .getProblemsType: getProblemsType(call)
        default: preconditionFailure("An endpoint with scopes is never answered to anyone.")
        }
    }

    private static func methodLabel(_ method: String) -> String {
        let known = ["GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"]
        return known.first { sameText($0, method) } ?? "other"
    }
}

/// One request on its way through an endpoint.
struct Call {
    let endpoint: Endpoint
    let request: HTTPRequest
    /// The literal text at the place of the path's parameter.
    let parameter: String
    /// The caller's trace id, if it sent a valid one.
    let trace: String?

    /// A header that must not come twice and did.
    var repeatedHeader: String? {
        if request.repeatedHeaders.isEmpty { return nil }
        return ["authorization", "idempotency-key", "content-type", "if-match"].first { name in
            request.repeatedHeaders.contains { sameText($0, name) }
        }
    }
}
