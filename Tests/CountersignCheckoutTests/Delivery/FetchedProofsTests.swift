@testable import CountersignCheckout
import CountersignCore
import CountersignMessaging
import CountersignTesting
import Synchronization
import Testing

struct FetchedProofsTests {
    /// A provider whose callbacks are proven by what their body, a URL, gives.
    private struct Notary: Provider {
        let name = "notary"
        let channel = Channel.sms
        let hasIdempotencyHandle = true
        let reportsByReference = false
        let callbackHeaders: [String] = []

        func request(for dispatch: Dispatch) -> OutboundRequest {
            OutboundRequest(url: "http://notary.test/")
        }

        func outcome(of reply: OutboundReply) -> DispatchOutcome {
            .accepted(reference: nil)
        }

        func content(
            of callback: Callback,
            at now: Instant
        ) throws(CallbackFault) -> CallbackContent {
            let url = String(decoding: callback.body, as: UTF8.self)
            guard let proof = callback.fetched[url] else { throw .needs(url: url) }
            guard proof == Array("good".utf8) else { throw .forged }
            return CallbackContent()
        }
    }

    private func receive(_ url: String, _ shop: Shop) async -> CallbackAnswer {
        let callback = Callback(headers: [:], body: Array(url.utf8))
        return await shop.checkout.receive(callback, provider: "notary")
    }

    @Test func whatProvedACallbackIsFetchedOnceAnHour() async throws {
        let carrier = ScriptedCarrier { _ in
            .success(OutboundReply(status: 200, body: Array("good".utf8)))
        }
        let shop = try await Shop(carrier: carrier, others: [Notary()])
        for _ in 0..<3 { #expect(await receive("http://c.test/1", shop) == .taken) }
        #expect(carrier.requests.count == 1)
        shop.clock.advance(seconds: 3_599)
        #expect(await receive("http://c.test/1", shop) == .taken)
        #expect(carrier.requests.count == 1)
        shop.clock.advance(seconds: 1)
        #expect(await receive("http://c.test/1", shop) == .taken)
        #expect(carrier.requests.count == 2)
    }

    @Test func whatProvedNothingIsNotKept() async throws {
        let body = Mutex("bad")
        let carrier = ScriptedCarrier { _ in
            .success(OutboundReply(status: 200, body: Array(body.withLock { $0 }.utf8)))
        }
        let shop = try await Shop(carrier: carrier, others: [Notary()])
        #expect(await receive("http://c.test/1", shop) == .forged)
        body.withLock { $0 = "good" }
        #expect(await receive("http://c.test/1", shop) == .taken)
    }

    @Test func manyURLsAreNotAllKept() {
        let proofs = FetchedProofs()
        let now = Instant(seconds: 1_795_428_000)
        for number in 0...FetchedProofs.countMax {
            proofs.keep(["http://c.test/\(number)": [1]], at: now)
        }
        #expect(proofs.body(from: "http://c.test/0", at: now) == nil)
        #expect(proofs.body(from: "http://c.test/1", at: now) == [1])
    }

    @Test func proofThatCanNotBeFetchedIsNoFaultOfTheStore() async throws {
        let carrier = ScriptedCarrier { _ in .success(OutboundReply(status: 503)) }
        let shop = try await Shop(carrier: carrier, others: [Notary()])
        #expect(await receive("http://c.test/1", shop) == .unproven)
        #expect(!shop.log.written.joined().contains("store"))
    }
}
