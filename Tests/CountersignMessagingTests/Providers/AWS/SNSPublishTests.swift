import CountersignCore
import CountersignMessaging
import Testing

@Suite struct SNSPublishTests {
    static func provider(_ more: String = "") throws -> any Provider {
        try ConfiguredProvider.make(
            """
            {kind: "aws-sns", access_key_id: "AKIDEXAMPLE", secret_access_key: {env: "S"},
             region: "eu-west-1", \(more)}
            """,
            secrets: AWSSMSRequestTests.secrets
        )
    }

    @Test func theRequestIsTheOneOfTheServiceModel() throws {
        let provider = try SNSPublishTests.provider(
            #"sender_id: "CAFEPAY", origination_number: "+447700900100""#
        )
        let request = provider.request(for: try Samples.dispatch(text: "Pay 12.50 € & go: 1+1"))
        #expect(request.method == "POST")
        #expect(request.url == "https://sns.eu-west-1.amazonaws.com/")
        #expect(
            request.header("content-type") == "application/x-www-form-urlencoded; charset=utf-8"
        )
        #expect(request.signature?.service == "sns")
        #expect(
            request.bodyText == """
                Action=Publish&Version=2010-03-31&PhoneNumber=%2B4915112345678\
                &Message=Pay%2012.50%20%E2%82%AC%20%26%20go%3A%201%2B1\
                &MessageAttributes.entry.1.Name=AWS.SNS.SMS.SMSType\
                &MessageAttributes.entry.1.Value.DataType=String\
                &MessageAttributes.entry.1.Value.StringValue=Transactional\
                &MessageAttributes.entry.2.Name=AWS.SNS.SMS.SenderID\
                &MessageAttributes.entry.2.Value.DataType=String\
                &MessageAttributes.entry.2.Value.StringValue=CAFEPAY\
                &MessageAttributes.entry.3.Name=AWS.MM.SMS.OriginationNumber\
                &MessageAttributes.entry.3.Value.DataType=String\
                &MessageAttributes.entry.3.Value.StringValue=%2B447700900100
                """
        )
    }

    @Test func theBrandsSenderGoesFirstWhereItFits() throws {
        let provider = try SNSPublishTests.provider(#"sender_id: "CAFEPAY""#)
        func form(from: String?) throws -> String {
            provider.request(for: try Samples.dispatch(from: from)).bodyText
        }
        #expect(try form(from: "ACME").contains("StringValue=ACME"))
        #expect(try form(from: "Acme Shoes Ltd").contains("StringValue=CAFEPAY"))
        let number = try form(from: "+447700900111")
        #expect(number.contains("StringValue=%2B447700900111"))
        #expect(number.contains("StringValue=CAFEPAY"))
    }

    @Test func theMessagesIdIsReadFromTheXML() throws {
        let provider = try SNSPublishTests.provider()
        let xml = """
            <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
              <PublishResult><MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc0</MessageId></PublishResult>
              <ResponseMetadata><RequestId>d74b8436</RequestId></ResponseMetadata>
            </PublishResponse>
            """
        #expect(
            provider.outcome(of: reply(200, xml))
                == .accepted(reference: "567910cd-659e-55d4-8ccb-5aaf14679dc0")
        )
        #expect(provider.outcome(of: reply(200, "{}")) == .unknown(reason: "no message id"))
        #expect(
            provider.outcome(of: reply(200, String(xml.dropLast(8))))
                == .unknown(reason: "no message id")
        )
    }

    @Test(arguments: [
        (400, "InvalidParameter", "stop"), (400, "ParameterValueInvalid", "stop"),
        (400, "ValidationException", "stop"), (400, "EndpointDisabled", "stop"),
        (400, "PlatformApplicationDisabled", "stop"), (400, "KMSAccessDenied", "stop"),
        (403, "AuthorizationError", "stop"), (403, "InvalidSecurity", "stop"),
        (404, "NotFound", "stop"), (500, "InternalError", "unknown"),
        (400, "Throttling", "retry-same"), (429, "Throttling", "retry-same"),
        (403, "SignatureDoesNotMatch", "stop"), (429, "New", "retry-same"),
    ])
    func eachErrorHasItsClass(status: Int, code: String, label: String) throws {
        let provider = try SNSPublishTests.provider()
        let xml = """
            <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>\
            <Code>\(code)</Code><Message>PhoneNumber &lt;+4915112345678&gt;</Message></Error>\
            <RequestId>1</RequestId></ErrorResponse>
            """
        let outcome = provider.outcome(of: reply(status, xml))
        #expect(outcome.label == label)
        #expect(!"\(outcome)".contains("4915112345678"))
    }

    @Test func nothingIsEverReceived() throws {
        let provider = try SNSPublishTests.provider()
        #expect(throws: CallbackFault.forged) {
            try provider.content(of: Callback(headers: [:], body: []), at: Samples.now)
        }
    }

    @Test func sendersThatTheServiceRefusesAreFaults() throws {
        let faults = try ConfiguredProvider.faults(
            """
            {kind: "aws-sns", access_key_id: "A", secret_access_key: {env: "S"}, region: "eu-west-1",
             sender_id: "Acme Shoes", origination_number: "CAFE", topic_arn: "x"}
            """,
            secrets: AWSSMSRequestTests.secrets
        )
        #expect(
            faults.map { String($0.prefix { $0 != ":" }) }
                == ["/topic_arn", "/sender_id", "/origination_number"]
        )
    }
}
