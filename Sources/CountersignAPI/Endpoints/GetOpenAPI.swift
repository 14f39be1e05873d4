extension API {
    /// `GET /openapi.json`: the contract.
    func getOpenAPI() -> HTTPResponse {
        HTTPResponse(
            status: 200,
            headers: HeaderFields.cached("application/json", seconds: 300),
            body: contract
        )
    }
}
