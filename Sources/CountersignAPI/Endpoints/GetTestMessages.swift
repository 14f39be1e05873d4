import CountersignCheckout
import CountersignCore

extension API {
    /// `GET /v1/test/messages?to=…`: what a simulated phone or app received, code included;
    /// test keys only.
    func getTestMessages(_ call: Call, by caller: Caller) async -> HTTPResponse {
        var faults = Faults()
        let query = QueryReader(call.request.query, knowing: ["to"], &faults)
        let device = device(in: query, &faults)
        guard faults.isEmpty, let device else {
            return Problem.invalid(faults).response(trace: call.trace)
        }
        let messages = await dependencies.testInbox.messages(
            to: device,
            merchant: caller.merchant.id
        )
        var json = JSONWriter()
        json.beginObject()
        json.name("messages")
        json.beginArray()
        for message in messages {
            json.beginObject()
            json.member("channel", message.channel.rawValue)
            json.member("text", message.text)
            if let content = message.content { json.member("content", content) }
            json.member("at", message.at.rfc3339)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        return HTTPResponse(status: 200, headers: HeaderFields.json, body: json.bytes)
    }

    private func device(in query: QueryReader, _ faults: inout Faults) -> TestDevice? {
        guard let text = query.text("to") else {
            faults.add(
                .parameter("to"),
                "this parameter is missing; write a phone number, e.g. to=%2B4915112345678, or "
                    + "an app's push token, e.g. to=fcm:TOKEN"
            )
            return nil
        }
        for platform in PushPlatform.allCases
        where text.utf8.starts(with: "\(platform.rawValue):".utf8) {
            return app(String(text.dropFirst(platform.rawValue.count + 1)), of: platform, &faults)
        }
        do {
            return .phone(try PhoneNumber(text))
        } catch .plusMissing where text.utf8.first == 0x20 {
            faults.add(.parameter("to"), "a plus sign means a space in a query; write it as %2B")
        } catch {
            faults.add(.parameter("to"), "this is no usable phone number. " + error.advice)
        }
        return nil
    }

    private func app(
        _ token: String,
        of platform: PushPlatform,
        _ faults: inout Faults
    ) -> TestDevice? {
        do {
            return .app(try PushAddress(platform: platform, token: token))
        } catch {
            faults.add(
                .parameter("to"),
                "this is no token of \(platform.rawValue); " + error.advice
            )
            return nil
        }
    }
}
