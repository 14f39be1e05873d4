import CountersignCore
import Testing

@testable import CountersignMessaging

/// Posts of SNS as the vectors have them, made with a key of their own.
struct SNSVectors {
    struct Case {
        let name: String
        let body: [UInt8]
        let message: JSONValue
        let isValid: Bool
        let signedText: String?
    }

    let cases: [Case]
    let certificate: [UInt8]
    let accepted: [String]
    let refused: [String]

    init() throws {
        let json = try Samples.vectors("sns-message-signature")
        certificate = Array((json["certificate_pem"]?.string ?? "").utf8)
        accepted = json["accept_cert_urls"]?.array?.compactMap(\.string) ?? []
        refused = json["refuse_cert_urls"]?.array?.compactMap(\.string) ?? []
        cases = try #require(json["cases"]?.array).map { vector in
            let message = try #require(vector["message"])
            var body = JSONWriter()
            body.value(message)
            return Case(
                name: vector["name"]?.string ?? "",
                body: body.bytes,
                message: message,
                isValid: vector["valid"]?.bool ?? false,
                signedText: vector["signed_text"]?.string
            )
        }
        #expect(cases.count == 4)
        #expect(accepted.count == 2)
        #expect(refused.count == 4)
    }
}

@Suite struct SNSCallbackTests {
    static let arn = "arn:aws:sns:eu-west-1:111122223333:sms-events"
    static let certificateURL =
        "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0000000000000000000000000000000a.pem"
    let vectors: SNSVectors

    init() throws { vectors = try SNSVectors() }

    static func provider(acceptsSHA1: Bool = true, arn: String = arn) throws -> any Provider {
        try AWSSMSRequestTests.provider(#"topic_arn: "\#(arn)", accept_sha1: \#(acceptsSHA1)"#)
    }

    private func callback(_ body: [UInt8]) -> Callback {
        Callback(
            headers: [:],
            body: body,
            fetched: [SNSCallbackTests.certificateURL: vectors.certificate]
        )
    }

    /// One vector's post with some fields replaced.
    private func callback(
        _ index: Int,
        replacing changes: [String: JSONValue?] = [:]
    ) throws -> Callback {
        var members = try #require(vectors.cases[index].message.object)
        for (name, value) in changes {
            members.removeAll { $0.name == name }
            if let value { members.append(JSONMember(name, value)) }
        }
        var body = JSONWriter()
        body.value(JSONValue.object(members))
        return callback(body.bytes)
    }

    private func isForged(
        _ callback: Callback,
        by provider: any Provider,
        at now: Instant = Samples.now
    ) -> Bool {
        do {
            _ = try provider.content(of: callback, at: now)
            return false
        } catch {
            return error == .forged
        }
    }

    @Test func theVectorsVerifyOrAreRefused() throws {
        let provider = try SNSCallbackTests.provider()
        for vector in vectors.cases {
            #expect(
                isForged(callback(vector.body), by: provider) == !vector.isValid,
                "\(vector.name)"
            )
            if let text = vector.signedText {
                #expect(SNSPost(vector.body)?.signedText == text, "\(vector.name)")
            }
        }
    }

    @Test func versionOneIsRefusedUnlessItIsAccepted() throws {
        let strict = try SNSCallbackTests.provider(acceptsSHA1: false)
        #expect(isForged(try callback(0), by: strict))
        #expect(!isForged(try callback(1), by: strict))
        let lax = try SNSCallbackTests.provider()
        #expect(isForged(try callback(1, replacing: ["SignatureVersion": .string("3")]), by: lax))
        #expect(isForged(try callback(1, replacing: ["SignatureVersion": .string("1")]), by: lax))
        #expect(isForged(try callback(1, replacing: ["SignatureVersion": Optional.none]), by: lax))
    }

