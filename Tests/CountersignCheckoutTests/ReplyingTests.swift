import CountersignCheckout
import CountersignCore
import CountersignMessaging
import CountersignTesting
import Testing

struct ReplyingTests {
    @Test func aTextIsNoAnswerToAMessageThatHasNotLeft() async throws {
        let desk = try await ReplyDesk(channels: [.sms])
        let id = try await desk.open()
        let gate = Gate()
        var dependencies = desk.checkout.dependenciesForTests
        dependencies.carrier = ScriptedCarrier { _ in
            await gate.pass()
            return .success(OutboundReply(status: 200))
        }
        let busy = Checkout(dependencies)
        desk.shop.clock.advance(seconds: 1)
        let waiting = try await busy.confirm(
            desk.shop.request(),
            by: desk.shop.caller,
            claim: nil
        ).view().confirmation.id
        #expect(await desk.receive(["text": "NO"], over: "sms") == .taken)
        #expect(try await desk.status(id) == .denied)
        #expect(try await desk.status(waiting) == .pending)
        gate.open()
        for _ in 0..<500 where busy.handoversPending > 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    @Test func aTextThatComesAgainDoesNotDenyTheNextPayment() async throws {
        let desk = try await ReplyDesk(channels: [.sms])
        let first = try await desk.open()
        #expect(await desk.receive(["text": "NO", "id": "in-1"], over: "sms") == .taken)
        #expect(try await desk.status(first) == .denied)
        desk.shop.clock.advance(seconds: 1)
        let second = try await desk.open()
        for _ in 0..<2 {
            #expect(await desk.receive(["text": "NO", "id": "in-1"], over: "sms") == .taken)
        }
        #expect(try await desk.status(second) == .pending)
        #expect(desk.count("repeated", over: "sms") == 2)
        #expect(await desk.receive(["text": "NO", "id": "in-2"], over: "sms") == .taken)
        #expect(try await desk.status(second) == .denied)
    }

    @Test func aTextThatDeniedNothingDoesNotDenyWhenItComesAgain() async throws {
        let desk = try await ReplyDesk(channels: [.sms])
        #expect(await desk.receive(["text": "NO", "id": "in-1"], over: "sms") == .taken)
        #expect(desk.count("unknown", over: "sms") == 1)
        let id = try await desk.open()
        #expect(await desk.receive(["text": "NO", "id": "in-1"], over: "sms") == .taken)
        #expect(try await desk.status(id) == .pending)
        #expect(desk.count("repeated", over: "sms") == 1)
    }

    @Test func aTextFromBeforeAPaymentDoesNotDenyIt() async throws {
        let desk = try await ReplyDesk(channels: [.sms])
        let before = desk.shop.clock.now().rfc3339
        desk.shop.clock.advance(seconds: 60)
        let id = try await desk.open()
        let after = desk.shop.clock.now().rfc3339
        #expect(await desk.receive(["text": "NO", "sent_at": before], over: "sms") == .taken)
        #expect(try await desk.status(id) == .pending)
        #expect(desk.count("unknown", over: "sms") == 1)
        #expect(await desk.receive(["text": "NO", "sent_at": after], over: "sms") == .taken)
        #expect(try await desk.status(id) == .denied)
    }

    // MARK: - Taps that deny

    @Test func aTapDeniesAtOnceAndTheMerchantLearnsThatThePayerDidIt() async throws {
        let desk = try await ReplyDesk()
        let id = try await desk.open()
        #expect(await desk.receive(["tapped": try desk.denyToken()]) == .taken)
        let stored = try await desk.shop.stored(id)
        #expect(stored.confirmation.status == .denied)
        let event = try #require(try await desk.events().last)
        #expect(event.type == .confirmationDenied)
        let data = try JSONReader.read(event.data)
        #expect(data["status"]?.string == "denied")
        #expect(data["denied_by"]?.string == "payer")
        let receipt = try CompactJWS(parsing: try #require(stored.confirmation.receipt))
        let facts = try JSONReader.read(receipt.payload)
        #expect(facts["outcome"]?.string == "denied")
        #expect(facts["denied_by"]?.string == "payer")
        #expect(facts["confirmed_by"] == nil)
        #expect(desk.count("denied") == 1)
    }

    @Test func theMerchantsOwnDenialSaysSo() async throws {
        let desk = try await ReplyDesk()
        let id = try await desk.open()
        _ = try await desk.checkout.deny(id, by: desk.shop.caller, claim: nil).view()
        let event = try #require(try await desk.events().last)
        #expect(try JSONReader.read(event.data)["denied_by"]?.string == "merchant")
    }

    @Test func aTapOnTheWhatsAppMessageWithThePaymentDenies() async throws {
        let desk = try await ReplyDesk(channels: [.whatsapp]) { path, text in
            path == "default/en/payment.whatsapp.json" ? ReplyingTests.contextThenCode : text
        }
        let id = try await desk.open()
        let token = try desk.denyToken()
        #expect(await desk.receive(["tapped": token], over: "whatsapp") == .taken)
        #expect(try await desk.status(id) == .denied)
        #expect(try await desk.shop.stored(id).messages[0].shown.surface == .pairedMessage)
    }

    @Test func aProviderThatWouldSendHalfOfAPairIsPassedOver() async throws {
        let desk = try await ReplyDesk(channels: [.whatsapp, .sms], sendsPairs: false) {
            path,
            text in
            path == "default/en/payment.whatsapp.json" ? ReplyingTests.contextThenCode : text
        }
        let id = try await desk.open()
        #expect(try await desk.shop.stored(id).messages.map(\.channel) == [.sms])
    }

    @Test func aTapIsUsedOnce() async throws {
        let desk = try await ReplyDesk()
        let id = try await desk.open()
        let token = try desk.denyToken()
        for _ in 0..<3 { #expect(await desk.receive(["tapped": token]) == .taken) }
        #expect(try await desk.status(id) == .denied)
        #expect(try await desk.events().filter { $0.type == .confirmationDenied }.count == 1)
        #expect(desk.count("denied") == 1)
        #expect(desk.count("closed") == 2)
    }

    @Test func aTapAfterTheEndChangesNothing() async throws {
        let desk = try await ReplyDesk()
        let id = try await desk.open()
        let token = try desk.denyToken()
        desk.shop.clock.advance(seconds: 300)
        #expect(await desk.receive(["tapped": token]) == .taken)
        #expect(try await desk.status(id) == .pending)
        #expect(desk.count("closed") == 1)
    }

    @Test func aTapOnTheMessageBeforeAnAmendmentIsVoid() async throws {
        let desk = try await ReplyDesk(settings: ConfirmationSettings(sendsMax: 5))
        let id = try await desk.open()
        let old = try desk.denyToken()
        _ = try await desk.checkout.amend(
            id,
            amount: desk.shop.euros(5_499),
            payee: nil,
            by: desk.shop.caller,
            claim: nil
        ).view()
        await desk.settled()
        let new = try desk.denyToken()
        #expect(old != new)
        #expect(await desk.receive(["tapped": old]) == .taken)
        #expect(try await desk.status(id) == .pending)
        #expect(desk.count("void") == 1)
        #expect(await desk.receive(["tapped": new]) == .taken)
        #expect(try await desk.status(id) == .denied)
    }

    @Test func aTapFromAnotherPhoneOrOverAnotherProviderChangesNothing() async throws {
        let desk = try await ReplyDesk()
        let id = try await desk.open()
        let token = try desk.denyToken()
        #expect(await desk.receive(["tapped": token], from: "4915112345679") == .taken)
        #expect(await desk.receive(["tapped": token], from: "+4915112345678") == .taken)
        #expect(await desk.receive(["tapped": token], over: "whatsapp") == .taken)
        #expect(await desk.receive(["tapped": token], token: "guess") == .forged)
        #expect(try await desk.status(id) == .pending)
        #expect(desk.count("foreign") == 2)
        #expect(desk.count("foreign", over: "whatsapp") == 1)
        // Platforms may hide the number; then the token alone speaks.
        #expect(await desk.receive(["tapped": token], from: "") == .taken)
        #expect(try await desk.status(id) == .denied)
    }

    @Test func aTokenWorksForNoOtherConfirmation() async throws {
        let desk = try await ReplyDesk()
        let rivals = try await desk.open(by: desk.shop.other)
        let ours = try await desk.open()
        let token = try #require(ReplyToken(try desk.denyToken()))
        #expect(token.confirmation == ours)
        let moved = ReplyToken(.deny, of: rivals, mac: token.mac)
        #expect(await desk.receive(["tapped": moved.text]) == .taken)
        #expect(desk.count("void") == 1)
        #expect(try await desk.status(rivals) == .pending)
        #expect(try await desk.status(ours) == .pending)
        let nobodys = ReplyToken(
            .deny,
            of: ConfirmationID(at: Instant(seconds: 1), random: Array(repeating: 1, count: 10)),
            mac: token.mac
        )
        #expect(await desk.receive(["tapped": nobodys.text]) == .taken)
        #expect(desk.count("unknown") == 1)
    }

    @Test func aForgedTokenChangesNothing() async throws {
        let desk = try await ReplyDesk()
        let id = try await desk.open()
        let token = try #require(ReplyToken(try desk.denyToken()))
        for place in 0..<ReplyToken.macBytes {
            var mac = token.mac
            mac[place] ^= 1
            let forged = ReplyToken(.deny, of: id, mac: mac)
            #expect(await desk.receive(["tapped": forged.text]) == .taken)
        }
        #expect(desk.count("void") == ReplyToken.macBytes)
        for text in ["", "deny", token.text + "x", "cnf_1:deny:9d2f"] {
            #expect(await desk.receive(["tapped": text]) == .taken)
        }
        #expect(desk.count("malformed") == 4)
        #expect(try await desk.status(id) == .pending)
    }

    // MARK: - Taps that confirm

    @Test func aTapConfirmsWhereThePolicyLetsIt() async throws {
        let desk = try await ReplyDesk(
            settings: ConfirmationSettings(confirmsByButton: true)
        )
        let id = try await desk.open()
        let token = try #require(desk.tokens()[.approve])
        #expect(await desk.receive(["tapped": token]) == .taken)
        #expect(await desk.receive(["tapped": token]) == .taken)
        let stored = try await desk.shop.stored(id)
        #expect(stored.confirmation.status == .approved)
        #expect(stored.confirmation.attempts == 0)
        let receipt = try CompactJWS(parsing: try #require(stored.confirmation.receipt))
        let facts = try JSONReader.read(receipt.payload)
        #expect(facts["outcome"]?.string == "approved")
        #expect(facts["confirmed_by"]?.string == "button")
        #expect(facts["denied_by"] == nil)
        #expect(desk.count("approved") == 1)
        #expect(desk.count("closed") == 1)
    }

    @Test func theDenyingTokenDoesNotConfirmNorTheOtherWayRound() async throws {
        let desk = try await ReplyDesk(
            settings: ConfirmationSettings(confirmsByButton: true)
        )
        let id = try await desk.open()
        let deny = try #require(ReplyToken(try desk.denyToken()))
        let swapped = ReplyToken(.approve, of: id, mac: deny.mac)
        #expect(await desk.receive(["tapped": swapped.text]) == .taken)
        #expect(try await desk.status(id) == .pending)
        #expect(desk.count("void") == 1)
    }

    @Test func aTrueTokenDoesNotConfirmWhereThePolicyWantsTheCode() async throws {
        let desk = try await ReplyDesk()
        let id = try await desk.open()
        let confirmation = try await desk.shop.stored(id).confirmation
        let token = try ReplyToken.of(confirmation, .approve, keyring: desk.shop.keyring)
        #expect(await desk.receive(["tapped": token.text]) == .taken)
        #expect(try await desk.status(id) == .pending)
        #expect(desk.count("not-allowed") == 1)
    }

    @Test func aTemplateThatConfirmsByButtonIsPassedOverWhereThePolicyWantsTheCode() async throws {
        let desk = try await ReplyDesk(
            channels: [.whatsapp, .sms],
            edit: { path, text in
                path.hasSuffix("payment.whatsapp.json") ? ReplyingTests.approveInChat : text
            }
        )
        let id = try await desk.open()
        #expect(try await desk.shop.stored(id).messages.map(\.channel) == [.sms])
    }

    // MARK: - Texts

    @Test(arguments: ["NO", "nein", "لا", "Stop!"])
    func aTextDeniesTheNewestMessagesPayment(text: String) async throws {
        let desk = try await ReplyDesk(channels: [.sms])
        let older = try await desk.open()
        desk.shop.clock.advance(seconds: 5)
        let newer = try await desk.open()
        #expect(await desk.receive(["text": text], over: "sms") == .taken)
        #expect(try await desk.status(newer) == .denied)
        #expect(try await desk.status(older) == .pending)
        #expect(await desk.receive(["text": text], over: "sms") == .taken)
        #expect(try await desk.status(older) == .denied)
        #expect(await desk.receive(["text": text], over: "sms") == .taken)
        #expect(desk.count("denied", over: "sms") == 2)
        #expect(desk.count("unknown", over: "sms") == 1)
    }

    @Test func aTextThatIsNoDenialIsCountedAndIgnored() async throws {
        let desk = try await ReplyDesk(channels: [.sms])
        let id = try await desk.open()
        for text in ["No, wait", "yes", "", "042917"] {
            #expect(await desk.receive(["text": text], over: "sms") == .taken)
        }
        #expect(try await desk.status(id) == .pending)
        #expect(desk.count("ignored", over: "sms") == 4)
    }

    @Test func aTextFromAnotherPhoneOrOverAnotherProviderDeniesNothing() async throws {
        let desk = try await ReplyDesk(channels: [.sms])
        let id = try await desk.open()
        for (phone, provider) in [
            ("4915112345679", "sms"), ("", "sms"), ("no number", "sms"),
            (ReplyDesk.phone, "whatsapp"),
        ] {
            #expect(await desk.receive(["text": "NO"], from: phone, over: provider) == .taken)
        }
        #expect(try await desk.status(id) == .pending)
        #expect(desk.count("unknown", over: "sms") == 3)
        #expect(desk.count("unknown", over: "whatsapp") == 1)
    }

    @Test func aTextThatAnswersAMessageDeniesThatOnesPayment() async throws {
        let desk = try await ReplyDesk(channels: [.whatsapp])
        let older = try await desk.open()
        let newer = try await desk.open()
        #expect(
            await desk.receive(["text": "NO", "reference": "ref-1"], over: "whatsapp") == .taken
        )
        #expect(try await desk.status(older) == .denied)
        #expect(try await desk.status(newer) == .pending)
    }

    // MARK: - The platform's own button

    @Test func notRequestedDeniesByTheMessage() async throws {
        let desk = try await ReplyDesk(channels: [.whatsapp])
        let id = try await desk.open()
        for reference in ["ref-9", ""] {
            #expect(
                await desk.receive(
                    ["not_requested": "", "reference": reference],
                    over: "whatsapp"
                ) == .taken
            )
        }
        #expect(
            await desk.receive(
                ["not_requested": "", "reference": "ref-1"],
                from: "4915112345679",
                over: "whatsapp"
            ) == .taken
        )
        #expect(try await desk.status(id) == .pending)
        #expect(
            await desk.receive(
                ["not_requested": "", "reference": "ref-1"],
                over: "whatsapp"
            ) == .taken
        )
        #expect(try await desk.status(id) == .denied)
        #expect(desk.count("unknown", over: "whatsapp") == 2)
        #expect(desk.count("foreign", over: "whatsapp") == 1)
    }

