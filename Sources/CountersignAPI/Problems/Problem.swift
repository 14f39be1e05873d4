import CountersignCore

/// One problem document.
///
/// Source: RFC 9457.
struct Problem {
    /// A member that a problem's type adds.
    enum Extra {
        case attemptsLeft(Int)
        case changed([ContextField])
        case confirmationStatus(ConfirmationStatus)
        case retryAt(Instant)
        case policyFindings(PolicyReview)
        case policyVersion(Int)
    }

    let type: ProblemType
    let status: Int
    /// What happened and what to change; no secret, nothing that helps guessing.
    let detail: String
    var extra: Extra?
    var faults = Faults()
    /// Seconds for the `Retry-After` header.
    var retryAfterSeconds: Int?
    /// Further header fields, such as `Allow`.
    var headers: [(name: String, value: String)] = []

    static let contentType = "application/problem+json"

    init(
        _ type: ProblemType,
        status: Int? = nil,
        _ detail: String,
        extra: Extra? = nil,
        retryAfterSeconds: Int? = nil
    ) {
        self.type = type
        self.status = status ?? type.statuses[0]
        self.detail = detail
        self.extra = extra
        self.retryAfterSeconds = retryAfterSeconds
    }

    /// The document's bytes; `trace` is the caller's valid trace id, if it sent one.
    func body(trace: String?) -> [UInt8] {
        var json = JSONWriter(capacity: 384)
        json.beginObject()
        json.member("type", type.path)
        json.member("title", type.title)
        json.member("status", status)
        json.member("detail", detail)
        writeExtra(to: &json)
        if !faults.isEmpty {
            json.name("errors")
            faults.write(to: &json)
        }
        if let trace { json.member("trace_id", trace) }
        json.endObject()
        return json.bytes
    }

    /// The whole answer.
    func response(trace: String?) -> HTTPResponse {
        var fields = HeaderFields.problem + headers
        if let retryAfterSeconds { fields.append(("Retry-After", String(retryAfterSeconds))) }
        return HTTPResponse(status: status, headers: fields, body: body(trace: trace))
    }

    private func writeExtra(to json: inout JSONWriter) {
        switch extra {
        case .attemptsLeft(let count): json.member("attempts_left", count)
        case .changed(let fields):
            json.name("changed")
            json.beginArray()
            for field in fields { json.value(field.rawValue) }
            json.endArray()
        // RFC 9457 has taken `status` for the HTTP status.
        case .confirmationStatus(let status): json.member("confirmation_status", status.rawValue)
        case .retryAt(let moment): json.member("retry_at", moment.rfc3339)
        case .policyFindings(let review):
            json.name("findings")
            PolicyJSON.write(review.findings, to: &json)
        case .policyVersion(let version): json.member("version", version)
        case nil: break
        }
    }
}

extension Problem {
    /// Faults of the content, all at once.
    static func invalid(_ faults: Faults, status: Int = 422) -> Problem {
        var problem = Problem(.invalidRequest, status: status, faults.summary)
        problem.faults = faults
        return problem
    }

    /// A request that can't be read at all, with nothing to point at.
    static func unreadable(_ detail: String) -> Problem {
        Problem(.invalidRequest, status: 400, detail)
    }

    /// The same answer for an unknown id and another merchant's.
    static let noSuchConfirmation = Problem(
        .notFound,
        "No confirmation of yours has this id; check the id and whether the key is a live or a test key."
    )
}
