import CountersignAPI
import CountersignCore

extension HTTPResponse {
    /// Marks every answer as a simulator's, whatever the platform's own format is.
    private static let mark = (name: "Countersign-Simulator", value: "simulator, no real platform")

    /// An answer in a platform's JSON.
    static func simulated(_ status: Int, _ json: JSONValue) -> HTTPResponse {
        HTTPResponse(
            status: status,
            headers: [("Content-Type", "application/json"), mark],
            body: json.bytes
        )
    }

    /// An answer without a body.
    static func simulated(
        _ status: Int,
        headers: [(name: String, value: String)]
    ) -> HTTPResponse {
        HTTPResponse(status: status, headers: [mark] + headers)
    }

    /// An answer in words, for what no platform's format covers.
    static func simulated(
        _ status: Int,
        _ text: String,
        headers: [(name: String, value: String)] = []
    ) -> HTTPResponse {
        HTTPResponse(
            status: status,
            headers: [("Content-Type", "text/plain; charset=utf-8"), mark] + headers,
            body: Array("\(text)\n".utf8)
        )
    }
}

extension JSONValue {
    /// An object from names and values in order; those without a value are left out.
    static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(members.compactMap { name, value in value.map { JSONMember(name, $0) } })
    }

    /// The value as JSON text.
    var bytes: [UInt8] {
        var json = JSONWriter()
        json.value(self)
        return json.bytes
    }

    /// The first member that an object of this shape does not have; nil also for other kinds.
    func unknownMember(besides known: [String]) -> String? {
        object?.first { !known.contains($0.name) }?.name
    }
}
