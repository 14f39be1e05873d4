import CountersignAPI
import CountersignCore
import CountersignMessaging

/// A simulated Firebase Cloud Messaging, HTTP v1.
///
/// Source: fcm.md. As there, nothing is reported of what arrived, and a repeated request is another
/// message.
struct FCMPlatform: Sendable {
    static let scope = "https://www.googleapis.com/auth/firebase.messaging"

    let tokens: GoogleTokens
    let phones: SimulatedPhones
    let courier: Courier
    let traffic: Traffic
    let clock: any Clock
    let entropy: any Entropy

    /// `POST /v1/projects/{project}/messages:send`.
    func send(_ request: HTTPRequest, project: Substring) async -> HTTPResponse {
        await traffic.answer(
            limited: GoogleError.quota.answer,
            unavailable: GoogleError.pushFaulty.answer
        ) { fate in
            do throws(GoogleError) {
                return .accepted(try take(request, project, fate))
            } catch {
                return .refused(error.answer)
            }
        }
    }

    private func take(
        _ request: HTTPRequest,
        _ project: Substring,
        _ fate: Fate
    ) throws(GoogleError) -> HTTPResponse {
        guard tokens.isCarried(by: request, at: clock.now()) else { throw .token }
        guard project == ServiceAccount.project else { throw .project }
        guard request.isJSON else { throw .invalidPush("The body is application/json.") }
        let message = try FCMMessage.read(request.body)
        let device = TestDevice.app(message.address)
        let setup = phones.setup(of: device)
        guard setup.hasApp else { throw .unregistered }
        let name = "projects/\(project)/messages/0:simulated\(Hex.encode(entropy.bytes(12)))"
        let shown = SimulatedMessage(
            channel: .push,
            to: device,
            from: ServiceAccount.project,
            title: message.shown.title,
            text: message.shown.text,
            content: message.content,
            reference: message.reference,
            platform: traffic.platform,
            id: name,
            at: clock.now()
        )
        let delivery = Delivery(message: setup.isReachable ? shown : nil, reports: [], fate: fate)
        guard courier.take(delivery, of: traffic) != nil else { throw .pushBusy }
        return .simulated(200, .members(["name": .string(name)]))
    }
}
