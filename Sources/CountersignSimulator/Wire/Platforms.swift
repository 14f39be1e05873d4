import CountersignAPI
import CountersignCore

/// The three platforms behind one server, told apart by the first word of the path.
struct Platforms: Responder {
    let sms: SMSGateway
    let whatsapp: WhatsAppPlatform
    let rcs: RCSPlatform

    static let page = """
        This is Countersign's simulator of messaging platforms. It speaks their formats, but no
        message leaves this process and no phone is real.

        POST /sms/send                                    an SMS gateway
        POST /whatsapp/v23.0/{PHONE_NUMBER_ID}/messages   WhatsApp Business Platform, Cloud API
        POST /rcs/v1/phones/{E.164}/agentMessages         RCS for Business
        """

    func respond(to request: HTTPRequest) async -> HTTPResponse {
        let path = request.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        let isPost = request.method == "POST"
        switch Array(path) {
        case [""] where request.method == "GET" || request.method == "HEAD":
            return .simulated(200, Platforms.page)
        case ["sms", "send"]:
            return isPost ? sms.send(request) : Platforms.otherMethod
        case let parts
        where parts.count == 4 && parts[0] == "whatsapp" && parts[3] == "messages":
            guard isPost else { return Platforms.otherMethod }
            return whatsapp.messages(request, version: parts[1], number: parts[2])
        case let parts
        where parts.count == 5 && parts.starts(with: ["rcs", "v1", "phones"])
            && parts[4] == "agentMessages":
            guard isPost else { return Platforms.otherMethod }
            return rcs.agentMessages(request, phone: parts[3])
        default:
            return .simulated(404, "This simulator has no such path; see / for those it has.")
        }
    }

    func response(to refusal: DoorRefusal) -> HTTPResponse {
        switch refusal {
        case .bodyTooLarge(let limit):
            .simulated(413, "This simulator takes bodies of at most \(limit) bytes.")
        case .malformed(let detail): .simulated(400, "This simulator refuses: \(detail).")
        case .overloaded:
            .simulated(503, "This simulator is busy or stopping.", headers: [("Retry-After", "1")])
        }
    }

    private static var otherMethod: HTTPResponse {
        .simulated(405, "This simulator takes POST here.", headers: [("Allow", "POST")])
    }
}
