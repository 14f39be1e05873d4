import CountersignCore
import CountersignMessaging
import Testing

/// A gateway that takes everything in the query or in a form.
///
/// Source: Kannel User's Guide 1.4.5, "Using the HTTP interface to send SMS messages".
@Suite struct QueryMappingTests {
    @Test func everythingIsInTheQuery() throws {
        let provider = try Samples.provider(
            """
            {
              kind: "webhook", channel: "sms", method: "GET", secret: {file: "secrets/kannel"},
              url: "http://127.0.0.1:13013/cgi-bin/sendsms?username=pay&password={secret}&from={from}\
            &to={to}&charset=UTF-8&text={text}&validity={ttl_minutes}&dlr-mask=31",
              from: "CafePay", reply: {statuses: {"503": "retry"}},
            }
            """,
            secret: Array("p&ss w".utf8)
        )
        let request = provider.request(
            for: try Samples.dispatch(text: "Pay 12.50 EUR to Café: 482913\n@x #1", lifeSeconds: 61)
        )
        #expect(request.method == "GET")
        #expect(request.body.isEmpty)
        #expect(request.headers.isEmpty)
        #expect(
            request.url == """
                http://127.0.0.1:13013/cgi-bin/sendsms?username=pay&password=p%26ss%20w&from=CafePay\
                &to=%2B4915112345678&charset=UTF-8\
                &text=Pay%2012.50%20EUR%20to%20Caf%C3%A9%3A%20482913%0A%40x%20%231&validity=2\
                &dlr-mask=31
                """
        )
        #expect(
            provider.outcome(of: reply(202, "0: Accepted for delivery"))
                == .accepted(reference: nil)
        )
        #expect(
            provider.outcome(of: reply(503, "Temporal failure, try again later."))
                == .retrySame(afterSeconds: 1, reason: "http 503")
        )
        #expect(provider.outcome(of: reply(403)) == .stop(reason: "http 403"))
        #expect(!provider.hasIdempotencyHandle)
    }

    @Test func aFormIsEncodedAndLeavesOutWhatIsAbsent() throws {
        let provider = try Samples.provider(
            """
            {
              kind: "webhook", channel: "sms", url: "https://sms.example/messages",
              form: {To: "{to}", From: "{from}", Body: "{text}", Note: "a {{b}} {channel}"},
            }
            """,
            secret: nil
        )
        let request = provider.request(for: try Samples.dispatch(text: "a=b&c"))
        #expect(request.header("content-type") == "application/x-www-form-urlencoded")
        #expect(
            request.bodyText == "To=%2B4915112345678&Body=a%3Db%26c&Note=a%20%7Bb%7D%20sms"
        )
    }

    @Test func aLineBreakDoesNotEndAHeader() throws {
        let provider = try Samples.provider(
            """
            {kind: "webhook", channel: "sms", url: "https://sms.example/", headers: {"X-Text": "{text}"},
             secret: {env: "S"}}
            """
        )
        let request = provider.request(for: try Samples.dispatch(text: "a\r\nX-Evil: b"))
        #expect(request.header("x-text") == "a  X-Evil: b")
    }

    @Test func numbersStandAloneAsNumbersAndAbsentValuesAreLeftOut() throws {
        let provider = try Samples.provider(
            """
            {
              kind: "webhook", channel: "sms", url: "https://sms.example/", sign: true,
              secret: {env: "S"},
              body: {a: "{ttl_seconds}", b: "{ttl_minutes} min", c: "{from}", d: ["{from}", "{channel}"],
                     e: "{content}", f: {"...": "{content}"}, g: null, h: 1.50, i: "say \\"{to}\\""},
            }
            """
        )
        let request = provider.request(for: try Samples.dispatch())
        #expect(
            request.bodyText == """
                {"a":287,"b":"5 min","d":["sms"],"f":{},"g":null,"h":1.50,\
                "i":"say \\"+4915112345678\\""}
                """
        )
        #expect(request.header("webhook-id") == Samples.messageText)
        #expect(provider.hasIdempotencyHandle)
    }

    @Test func aSharedSecretInAHeaderProvesAReport() throws {
        let provider = try Samples.provider(
            """
            {
              kind: "webhook", channel: "sms", url: "https://sms.example/", secret: {env: "S"},
              form: {to: "{to}"},
              receipts: {signature: "shared-secret", header: "Authorization", prefix: "Bearer ",
                         message: "/ref", status: "/state", words: {DELIVRD: "delivered", "3": "sent"}},
            }
            """,
            secret: Array("open sesame".utf8)
        )
        let body = Array(#"{"ref":"\#(Samples.messageText)","state":3}"#.utf8)
        func reports(_ authorization: String?) throws -> [DeliveryReport] {
            let headers = authorization.map { ["authorization": $0] } ?? [:]
            return try provider.content(of: Callback(headers: headers, body: body), at: Samples.now)
                .reports
        }
        #expect(try reports("Bearer open sesame").map(\.status) == [.sent])
        for wrong in ["Bearer open sesam", "Bearer open sesame ", "open sesame", "Bearer ", nil] {
            #expect(throws: CallbackFault.forged) { try reports(wrong) }
        }
    }
}
