import CountersignAPI
import CountersignCore
import CountersignMessaging

/// A simulated push notification service of Apple's.
///
/// Source: apns.md. As there, nothing is reported of what arrived. Unlike there, it speaks HTTP/1.1.
struct APNsPlatform: Sendable {
    /// Age in seconds at which a token stops working.
    static let tokenSecondsMax: Int64 = 3_600

    /// Whose tokens are taken; nil for nobody's.
    let account: APNsAccount?
    let phones: SimulatedPhones
    let courier: Courier
    let traffic: Traffic
    let clock: any Clock
    let entropy: any Entropy

    /// `POST /3/device/{token}`.
    func send(_ request: HTTPRequest, _ path: [Substring]) async -> HTTPResponse {
        guard path.starts(with: ["3", "device"]), (2...3).contains(path.count) else {
            return APNsError.path.answer
        }
        guard request.method == "POST" else { return APNsError.method.answer }
        return await traffic.answer(
            limited: APNsError.tooMany.answer,
            unavailable: APNsError.faulty.answer
        ) { fate in
            do throws(APNsError) {
                return .accepted(try take(request, path.count == 3 ? path[2] : "", fate))
            } catch {
                return .refused(error.answer)
            }
        }
    }

    private func take(
        _ request: HTTPRequest,
        _ token: Substring,
        _ fate: Fate
    ) throws(APNsError) -> HTTPResponse {
        try authenticate(request)
        guard let topic = request.headers["apns-topic"] else { throw .bad("MissingTopic") }
        guard topic == APNsAccount.topic else { throw .bad("DeviceTokenNotForTopic") }
        guard !token.isEmpty else { throw .bad("MissingDeviceToken") }
        guard let address = try? PushAddress(platform: .apns, token: String(token)) else {
            throw .bad("BadDeviceToken")
        }
        let notice = try APNsNotice.read(request)
        let device = TestDevice.app(address)
        let setup = phones.setup(of: device)
        let now = clock.now()
        guard setup.hasApp else { throw .gone(since: now) }
        let id = notice.id ?? uuid()
        let shown = SimulatedMessage(
            channel: .push,
            to: device,
            from: topic,
            title: notice.shown.title,
            text: notice.shown.text,
            content: notice.payload,
            reference: notice.payload["id"]?.string,
            platform: traffic.platform,
            id: id,
            at: now
        )
        let delivery = Delivery(message: setup.isReachable ? shown : nil, reports: [], fate: fate)
        guard courier.take(delivery, of: traffic) != nil else { throw .busy }
        return .simulated(200, headers: [("apns-id", id)])
    }

    /// A token signed by the team's key, not older than an hour.
    private func authenticate(_ request: HTTPRequest) throws(APNsError) {
        guard let authorization = request.headers["authorization"],
            authorization.lowercased().hasPrefix("bearer ")
        else { throw .forbidden("MissingProviderToken") }
        guard let account,
            let token = try? CompactJWS(parsing: String(authorization.dropFirst(7))),
            token.member("alg") == "ES256", token.member("kid") == APNsAccount.keyID,
            account.isSigned(token.signature, token.signingInput),
            let claims = try? JSONReader.read(token.payload),
            claims["iss"]?.string == APNsAccount.teamID, let issuedAt = claims["iat"]?.integer
        else { throw .forbidden("InvalidProviderToken") }
        guard abs(clock.now().seconds - issuedAt) <= APNsPlatform.tokenSecondsMax else {
            throw .forbidden("ExpiredProviderToken")
        }
    }

    private func uuid() -> String {
        let digits = Hex.encode(entropy.bytes(16))
        var groups: [Substring] = []
        var rest = digits[...]
        for count in [8, 4, 4, 4, 12] {
            groups.append(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return groups.joined(separator: "-")
    }
}
