import CountersignCore
import CountersignPolicy
import Foundation
import Testing

/// What a policy's text sets.
@Suite struct PolicyTests {
    private func policy(_ text: String) throws -> Policy {
        let (policy, findings) = Policy.parse(text, file: "Policies/test.policy")
        return try #require(policy, "\(findings.map(\.rendered).joined(separator: "\n"))")
    }

    @Test func shippedPolicyIsSoundAndSaysWhatItsCommentsSay() throws {
        let file = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Policies/default.policy")
        let policy = try policy(String(contentsOf: file, encoding: .utf8))
        #expect(policy.name == "Everyday checkout")
        #expect(policy.otherwise.outcome == .confirm)
        #expect(
            policy.settings
                == ConfirmationSettings(
                    codeDigits: 6,
                    expiresInSeconds: 300,
                    attemptsMax: 5,
                    channels: [.rcs, .whatsapp, .sms],
                    nextChannelAfterSeconds: 20,
                    sendsMax: 3,
                    resendAfterSeconds: 30,
                    matchWord: true
                )
        )
    }

    @Test func everySettingIsObeyed() throws {
        let policy = try policy(
            """
            policy "Strict" # a comment
            currency EUR
            defaults
            code 8 digits
            expires in 90 seconds
              attempts 2
            channels sms,whatsapp
            \tnext channel after 1 minute
            at most 1 send, 5 seconds apart
            match word
            confirm by button
            otherwise block
            """
        )
        #expect(policy.rates?.currency == Currency("EUR"))
        #expect(policy.otherwise.outcome == .block)
        #expect(
            policy.settings
                == ConfirmationSettings(
                    codeDigits: 8,
                    expiresInSeconds: 90,
                    attemptsMax: 2,
                    channels: [.sms, .whatsapp],
                    nextChannelAfterSeconds: 60,
                    sendsMax: 1,
                    resendAfterSeconds: 5,
                    matchWord: true,
                    confirmsByButton: true
                )
        )
    }

    @Test func whatIsNotSaidKeepsItsDefault() throws {
        let policy = try policy("policy \"Short\"\notherwise skip")
        #expect(policy.settings == ConfirmationSettings())
        #expect(policy.otherwise.outcome == .skip)
        #expect(policy.rates == nil)
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func lineEndsOfAllSystemsAreTheSame(_ end: String) throws {
        let lines = ["policy \"A\"", "defaults", "  attempts 4", "", "otherwise confirm", ""]
        #expect(try policy(lines.joined(separator: end)).settings.attemptsMax == 4)
    }

    @Test func hashWithinAQuotedNameIsNoComment() throws {
        #expect(try policy("policy \"No. #1\"\notherwise skip").name == "No. #1")
    }
}
