import CountersignCheckout
import CountersignCore

extension API {
    /// `GET /v1/policy`: the text in force, with its version as the entity tag.
    func getPolicy(_ call: Call, by caller: Caller) async -> HTTPResponse {
        var faults = Faults()
        _ = QueryReader(call.request.query, knowing: [], &faults)
        guard faults.isEmpty else { return Problem.invalid(faults).response(trace: call.trace) }
        switch await policyDesk.policy(of: caller.merchant.id) {
        case .success(let policy): return response(policy)
        case .failure(let refusal): return response(refusal, to: call)
        }
    }

    /// The desk of a service that has one; other services don't route these calls.
    var policyDesk: any PolicyDesk {
        guard let desk = dependencies.policyDesk else {
            preconditionFailure("An endpoint that is not served gets no call.")
        }
        return desk
    }

    func response(_ policy: PolicyInForce) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            headers: HeaderFields.json + [("ETag", policy.entityTag)],
            body: PolicyJSON.bytes(of: policy)
        )
    }

    /// The one place where a refusal of the desk becomes a problem document.
    func response(_ refusal: PolicyRefusal, to call: Call) -> HTTPResponse {
        switch refusal {
        case .stale(let policy): Problem.stale(policy).response(trace: call.trace)
        case .faulty(let review): Problem.faulty(review).response(trace: call.trace)
        case .busy, .store(.overloaded): response(.overloaded, to: call)
        case .notWritable: response(.storageUnavailable, to: call)
        case .store(.unavailable(let reason)):
            storeFailed(reason, call)
        }
    }

    private func storeFailed(_ reason: String, _ call: Call) -> HTTPResponse {
        dependencies.log.write(
            .error,
            "the store can't be used for a policy",
            [("reason", .text(reason))]
        )
        return response(.storageUnavailable, to: call)
    }
}

extension Problem {
    /// The text has faults; all of them with their places.
    static func faulty(_ review: PolicyReview) -> Problem {
        let count = review.findings.count
        let first = review.findings.first?.finding
        let place = first.map { "line \($0.line), column \($0.column): \($0.message)" } ?? ""
        return Problem(
            .policyFaulty,
            count == 1
                ? "The policy has a fault in \(place)"
                : "The policy has \(count) faults; the first in \(place)",
            extra: .policyFindings(review)
        )
    }

    /// Another version is in force than the caller knows.
    static func stale(_ policy: PolicyInForce) -> Problem {
        var problem = Problem(
            .policyStale,
            "Version \(policy.version) of '\(policy.holder)' is in force; read it, bring your change into it, and send its ETag as If-Match.",
            extra: .policyVersion(policy.version)
        )
        problem.headers = [("ETag", policy.entityTag)]
        return problem
    }
}
