import CountersignCore
import CountersignMessaging
import CountersignTemplates
import Testing

@testable import CountersignSimulator

/// The template calls of the simulated platform, asked by the real provider over real HTTP.
@Suite(.timeLimit(.minutes(1))) struct WhatsAppTemplatesTests {
    private func provider(of stage: Stage) throws -> WhatsAppCloudProvider {
        let settings = ProviderSettings(
            name: "meta",
            members: .members([
                "kind": .string("whatsapp-cloud"),
                "base_url": .string(stage.simulator.url(of: .whatsapp)),
                "phone_number_id": .string(SimulatorSettings().phoneNumberID),
                "business_account_id": .string(SimulatorSettings().businessAccountID),
            ]),
            secrets: [
                "/access_token": Array(stage.secrets.whatsAppToken.utf8),
                "/app_secret": Array("secret".utf8), "/verify_token": Array("token".utf8),
            ],
            callbackURL: "https://confirm.example/v1/callbacks/meta",
            crypto: Stage.crypto
        )
        return try WhatsAppCloudProvider.configured(settings).get()
    }

    private func approvals() throws -> [WhatsAppApproval] {
        let (approvals, findings) = try ShippedFiles.library().approvals(brand: "default")
        #expect(findings.isEmpty)
        return approvals
    }

    private func answer(
        _ request: OutboundRequest,
        _ stage: Stage
    ) async -> WhatsAppTemplateAnswer {
        WhatsAppTemplateAnswer(await stage.carrier.send(request))
    }

    private func kept(
        _ provider: WhatsAppCloudProvider,
        _ stage: Stage
    ) async throws -> [WhatsAppKeptTemplate] {
        guard case .taken(let json) = await answer(provider.templateList(), stage) else {
            Issue.record("no list")
            return []
        }
        return WhatsAppTemplatePage(json).templates
    }

    @Test func whatIsSubmittedIsListedWithoutDrift() async throws {
        try await Stage.with { stage in
            let provider = try provider(of: stage)
            let approvals = try approvals()
            for approval in approvals {
                guard case .taken(let json) = await answer(provider.creation(of: approval), stage)
                else {
                    Issue.record("\(approval.name) was not taken")
                    continue
                }
                #expect(WhatsAppSubmission(json).status == "APPROVED")
            }
            let kept = try await kept(provider, stage)
            #expect(kept.count == approvals.count)
            for approval in approvals {
                #expect(WhatsAppTemplateDrift.all(of: approval, among: kept).isEmpty)
            }
        }
    }

    @Test func aSecondOfTheSameNameIsRefusedInThePlatformsWords() async throws {
        try await Stage.with { stage in
            let provider = try provider(of: stage)
            let approval = try #require(try approvals().first)
            _ = await answer(provider.creation(of: approval), stage)
            guard
                case .refused(let code, let words) = await answer(
                    provider.creation(of: approval),
                    stage
                )
            else {
                Issue.record("it was taken twice")
                return
            }
            #expect(code == 100)
            #expect(words.hasPrefix("Content in This Language Already Exists: "))
        }
    }

    @Test func decisionsOfThePlatformAreDrifts() async throws {
        try await Stage.with { stage in
            let provider = try provider(of: stage)
            let approval = try #require(try approvals().first { $0.language == "en" })
            _ = await answer(provider.creation(of: approval), stage)
            let cases: [(String, String?, WhatsAppTemplateDrift)] = [
                ("PENDING", nil, .pending(status: "PENDING")),
                ("REJECTED", "INVALID_FORMAT", .rejected(reason: "INVALID_FORMAT")),
                ("PAUSED", nil, .unusable(status: "PAUSED")),
            ]
            for (status, rejection, drift) in cases {
                stage.simulator.decide(
                    template: approval.name,
                    language: approval.language,
                    status: status,
                    rejection: rejection
                )
                let kept = try await kept(provider, stage)
                #expect(WhatsAppTemplateDrift.all(of: approval, among: kept) == [drift])
            }
        }
    }

    @Test func anotherTokenAndAnotherAccountAreRefused() async throws {
        try await Stage.with { stage in
            var request = try provider(of: stage).templateList()
            request.headers = [("Authorization", "Bearer wrong")]
            guard case .refused(190, _) = await answer(request, stage) else {
                Issue.record("the token was taken")
                return
            }
            request = try provider(of: stage).templateList()
            request.url = request.url.replacing(SimulatorSettings().businessAccountID, with: "1")
            guard case .refused(100, _) = await answer(request, stage) else {
                Issue.record("the account was taken")
                return
            }
        }
    }
}
