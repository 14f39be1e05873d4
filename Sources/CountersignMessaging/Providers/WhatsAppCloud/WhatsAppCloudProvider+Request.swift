import CountersignCore

extension WhatsAppCloudProvider {
    /// Times to live that Direct Send takes for a code, in seconds.
    ///
    /// Templates have theirs from their approval.
    private static let ttlSeconds = 30...900

    func outboundRequest(
        _ members: [JSONMember],
        reference: String,
        for dispatch: Dispatch
    ) -> OutboundRequest {
        var json = JSONWriter(capacity: 1_024)
        json.beginObject()
        json.member("messaging_product", "whatsapp")
        json.member("recipient_type", "individual")
        json.member("to", dispatch.toDigits)
        json.member("biz_opaque_callback_data", reference)
        for member in members { json.member(member.name, member.value) }
        if isDirect(members) {
            let seconds = WhatsAppCloudProvider.ttlSeconds
            json.member(
                "ttl_seconds",
                min(max(dispatch.secondsLeft, seconds.lowerBound), seconds.upperBound)
            )
        }
        json.endObject()
        return OutboundRequest(
            url: "\(baseURL)/\(version)/\(phoneNumberID)/messages",
            authorization: "Bearer " + accessToken.text,
            json: json
        )
    }

    /// Direct Send names a category; a template was given its own when it was approved.
    private func isDirect(_ members: [JSONMember]) -> Bool {
        members.contains { $0.name == "category" }
            && !members.contains { $0.name == "ttl_seconds" }
    }
}
