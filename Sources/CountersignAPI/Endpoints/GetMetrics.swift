extension API {
    /// `GET /metrics`: counters in Prometheus' text format.
    func getMetrics() async -> HTTPResponse {
        HTTPResponse(
            status: 200,
            headers: HeaderFields.uncached("text/plain; version=0.0.4; charset=utf-8"),
            body: Array(await dependencies.metrics().utf8)
        )
    }
}
