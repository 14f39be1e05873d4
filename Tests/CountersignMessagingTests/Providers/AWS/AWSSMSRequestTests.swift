import CountersignCore
import CountersignMessaging
import Testing

@Suite struct AWSSMSRequestTests {
    static let settings = """
        kind: "aws-sms", access_key_id: "AKIDEXAMPLE", secret_access_key: {env: "S"},
        region: "eu-west-1"
        """
    static let secrets = ["/secret_access_key": "wJalrXUtnFEMI"]

    static func provider(_ more: String = "") throws -> any Provider {
        try ConfiguredProvider.make("{\(settings), \(more)}", secrets: secrets)
    }

    @Test func theRequestIsTheOneOfTheServiceModel() throws {
        let provider = try AWSSMSRequestTests.provider(
            #"origination_identity: "CAFEPAY", configuration_set: "pay""#
        )
        let request = provider.request(
            for: try Samples.dispatch(text: "042917: pay 49.99 € to Café")
        )
        #expect(request.method == "POST")
        #expect(request.url == "https://sms-voice.eu-west-1.amazonaws.com/")
        #expect(request.header("content-type") == "application/x-amz-json-1.0")
        #expect(request.header("x-amz-target") == "PinpointSMSVoiceV2.SendTextMessage")
        #expect(request.headers.count == 2)
        #expect(
            request.bodyText == """
                {"DestinationPhoneNumber":"+4915112345678","OriginationIdentity":"CAFEPAY",\
                "MessageBody":"042917: pay 49.99 € to Café","MessageType":"TRANSACTIONAL",\
                "TimeToLive":287,"ConfigurationSetName":"pay",\
                "Context":{"ref":"msg_01KAPM00000000000000000001"}}
                """
        )
        let signature = try #require(request.signature)
        #expect(signature.service == "sms-voice")
        #expect(signature.region == "eu-west-1")
        #expect(signature.accessKeyID == "AKIDEXAMPLE")
        #expect(signature.secretAccessKey == "wJalrXUtnFEMI")
        #expect(signature.sessionToken == nil)
        #expect(provider.channel == .sms)
        #expect(!provider.hasIdempotencyHandle)
        #expect(!provider.reportsByReference)
    }

    @Test(arguments: [(0, 5), (4, 5), (5, 5), (6, 6), (259_200, 259_200), (259_201, 259_200)])
    func timeToLiveIsWhatIsLeftWithinTheServicesBounds(left: Int, sent: Int64) throws {
        let provider = try AWSSMSRequestTests.provider()
        let request = provider.request(for: try Samples.dispatch(lifeSeconds: left))
        #expect(try JSONReader.read(request.body)["TimeToLive"]?.integer == sent)
    }

    @Test func theBrandsSenderGoesFirstAndNoneIsLeftOut() throws {
        let named = try AWSSMSRequestTests.provider(#"origination_identity: "CAFEPAY""#)
        let brand = try JSONReader.read(
            named.request(for: try Samples.dispatch(from: "ACME")).body
        )
        #expect(brand["OriginationIdentity"]?.string == "ACME")
        let bare = try AWSSMSRequestTests.provider()
        let body = try JSONReader.read(bare.request(for: try Samples.dispatch()).body)
        #expect(body["OriginationIdentity"] == nil)
        #expect(body["ConfigurationSetName"] == nil)
    }

    @Test func temporaryCredentialsAnotherHostAndChinaAreTaken() throws {
        let local = try ConfiguredProvider.make(
            "{\(AWSSMSRequestTests.settings), session_token: {env: \"T\"}, base_url: \"http://127.0.0.1:5000/\"}",
            secrets: ["/secret_access_key": "wJalrXUtnFEMI", "/session_token": "EXAMPLE/token=="]
        )
        let request = local.request(for: try Samples.dispatch())
        #expect(request.url == "http://127.0.0.1:5000/")
        #expect(request.signature?.sessionToken == "EXAMPLE/token==")
        let chinese = try ConfiguredProvider.make(
            """
            {kind: "aws-sns", access_key_id: {env: "K"}, secret_access_key: {env: "S"},
             region: "cn-north-1"}
            """,
            secrets: ["/access_key_id": "AKIDCHINA", "/secret_access_key": "s"]
        )
        let publish = chinese.request(for: try Samples.dispatch())
        #expect(publish.url == "https://sns.cn-north-1.amazonaws.com.cn/")
        #expect(publish.signature?.accessKeyID == "AKIDCHINA")
    }

    @Test func everyFaultIsNamedAtOnce() throws {
        let faults = try ConfiguredProvider.faults(
            """
            {kind: "aws-sms", channel: "rcs", access_key_id: "a/b", secret_access_key: "wJalrX",
             region: "europe", base_url: "sms", originaton_identity: "X", configuration_set: 1,
             topic_arn: "events", accept_sha1: "yes"}
            """
        )
        #expect(
            faults == [
                "/originaton_identity: unknown setting; did you mean 'origination_identity'?",
                "/channel: this kind of provider serves sms",
                "/access_key_id: an access key's id is letters and digits",
                """
                /secret_access_key: a secret never stands in the configuration; write {env: "NAME"} \
                or {file: "secrets/secret_access_key"}, and replace this one, for it has been seen
                """,
                "/region: a region's name belongs here, such as \"eu-west-1\"",
                """
                /base_url: an absolute URL belongs here, such as \
                "https://sms-voice.europe.amazonaws.com"
                """,
                "/configuration_set: a string that is not empty belongs here",
                "/accept_sha1: true or false belongs here, not a string",
                """
                /topic_arn: a topic's ARN belongs here, such as \
                "arn:aws:sns:eu-west-1:111122223333:events"
                """,
            ]
        )
        #expect(!faults.joined().contains("wJalrX"))
        let missing = try ConfiguredProvider.faults("{kind: \"aws-sms\", accept_sha1: true}")
        #expect(
            missing.map { String($0.prefix { $0 != ":" }) }
                == ["/access_key_id", "/secret_access_key", "/region", "/accept_sha1"]
        )
    }

    @Test(arguments: ["eu-west-1", "us-gov-west-1", "ap-southeast-2", "cn-northwest-1"])
    func regionsAreTaken(region: String) throws {
        let faults = try ConfiguredProvider.faults(
            """
            {kind: "aws-sns", access_key_id: "A", secret_access_key: {env: "S"}, region: "\(region)"}
            """,
            secrets: AWSSMSRequestTests.secrets
        )
        #expect(faults == [])
    }

    @Test(arguments: [
        "eu", "eu-west", "eu-west-x", "EU-west-1", "eu--1", "eu-west-1.evil", "a/b-c-1",
    ])
    func whatIsNoRegionIsRefused(region: String) throws {
        let faults = try ConfiguredProvider.faults(
            """
            {kind: "aws-sns", access_key_id: "A", secret_access_key: {env: "S"}, region: "\(region)"}
            """,
            secrets: AWSSMSRequestTests.secrets
        )
        #expect(faults.map { $0.prefix(8) } == ["/region:"])
    }

    @Test func secretsAreNeverPrinted() throws {
        let provider = try ConfiguredProvider.make(
            "{\(AWSSMSRequestTests.settings), session_token: {env: \"T\"}}",
            secrets: ["/secret_access_key": "wJalrXUtnFEMI", "/session_token": "EXAMPLE/token=="]
        )
        let request = provider.request(for: try Samples.dispatch())
        for text in [shown(provider), shown(request.signature as Any), shown(request)] {
            #expect(!text.contains("wJalrXUtnFEMI"))
            #expect(!text.contains("EXAMPLE/token"))
        }
    }
}
