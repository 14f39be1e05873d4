import CountersignCore
import Foundation
import Testing

@testable import CountersignMessaging

/// Events of a configuration set, in posts whose signatures everybody takes.
@Suite struct AWSSMSEventTests {
    private func content(_ message: String) throws -> CallbackContent {
        let crypto = RealCrypto.providers
        let credulous = ProviderCrypto(
            webhook: crypto.webhook,
            hash: crypto.hash,
            hmac: crypto.hmac,
            rsaSigner: crypto.rsaSigner,
            ecSigner: crypto.ecSigner,
            isValidRSA: { _, _, _, _ in true }
        )
        let members = try JSONReader.read(
            Array(
                "{\(AWSSMSRequestTests.settings), topic_arn: \"\(SNSCallbackTests.arn)\"}".utf8
            ),
            dialect: .json5
        )
        let provider = try AWSSMSProvider.configured(
            ProviderSettings(
                name: "gateway",
                members: members,
                secrets: ["/secret_access_key": [1]],
                callbackURL: ProviderFixture.callbackURL,
                crypto: credulous
            )
        ).get()
        var post = JSONWriter()
        post.beginObject()
        post.member("Type", "Notification")
        post.member("MessageId", "1")
        post.member("TopicArn", SNSCallbackTests.arn)
        post.member("Message", message)
        post.member("Timestamp", "2026-01-01T00:00:00.000Z")
        post.member("SignatureVersion", "2")
        post.member("Signature", "AAAA")
        post.member("SigningCertURL", SNSCallbackTests.certificateURL)
        post.endObject()
        let callback = Callback(headers: [:], body: post.bytes)
            .fetching([], from: SNSCallbackTests.certificateURL)
        return try provider.content(of: callback, at: Samples.now)
    }

    private func event(_ type: String, more: String = "") -> String {
        """
        {"eventType":"\(type)","eventVersion":"1.0","eventTimestamp":1767225600000,"isFinal":false,\
        "originationPhoneNumber":"+4930901820","destinationPhoneNumber":"+4915112345678",\
        "messageId":"m-1","messageStatus":"X","messageStatusDescription":"free text 042917",\
        "context":{"ref":"\(Samples.messageText)"},"totalMessageParts":7\(more)}
        """
    }

    @Test(arguments: [
        ("TEXT_QUEUED", MessageStatus.accepted, FailureClass?.none),
        ("TEXT_PENDING", .accepted, nil), ("TEXT_SENT", .sent, nil),
        ("TEXT_SUCCESSFUL", .sent, nil), ("TEXT_DELIVERED", .delivered, nil),
        ("TEXT_UNREACHABLE", .undelivered, .fallback),
        ("TEXT_CARRIER_UNREACHABLE", .undelivered, .fallback),
        ("TEXT_UNKNOWN", .undelivered, .fallback), ("TEXT_INVALID", .failed, .drop),
        ("TEXT_INVALID_MESSAGE", .failed, .stop), ("TEXT_BLOCKED", .failed, .drop),
        ("TEXT_CARRIER_BLOCKED", .failed, .fallback), ("TEXT_SPAM", .failed, .fallback),
        ("TEXT_PROTECT_BLOCKED", .failed, .drop), ("TEXT_TTL_EXPIRED", .expired, nil),
    ])
    func eachEventHasItsStatus(
        type: String,
        status: MessageStatus,
        failureClass: FailureClass?
    ) throws {
        let reports = try content(event(type)).reports
        #expect(
            reports == [
                DeliveryReport(
                    message: MessageID(Samples.messageText),
                    reference: "m-1",
                    status: status,
                    failure: status.hasFailed ? type : nil,
                    failureClass: failureClass,
                    recipient: "4915112345678"
                )
            ]
        )
    }

    @Test(arguments: ["RCS_DELIVERED", "VOICE_COMPLETED", "TEXT_NEW"])
    func otherEventsSayNothing(type: String) throws {
        #expect(try content(event(type)).reports.isEmpty)
    }

    @Test(arguments: [
        #"{"eventType":"TEXT_DELIVERED","messageId":"m-1"}"#,
        #"{"eventType":"TEXT_DELIVERED","messageId":"m-1","context":{"ref":"cnf_1"}}"#,
    ])
    func eventsOfOtherSoftwareSayNothing(message: String) throws {
        #expect(try content(message).reports.isEmpty)
    }

    @Test(arguments: ["hello", "{}", "[]", #"{"eventType":1}"#])
    func whatIsNoEventIsMalformed(message: String) {
        #expect(
            throws: CallbackFault.malformed(
                detail: "/Message: an event of a configuration set belongs here"
            )
        ) { try content(message) }
    }
}
