extension WebhookEndpoint {
    /// The place that the seal of an endpoint's secret is bound to: it opens for no other endpoint.
    public static func sealPlace(of id: WebhookEndpointID) -> [UInt8] {
        Array("webhook:\(id.text)".utf8)
    }
}
