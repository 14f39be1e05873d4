@testable import CountersignCheckout
import CountersignCore
import CountersignMessaging
import CountersignStore
import CountersignTesting
import Testing

struct RouteHealthTests {
    private let start = Instant(seconds: 1_795_428_000)

    /// A provider that was watched for an hour: so many of a hundred are confirmed.
    private func watched(_ percent: Int, _ health: inout RouteHealth) -> Instant {
        var now = start
        for number in 0..<600 {
            now = now.advanced(bySeconds: 6)
            #expect(health.note(isConfirmed: number * 7 % 100 < percent, at: now) == nil)
        }
        return now
    }

    @Test(arguments: [90, 60, 30])
    func muchLessThanItsOwnNormIsBadAndItsNormIsNot(percent: Int) {
        var health = RouteHealth()
        var now = watched(percent, &health)
        var count = 0
        while !health.isDegraded, count < 400 {
            now = now.advanced(bySeconds: 6)
            _ = health.note(isConfirmed: false, at: now)
            count += 1
        }
        #expect(health.isDegraded)
        #expect(count < 130, "\(count)")
        var changes: [RouteHealth.Change] = []
        for number in 0..<40 {
            now = now.advanced(bySeconds: 6)
            if let change = health.note(isConfirmed: number * 7 % 100 < percent, at: now) {
                changes.append(change)
            }
        }
        #expect(changes == [.recovered])
    }

    @Test func fewOutcomesSayNothing() {
        var health = RouteHealth()
        for _ in 0..<49 { _ = health.note(isConfirmed: true, at: start) }
        let later = start.advanced(bySeconds: 1_300)
        for _ in 0..<19 { #expect(health.note(isConfirmed: false, at: later) == nil) }
    }

    @Test func providerWithoutANormIsNeverBad() {
        var health = RouteHealth()
        for number in 0..<500 {
            let now = start.advanced(bySeconds: number / 2)
            #expect(health.note(isConfirmed: false, at: now) == nil)
        }
    }

    @Test func badProviderOfOneCountryComesLastThereAndGetsProbes() {
        let board = Switchboard()
        var now = start
        for number in 0..<900 {
            now = now.advanced(bySeconds: 6)
            for country in ["DE", "FR"] {
                let isConfirmed = country == "FR" || number < 700
                _ = board.note(
                    isConfirmed: isConfirmed,
                    provider: "sms-one",
                    country: country,
                    at: now
                )
            }
        }
        let candidates = ["sms-one", "sms-two"].map { Route.Candidate(channel: .sms, provider: $0) }
        func first(_ country: String, _ random: UInt8) -> String? {
            board.ordered(candidates, country: country, at: now, random: { random }).first?.provider
        }
        #expect(first("FR", 255) == "sms-one")
        #expect(first("DE", 255) == "sms-two")
        #expect((0...255).filter { first("DE", UInt8($0)) == "sms-one" }.count == 13)
    }

    @Test func codesThatComeBackSpeakForTheirProvider() async throws {
        let settings = ConfirmationSettings(nextChannelAfterSeconds: 5)
        let shop = try await Shop(settings: settings)
        // An hour in which every code comes back, then one in which those of the first provider don't.
        for number in 0..<120 {
            let opened = try await shop.open()
            let id = opened.confirmation.id
            await shop.settled()
            shop.clock.advance(seconds: number < 80 ? 15 : 5)
            if number >= 80 {
                await shop.checkout.wakeForTests(id)
                await shop.settled()
            }
            let code = try #require(try shop.codes().last)
            _ = try await shop.checkout.verify(id, shop.present(code), by: shop.caller, claim: nil)
                .view()
        }
        let events = try await shop.store
            .events(of: shop.caller.merchant.id, mode: .live, after: 0, limit: 1_000)
            .filter { $0.type == .routeDegraded }
        let data = try JSONReader.read(try #require(events.first).data)
        #expect(data["provider"]?.string == "rcs-one")
        #expect(data["reason"]?.string == "unconfirmed")
        #expect(data["country"]?.string == "DE")
        let next = try await shop.open()
        #expect(
            next.messages.first?.provider == "whatsapp-one"
                || next.messages.first?.provider == "rcs-one"
        )
    }
}
