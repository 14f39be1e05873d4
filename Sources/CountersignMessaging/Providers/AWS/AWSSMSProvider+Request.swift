import CountersignCore
import CountersignTemplates

extension AWSSMSProvider {
    /// The seconds of life that the service takes.
    static let timeToLiveSeconds = 5...259_200

    /// The request that hands a message over; the transport signs it.
    public func request(for dispatch: Dispatch) -> OutboundRequest {
        var json = JSONWriter()
        json.beginObject()
        json.member("DestinationPhoneNumber", dispatch.to)
        if let from = dispatch.rendered.from ?? originationIdentity {
            json.member("OriginationIdentity", from)
        }
        json.member("MessageBody", dispatch.rendered.text)
        json.member("MessageType", "TRANSACTIONAL")
        let bounds = AWSSMSProvider.timeToLiveSeconds
        json.member(
            "TimeToLive",
            min(max(dispatch.secondsLeft, bounds.lowerBound), bounds.upperBound)
        )
        if let configurationSet { json.member("ConfigurationSetName", configurationSet) }
        json.name("Context")
        json.beginObject()
        json.member("ref", dispatch.message.id.text)
        json.endObject()
        json.endObject()
        return account.request(
            to: "sms-voice",
            headers: [
                ("Content-Type", "application/x-amz-json-1.0"),
                ("X-Amz-Target", "PinpointSMSVoiceV2.SendTextMessage"),
            ],
            body: json.bytes
        )
    }
}
