internal import CountersignMessaging
internal import CountersignTransport

/// Posts the same message many times, once over libcurl alone and once through the transport.
public struct TransferBench: Sendable {
    /// A signed message as the standard provider posts it, about as long.
    static let body = Array(
        (#"{"type":"message.send","timestamp":"2026-01-01T00:00:00.000Z","data":{"message_id":"#
            + #""msg_00000000000000000000000000","confirmation_id":"cnf_00000000000000000000000000","#
            + #""channel":"sms","to":"+4915112345678","from":"ACME","text":"Acme Shoes: confirm "#
            + #"49.99 EUR to Acme Shoes. Code 000000, valid 5 min. Never share it.","expires_at":"#
            + #""2026-01-01T00:05:00.000Z","ttl_seconds":300}}"#).utf8
    )

    /// Longest time for one post: on a busy machine it is slow and no failure.
    static let timeoutMillisecondsMax = 60_000

    /// Where the bench's gateway takes messages.
    let url: String
    /// Posts in each of both runs.
    let count: Int
    /// Posts at once.
    let concurrent: Int

    /// Posts to a gateway of this machine.
    public init(url: String, count: Int, concurrent: Int) {
        self.url = url
        self.count = count
        self.concurrent = concurrent
    }

    /// Posts a second of the bare loop.
    public func bare() async throws(BenchFailure) -> Double {
        let began = Stopwatch.nanoseconds()
        let (url, count, concurrent) = (url, count, concurrent)
        let isDone = await onOwnThread {
            BareTransfers.post(TransferBench.body, to: url, count: count, concurrent: concurrent)
        }
        guard isDone else { throw .floor(reason: "the bench's gateway refused a bare post") }
        return Double(count) / Stopwatch.seconds(since: began)
    }

    /// Posts a second of the service's transport.
    public func carrier() async throws(BenchFailure) -> Double {
        let carrier: CurlCarrier
        do { carrier = try CurlCarrier() } catch {
            throw .floor(reason: "the transport did not start")
        }
        let began = Stopwatch.nanoseconds()
        let failures = await withTaskGroup(of: Int.self) { group in
            for lane in 0..<concurrent {
                let share = count / concurrent + (lane < count % concurrent ? 1 : 0)
                group.addTask { await post(share, by: carrier) }
            }
            return await group.reduce(0, +)
        }
        let seconds = Stopwatch.seconds(since: began)
        await carrier.stop(withinMilliseconds: 1_000)
        guard failures == 0 else {
            throw .floor(reason: "\(failures) posts through the transport were not answered")
        }
        return Double(count) / seconds
    }

    /// One lane; gives the posts that failed.
    private func post(_ count: Int, by carrier: CurlCarrier) async -> Int {
        let request = OutboundRequest(
            url: url,
            headers: [("Content-Type", "application/json")],
            body: TransferBench.body,
            timeoutMillisecondsMax: TransferBench.timeoutMillisecondsMax
        )
        var failures = 0
        for _ in 0..<count {
            guard case .success(let reply) = await carrier.send(request), reply.status == 200
            else {
                failures += 1
                continue
            }
        }
        return failures
    }
}