    @Test func certificatesComeFromTheServiceOnly() {
        for url in vectors.accepted { #expect(SNSHost.mayHoldCertificate(url), "\(url)") }
        for url in vectors.refused { #expect(!SNSHost.mayHoldCertificate(url), "\(url)") }
    }

    @Test(arguments: [
        "https://sns.eu-west-1.amazonaws.com:8443/a.pem",
        "https://sns.eu-west-1.amazonaws.com/a.pem?x=.pem",
        "https://sns.eu-west-1.amazonaws.com/?a.pem", "https://sns.eu-west-1.amazonaws.com/a/b.pem",
        "https://sns.eu-west-1.amazonaws.com.cn/a.pem",
        "https://sns.cn-north-1.amazonaws.com/a.pem",
        "https://sns..amazonaws.com/a.pem", "https://sns.amazonaws.com/a.pem",
        "https://x.sns.eu-west-1.amazonaws.com/a.pem", "HTTPS://sns.eu-west-1.amazonaws.com/a.pem",
        "https://SNS.eu-west-1.amazonaws.com/a.pem", "https://sns.eu-west-1.amazonaws.com",
        "https://sns.eu-west-1.amazonaws.com\\@evil.example/a.pem",
        "https://sns.eu-west-1.amazonaws.com/a.pem#.pem",
        "https://sns.evil.com/eu-west-1.amazonaws.com/a.pem",
        "https://s3.eu-west-1.amazonaws.com/a.pem", "",
    ])
    func otherURLsHoldNoCertificate(url: String) {
        #expect(!SNSHost.mayHoldCertificate(url))
    }

    @Test func theCertificateIsAskedForAndUsed() throws {
        let provider = try SNSCallbackTests.provider()
        let bare = Callback(headers: [:], body: vectors.cases[1].body)
        #expect(throws: CallbackFault.needs(url: SNSCallbackTests.certificateURL)) {
            try provider.content(of: bare, at: Samples.now)
        }
        let whole = bare.fetching(vectors.certificate, from: SNSCallbackTests.certificateURL)
        #expect(try provider.content(of: whole, at: Samples.now).followUps.isEmpty)
        let garbage = bare.fetching(Array("<html>".utf8), from: SNSCallbackTests.certificateURL)
        #expect(isForged(garbage, by: provider))
    }

    @Test func nothingIsFetchedForAPostThatIsForgedAnyway() throws {
        let provider = try SNSCallbackTests.provider()
        func bare(_ callback: Callback) -> Callback { Callback(headers: [:], body: callback.body) }
        for change in [
            ["TopicArn": JSONValue.string("arn:aws:sns:eu-west-1:999999999999:other")],
            ["Timestamp": .string("2025-12-31T22:59:59.999Z")],
            ["SigningCertURL": .string(vectors.refused[1])],
            ["Signature": .string("%%%")],
            ["Type": .string("Other")],
            ["MessageId": .null],
        ] {
            #expect(isForged(bare(try callback(1, replacing: change)), by: provider), "\(change)")
        }
        #expect(isForged(Callback(headers: [:], body: Array("nonsense".utf8)), by: provider))
        #expect(isForged(Callback(headers: [:], body: []), by: provider))
        let deaf = try AWSSMSRequestTests.provider()
        #expect(isForged(try callback(1), by: deaf))
    }

    @Test(arguments: [
        "Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type",
    ])
    func everySignedFieldIsSigned(field: String) throws {
        let changed: JSONValue =
            switch field {
            case "Timestamp": .string("2026-01-01T00:00:01.000Z")
            case "Type": .string("SubscriptionConfirmation")
            default: .string("other")
            }
        let provider = try SNSCallbackTests.provider()
        #expect(isForged(try callback(1, replacing: [field: changed]), by: provider))
    }

    @Test(arguments: [(0, true), (3_600, true), (3_601, false), (-300, true), (-301, false)])
    func postsAreTakenForAnHour(age: Int, isTaken: Bool) throws {
        let provider = try SNSCallbackTests.provider()
        let now = Samples.now.advanced(bySeconds: age)
        #expect(isForged(try callback(1), by: provider, at: now) == !isTaken)
    }

    @Test func aSubscriptionOfTheTopicIsConfirmed() throws {
        let provider = try SNSCallbackTests.provider()
        let content = try provider.content(of: try callback(2), at: Samples.now)
        #expect(content.reports.isEmpty)
        #expect(content.followUps.count == 1)
        #expect(content.followUps.first?.method == "GET")
        #expect(
            content.followUps.first?.url == """
                https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription\
                &TopicArn=arn:aws:sns:eu-west-1:111122223333:sms-events&Token=tok-1
                """
        )
    }

    @Test(arguments: [
        ("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription", true),
        ("http://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription", false),
        ("https://evil.example/?Action=ConfirmSubscription", false),
        ("https://sns.eu-west-1.amazonaws.com.evil.example/?Action=ConfirmSubscription", false),
        ("https://sns.eu-west-1.amazonaws.com/other", false),
    ])
    func subscriptionsAreConfirmedAtTheServiceOnly(url: String, isTaken: Bool) {
        #expect(SNSHost.mayConfirm(url) == isTaken)
    }
}
