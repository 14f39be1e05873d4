import CountersignCheckout
import CountersignCore

extension API {
    /// How far a report reaches back, when the request names no beginning.
    static let deliveryHoursDefault = 24
    /// By what a merchant's report may tell messages apart: a key sees its own merchant only.
    static let deliveryDimensions = DeliveryDimension.allCases.filter { $0 != .merchant }

    /// `GET /v1/delivery`: what became of the messages of a range of time.
    func getDelivery(_ call: Call, by caller: Caller) async -> HTTPResponse {
        guard let monitor = dependencies.deliveryMonitor else {
            preconditionFailure("An endpoint that is not served gets no call.")
        }
        var faults = Faults()
        guard let query = deliveryQuery(of: call, by: caller, &faults) else {
            return Problem.invalid(faults).response(trace: call.trace)
        }
        do throws(DeliveryStatisticsFailure) {
            let statistics = try await monitor.statistics(query)
            var json = JSONWriter(capacity: 1_024 + statistics.rows.count * 1_024)
            DeliveryStatisticsJSON.write(statistics, to: &json)
            return HTTPResponse(status: 200, headers: HeaderFields.json, body: json.bytes)
        } catch {
            return response(error, to: call)
        }
    }

    private func response(_ failure: DeliveryStatisticsFailure, to call: Call) -> HTTPResponse {
        switch failure {
        case .store(.overloaded): return response(.overloaded, to: call)
        case .store(.unavailable(let reason)):
            dependencies.log.write(
                .error,
                "the store can't be read for a report",
                [("reason", .text(reason))]
            )
            return response(.storageUnavailable, to: call)
        case .tooManyRows:
            var faults = Faults()
            faults.add(
                .parameter("since"),
                "this range has more than \(DeliveryTally.keysMax) rows; ask for a shorter one"
            )
            return Problem.invalid(faults).response(trace: call.trace)
        }
    }

    // MARK: - The query

    /// Nil when there are faults.
    private func deliveryQuery(
        of call: Call,
        by caller: Caller,
        _ faults: inout Faults
    ) -> DeliveryStatisticsQuery? {
        let query = QueryReader(call.request.query, knowing: ["since", "until", "by"], &faults)
        let until = query.moment("until", &faults)
        let since = query.moment("since", &faults)
        let dimensions = deliveryDimensions(of: query, &faults)
        guard faults.isEmpty else { return nil }
        let end = until ?? dependencies.clock.now()
        let beginning = since ?? end.advanced(bySeconds: -API.deliveryHoursDefault * 3_600)
        let found = DeliveryStatisticsQuery(
            since: beginning,
            until: end,
            mode: caller.mode,
            merchant: caller.merchant.id,
            dimensions: dimensions
        )
        if found == nil {
            faults.add(
                .parameter("since"),
                "the range must begin before it ends (\(end.rfc3339)) and last at most "
                    + "\(ReportRange.daysMax) days"
            )
        }
        return found
    }

    private func deliveryDimensions(
        of query: QueryReader,
        _ faults: inout Faults
    ) -> Set<DeliveryDimension> {
        guard let text = query.text("by") else { return Set(API.deliveryDimensions) }
        var dimensions: Set<DeliveryDimension> = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let dimension = DeliveryDimension(rawValue: String(word)),
                API.deliveryDimensions.contains(dimension)
            else {
                let known = API.deliveryDimensions.map(\.rawValue)
                let nearest = NearestWord.suggestion(for: String(word.prefix(64)), among: known)
                faults.add(
                    .parameter("by"),
                    "write words of \(known.joined(separator: ", ")) with commas between"
                        + (nearest.map { "; did you mean '\($0)'?" } ?? "")
                )
                return []
            }
            guard dimensions.insert(dimension).inserted else {
                faults.add(.parameter("by"), "'\(word)' stands twice; write it once")
                return []
            }
        }
        return dimensions
    }
}

extension QueryReader {
    /// A moment as RFC 3339 with `Z`.
    func moment(_ name: String, _ faults: inout Faults) -> Instant? {
        guard let text = text(name) else { return nil }
        guard let moment = Instant(rfc3339: text) else {
            faults.add(
                .parameter(name),
                "write a moment in UTC with Z and whole seconds, e.g. 2026-11-23T10:00:00Z"
            )
            return nil
        }
        return moment
    }
}
