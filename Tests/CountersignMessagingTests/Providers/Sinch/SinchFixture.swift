import CountersignMessaging

/// Sinch's SMS in Europe.
enum SinchFixture {
    static let fixture = ProviderFixture(
        kind: .sinch,
        json5: """
            {kind: "sinch", region: "eu", service_plan_id: "plan/1", api_token: {env: "T"},
             from: "CafePay", callback_secret: {env: "C"}}
            """,
        secrets: [
            "/api_token": "token-treasure", "/callback_secret": "0123456789 treasure&more",
        ]
    )

    static let query = "s=0123456789%20treasure%26more"

    static func callback(_ body: String, query: String = query) -> Callback {
        Callback(query: query, headers: [:], body: Array(body.utf8))
    }
}