    // MARK: - Templates

    private static let approveInChat = """
        {"composition": "approve_in_chat", "text": "Pay {{amount}} to {{payee}}?",
         "content": {"type": "template", "template": {"name": "pay_approve",
          "language": {"code": "en"}, "components": [
           {"type": "body", "parameters": [
            {"type": "text", "parameter_name": "amount", "text": "{{amount}}"},
            {"type": "text", "parameter_name": "payee", "text": "{{payee}}"}]},
           {"type": "button", "sub_type": "quick_reply", "index": "0",
            "parameters": [{"type": "payload", "payload": "{{approve_token}}"}]},
           {"type": "button", "sub_type": "quick_reply", "index": "1",
            "parameters": [{"type": "payload", "payload": "{{deny_token}}"}]}]}}}
        """

    private static let contextThenCode = """
        {"composition": "context_then_code",
         "text": "You are paying {{amount}} to {{payee}}.\\n\\n{{code}} is your verification code.",
         "context": {"type": "template", "template": {"name": "pay_review", "language": {"code": "en"},
          "components": [
           {"type": "body", "parameters": [{"type": "text", "text": "{{amount}}"},
                                           {"type": "text", "text": "{{payee}}"}]},
           {"type": "button", "sub_type": "quick_reply", "index": "0",
            "parameters": [{"type": "payload", "payload": "{{deny_token}}"}]}]}},
         "content": {"type": "template", "template": {"name": "pay_code", "language": {"code": "en"},
          "components": [
           {"type": "body", "parameters": [{"type": "text", "text": "{{code}}"}]},
           {"type": "button", "sub_type": "url", "index": "0",
            "parameters": [{"type": "text", "text": "{{code}}"}]}]}}}
        """
}
