import CountersignCore

/// Writes one operation of the contract.
enum OperationJSON {
    static func write(_ operation: Operation, of endpoint: Endpoint, to json: inout JSONWriter) {
        json.beginObject()
        json.member("operationId", operation.id)
        json.name("tags")
        json.beginArray()
        json.value(operation.tag)
        json.endArray()
        json.member("summary", operation.summary)
        json.member("description", operation.description)
        writeSecurity(of: endpoint, to: &json)
        if !operation.parameters.isEmpty {
            json.name("parameters")
            json.beginArray()
            for parameter in operation.parameters { write(parameter, to: &json) }
            json.endArray()
        }
        if let body = operation.body { write(body, to: &json) }
        writeAnswers(of: operation, endpoint, to: &json)
        json.endObject()
    }

    /// Any one of the scopes is enough, so that each is an alternative.
    private static func writeSecurity(of endpoint: Endpoint, to json: inout JSONWriter) {
        json.name("security")
        json.beginArray()
        for scope in endpoint.scopes {
            json.beginObject()
            json.member("merchantKey", .array([.string(scope.rawValue)]))
            json.endObject()
        }
        json.endArray()
    }

    private static func write(_ parameter: Operation.Parameter, to json: inout JSONWriter) {
        json.beginObject()
        json.member("name", parameter.name)
        json.member("in", parameter.location.rawValue)
        json.member("description", parameter.description)
        if parameter.isRequired { json.member("required", true) }
        json.name("schema")
        json.raw(parameter.schema.utf8)
        json.endObject()
    }

    private static func write(_ body: Operation.RequestContent, to json: inout JSONWriter) {
        json.name("requestBody")
        json.beginObject()
        json.member("description", body.description)
        json.member("required", body.isRequired)
        json.name("content")
        json.beginObject()
        json.name(body.schema == nil ? "*/*" : "application/json")
        json.beginObject()
        if let schema = body.schema {
            json.name("schema")
            json.raw(Operation.reference(schema).utf8)
        }
        if !body.examples.isEmpty {
            json.name("examples")
            json.beginObject()
            for example in body.examples {
                json.name(example.name)
                json.beginObject()
                json.name("value")
                json.raw(example.json.utf8)
                json.endObject()
            }
            json.endObject()
        }
        json.endObject()
        json.endObject()
        json.endObject()
    }

    // MARK: - Answers

    private static func writeAnswers(
        of operation: Operation,
        _ endpoint: Endpoint,
        to json: inout JSONWriter
    ) {
        json.name("responses")
        json.beginObject()
        write(operation.success, to: &json)
        if let alternative = operation.alternative { write(alternative, to: &json) }
        let taken = [operation.success.status, operation.alternative?.status]
        var byStatus: [Int: [String]] = [:]
        for (name, problem) in Example.problems {
            let isCommon = problem.type == .overloaded && endpoint.isChangingOrKeyed
            guard isCommon || operation.problems.contains(problem.type) else { continue }
            byStatus[problem.status, default: []].append(name)
        }
        for (status, names) in byStatus.sorted(by: { $0.key < $1.key })
        where !taken.contains(status) {
            writeProblems(names, status: status, to: &json)
        }
        json.endObject()
    }

    private static func write(_ success: Operation.Success, to json: inout JSONWriter) {
        json.name(String(success.status))
        json.beginObject()
        json.member("description", success.description)
        writeHeaders(success.headers, to: &json)
        if let contentType = success.contentType {
            json.name("content")
            json.beginObject()
            json.name(contentType)
            json.beginObject()
            if let schema = success.schema {
                json.name("schema")
                json.raw(schema.utf8)
            }
            if let example = success.example {
                json.name("example")
                json.raw(example.utf8)
            }
            json.endObject()
            json.endObject()
        }
        json.endObject()
    }

    private static func writeProblems(
        _ names: [String],
        status: Int,
        to json: inout JSONWriter
    ) {
        json.name(String(status))
        json.beginObject()
        let titles = Example.problems.filter { names.contains($0.name) }.map(\.problem.type.title)
        json.member("description", titles.joined(separator: ", or: ") + ".")
        switch status {
        case 401: writeHeaders([("WWW-Authenticate", "The challenge.")], to: &json)
        case 429, 503:
            writeHeaders([("Retry-After", "Seconds, where waiting helps.")], to: &json)
        default: break
        }
        json.name("content")
        json.beginObject()
        json.name(Problem.contentType)
        json.beginObject()
        json.name("schema")
        json.raw(Operation.reference("Problem").utf8)
        json.name("examples")
        json.beginObject()
        for name in names {
            json.name(name)
            json.beginObject()
            json.member("$ref", "#/components/examples/" + name)
            json.endObject()
        }
        json.endObject()
        json.endObject()
        json.endObject()
        json.endObject()
    }

    private static func writeHeaders(
        _ headers: [(name: String, description: String)],
        to json: inout JSONWriter
    ) {
        if headers.isEmpty { return }
        json.name("headers")
        json.beginObject()
        for header in headers {
            json.name(header.name)
            json.beginObject()
            json.member("description", header.description)
            json.name("schema")
            json.raw(#"{"type":"string"}"#.utf8)
            json.endObject()
        }
        json.endObject()
    }
}

extension Endpoint {
    /// Whether it does work that the service may have too much of.
    fileprivate var isChangingOrKeyed: Bool { method == "POST" || !scopes.isEmpty }
}
