import CountersignCore

extension Callback {
    /// The body as a JSON object.
    func jsonObject() throws(CallbackFault) -> JSONValue {
        let json: JSONValue
        do {
            json = try JSONReader.read(body)
        } catch {
            throw .malformed(detail: "the body is not JSON: \(error.reason)")
        }
        guard json.object != nil else {
            throw .malformed(detail: "an object belongs here, not \(json.kind)")
        }
        return json
    }
}
