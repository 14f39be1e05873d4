import Synchronization

extension API {
    /// `GET /openapi.json`: the contract.
    func getOpenAPI() -> HTTPResponse {
        let document = contract.withLock { made in
            if let made { return made }
            let document = OpenAPIDocument.bytes(
                of: Endpoint.allCases.filter { $0.isServed(with: dependencies) },
                version: dependencies.version
            )
            made = document
            return document
        }
        return HTTPResponse(
            status: 200,
            headers: HeaderFields.cached("application/json", seconds: 300),
            body: document
        )
    }
}
