import CountersignCheckout
import CountersignCore
import CountersignKeys
import CountersignMessaging
import CountersignStore
import CountersignTesting
import Foundation
import Testing

struct AskingTests {
    @Test func settingsComeFromThePolicyAndChannelsOnlyNarrow() async throws {
        let shop = try await Shop(
            settings: ConfirmationSettings(
                codeDigits: 8,
                expiresInSeconds: 120,
                attemptsMax: 2,
                channels: [.whatsapp, .sms],
                matchWord: true
            )
        )
        var request = try shop.request()
        request.channels = [.sms, .rcs]
        let view = try await shop.open(request)
        #expect(view.messages.map(\.channel) == [.sms])
        #expect(view.confirmation.attemptsLeft == 2)
        #expect(view.matchWord != nil)
        #expect(
            view.confirmation.context.expiresAt
                == view.confirmation.context.issuedAt.advanced(bySeconds: 120)
        )
        #expect(try await shop.sent(1)[0].count == 8)
        request.channels = [.rcs]
        let answer = await shop.checkout.confirm(request, by: shop.caller, claim: nil)
        guard case .noRoute = answer.refusal else {
            Issue.record("a channel that the policy does not allow is no route")
            return
        }
    }

    @Test func skippedHasAReceiptAndSendsNothing() async throws {
        let shop = try await Shop(otherwise: .skip)
        let view = try await shop.open()
        #expect(view.confirmation.status == .skipped)
        let payload = try ReceiptSignature.verify(
            token: try #require(view.confirmation.receipt),
            jwks: shop.keyring.publicKeys()
        )
        #expect(payload["outcome"]?.string == "skipped")
        #expect(payload["channel"] == nil)
        #expect(shop.carrier.requests.isEmpty)
    }

    @Test func rowWhoseContextKeyIsMissingLeavesTheRestOfTheListReadable() async throws {
        let shop = try await Shop(otherwise: .skip)
        let old = try await shop.open()
        shop.clock.advance(seconds: 1)
        let other = KeyFile.generate(at: shop.clock.now(), entropy: SystemEntropy())
        let second = try await shop.restarted(keyring: SystemKeyring(other))
        let new = try await second.confirm(shop.request(), by: shop.caller, claim: nil).view()
        let rows =
            try await second
            .list(ConfirmationQuery(merchant: shop.caller.merchant.id, mode: .live)).get()
        #expect(rows.map(\.confirmation.id) == [new.confirmation.id, old.confirmation.id])
        #expect(rows.map(\.contextToken) == [new.contextToken, ""])
        #expect(rows.map(\.maskedPhone) == [new.maskedPhone, nil])
        #expect(rows[1].confirmation.context == old.confirmation.context)
        #expect(shop.log.written.contains { $0.contains("lacks a key") })
    }

    @Test func testKeysLeaveTheirMarkOnEventsAndReceipts() async throws {
        let shop = try await Shop(otherwise: .skip)
        for (mode, mark) in [(Mode.test, "test"), (.live, nil)] {
            let caller = Caller(merchant: shop.caller.merchant, mode: mode)
            let view = try await shop.checkout
                .confirm(shop.request(), by: caller, claim: nil).view()
            let events = try await shop.checkout.events(by: caller, after: 0, limit: 10).get()
            #expect(events.map(\.confirmation) == [view.confirmation.id])
            let data = try JSONReader.read(try #require(events.first).data)
            #expect(data["mode"]?.string == mode.rawValue)
            let payload = try ReceiptSignature.verify(
                token: try #require(view.confirmation.receipt),
                jwks: shop.keyring.publicKeys()
            )
            #expect(payload["mode"]?.string == mark)
        }
    }

    @Test func amendmentOfThePayeeTellsOnlyThePayee() async throws {
        let shop = try await Shop(steps: Shop.smsOnly)
        let opened = try await shop.open()
        _ = try await shop.sent(1)
        _ = try await shop.checkout.amend(
            opened.confirmation.id,
            amount: nil,
            payee: try Payee("Other Shop"),
            by: shop.caller,
            claim: nil
        ).view()
        _ = try await shop.sent(2)
        let request = try #require(shop.carrier.requests.last)
        let text = try #require(try JSONReader.read(request.body)["text"]?.string)
        #expect(text.hasPrefix("Now EUR 49.99 to Other Shop, before to Acme Shoes. New code"))
    }

    @Test func blockedSendsNothingAndHasNoReceipt() async throws {
        let shop = try await Shop(otherwise: .block)
        let view = try await shop.open()
        #expect(view.confirmation.status == .blocked)
        #expect(view.confirmation.receipt == nil)
        #expect(shop.carrier.requests.isEmpty)
    }

    @Test func deniedHasAReceiptThatSaysSo() async throws {
        let shop = try await Shop()
        let opened = try await shop.open()
        let id = opened.confirmation.id
        let view = try await shop.checkout.deny(id, by: shop.caller, claim: nil).view()
        let payload = try ReceiptSignature.verify(
            token: try #require(view.confirmation.receipt),
            jwks: shop.keyring.publicKeys()
        )
        #expect(payload["outcome"]?.string == "denied")
        #expect(payload["confirmed_by"] == nil)
        let again = await shop.checkout.deny(id, by: shop.caller, claim: nil)
        #expect(again.refusal == .denied)
    }

    @Test func purposeWithoutATemplateIsNoRoute() async throws {
        let shop = try await Shop()
        var request = try shop.request()
        request.purpose = .payout
        let answer = await shop.checkout.confirm(request, by: shop.caller, claim: nil)
        guard case .noRoute = answer.refusal else {
            Issue.record("no template is for a payout")
            return
        }
    }

    @Test(arguments: [Purpose.login, .passwordReset])
    func purposeWithoutAnAmountNamesTheShop(_ purpose: Purpose) async throws {
        let shop = try await Shop(steps: Shop.smsOnly)
        var request = try shop.request()
        request.purpose = purpose
        request.amount = nil
        let view = try await shop.open(request)
        let code = try await shop.sent(1)[0]
        let sent = try JSONReader.read(shop.carrier.requests[0].body)
        let text = try #require(sent["text"]?.string)
        #expect(text.contains("Acme Shoes") && text.contains(code))
        #expect(view.messages[0].shown.template == "default/en/\(purpose.rawValue).sms")
    }

    @Test func equalPaymentsNeverShareACode() async throws {
        let shop = try await Shop()
        var contexts: Set<[UInt8]> = []
        for _ in 0..<20 {
            contexts.insert(try await shop.open().confirmation.context.canonicalBytes)
        }
        #expect(contexts.count == 20)
        #expect(Set(try await shop.sent(20)).count >= 18, "twenty draws of a million rarely meet")
    }

    @Test func storeHoldsNeitherCodeNorPhoneNorAnswersInClear() async throws {
        let shop = try await Shop(settings: ConfirmationSettings(codeDigits: 8))
        let notes = "told by the merchant alone"
        let claim = RepeatClaim(
            key: [UInt8](repeating: 1, count: 32),
            fingerprint: [UInt8](repeating: 2, count: 32)
        ) { _ in
            RenderedAnswer(status: 201, location: nil, contentType: "x", body: Array(notes.utf8))
        }
        let request = try shop.request()
        guard
            case .kept = await shop.checkout.confirm(request, by: shop.caller, claim: claim),
            case .replayed(let again) = await shop.checkout
                .confirm(request, by: shop.caller, claim: claim)
        else {
            Issue.record("the answer is kept and given again")
            return
        }
        #expect(again.body == Array(notes.utf8))
        _ = try await shop.sent(1)
        let opened = try await shop.open()
        let code = try await shop.sent(2)[1]
        _ = try await shop.checkout
            .verify(opened.confirmation.id, shop.present(code), by: shop.caller, claim: nil)
            .view()
        await shop.store.close()
        for file in try FileManager.default.contentsOfDirectory(atPath: shop.folder.path) {
            let data = try Data(contentsOf: shop.folder.appendingPathComponent(file))
            #expect(data.range(of: Data(code.utf8)) == nil)
            #expect(data.range(of: Data(notes.utf8)) == nil)
            #expect(data.range(of: Data("15112345678".utf8)) == nil)
        }
    }
}
