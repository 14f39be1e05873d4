import CountersignAPI
import CountersignCore
import CountersignHTTP
import CountersignPages
import CountersignSimulator
import Foundation
import Synchronization

/// The demo shop's own server: its page, and the endpoints that ``DemoPage`` describes.
///
/// It is a checkout like any other: it holds the merchant's API key and calls the service over HTTP.
/// It answers browsers that opened the page by one of the service's own addresses only, so that no
/// other site can act through a visitor's browser.
final class DemoShopServer: Sendable {
    /// Longest body in bytes; the shop's own are a tenth of it.
    static let bodyBytesMax = 4_096
    /// Longest phone number in a query, percent-encoded.
    static let queryBytesMax = 64

    private struct Opening {
        let checkout: ServiceClient
        let hosts: Set<String>
    }

    private let opening = Mutex<Opening?>(nil)
    private let phones: SimulatedPhones
    private let entropy: any Entropy

    /// A shop that is still closed: every request is told to come again.
    init(phones: SimulatedPhones, entropy: any Entropy) {
        self.phones = phones
        self.entropy = entropy
    }

    /// Opens the shop at the service's address, with a checkout of its merchant.
    func open(at address: ListenAddress, _ checkout: ServiceClient) {
        let hosts: Set = [address.description, address.reachable, "localhost:\(address.port)"]
        opening.withLock { $0 = Opening(checkout: checkout, hosts: hosts) }
    }

    /// Answers what is the shop's; nil for other paths.
    func respond(to request: HTTPRequest) async -> HTTPResponse? {
        switch request.path {
        case "/": return answer(request, to: ["GET", "HEAD"]) { _ in DemoAnswer.toPage }
        case "/demo": return answer(request, to: ["GET", "HEAD"]) { _ in page() }
        case "/demo/phone": return answer(request, to: ["GET", "HEAD"]) { _ in phone(request) }
        case "/demo/buy": return await act(request, buy)
        case "/demo/verify": return await act(request, verify)
        case "/demo/deny": return await act(request, deny)
        case "/demo/education": return await education(request)
        default: return nil
        }
    }

    // MARK: - Gate

    private func answer(
        _ request: HTTPRequest,
        to methods: [String],
        _ body: (Opening) -> HTTPResponse
    ) -> HTTPResponse {
        switch admit(request, methods) {
        case .success(let opening): body(opening)
        case .failure(let refused): refused.response
        }
    }

    private func act(
        _ request: HTTPRequest,
        _ body: (JSONValue, ServiceClient) async -> HTTPResponse
    ) async -> HTTPResponse {
        switch admit(request, ["POST"]) {
        case .success(let opening):
            switch document(of: request) {
            case .success(let document): await body(document, opening.checkout)
            case .failure(let refused): refused.response
            }
        case .failure(let refused): refused.response
        }
    }

    private func admit(
        _ request: HTTPRequest,
        _ methods: [String]
    ) -> Result<Opening, DemoRefusal> {
        guard methods.contains(request.method) else {
            return .failure(.methodNotAllowed(methods))
        }
        guard let opening = opening.withLock({ $0 }) else { return .failure(.closed) }
        guard let host = request.headers["host"], opening.hosts.contains(host),
            !request.repeatedHeaders.contains("host")
        else { return .failure(.otherHost) }
        if request.method == "POST" {
            // Browsers name the origin of every POST; one that is missing or another's is refused.
            guard request.headers["origin"] == "http://\(host)",
                !request.repeatedHeaders.contains("origin")
            else { return .failure(.otherOrigin) }
        }
        return .success(opening)
    }

    private func document(of request: HTTPRequest) -> Result<JSONValue, DemoRefusal> {
        guard request.body.count <= DemoShopServer.bodyBytesMax else {
            return .failure(.tooLarge(bytesMax: DemoShopServer.bodyBytesMax))
        }
        guard request.headers["content-type"]?.lowercased() == "application/json" else {
            return .failure(.notJSON)
        }
        guard let document = try? JSONReader.read(request.body), document.object != nil else {
            return .failure(.invalid("The body is no JSON object."))
        }
        return .success(document)
    }

    // MARK: - Endpoints

    private func page() -> HTTPResponse {
        let page = DemoPage.page(
            locales: DemoShop.locales,
            nonce: Base64URL.encode(entropy.bytes(18))
        )
        return DemoAnswer.page(page)
    }

    private func phone(_ request: HTTPRequest) -> HTTPResponse {
        guard request.query.utf8.count <= DemoShopServer.queryBytesMax,
            request.query.hasPrefix("to="), !request.query.contains("+"),
            let text = request.query.dropFirst(3).removingPercentEncoding,
            let phone = try? PhoneNumber(text)
        else {
            return DemoRefusal.invalid("Name the phone: to=%2B4915112345678.").response
        }
        return DemoAnswer.json(
            .object([
                JSONMember("messages", .array(phones.messages(to: phone).map(DemoAnswer.message)))
            ])
        )
    }

    private func buy(_ order: JSONValue, _ checkout: ServiceClient) async -> HTTPResponse {
        guard let texts = texts(of: order, named: ["item", "phone", "locale"]),
            let item = DemoShop.item(texts[0])
        else {
            return DemoRefusal.invalid("An order names an item, a phone and a locale.").response
        }
        let reference = "demo-" + Hex.encode(entropy.bytes(4))
        let body = JSONValue.object([
            JSONMember("amount", DemoAnswer.money(item.minorUnits, item.currency)),
            JSONMember("reference", .string(reference)),
            JSONMember(
                "recipient",
                .object([
                    JSONMember("phone", .string(texts[1])), JSONMember("locale", .string(texts[2])),
                ])
            ),
        ])
        return await DemoAnswer.passed(on: checkout, "/v1/confirmations", body, key: reference)
    }

    /// The id is checked, for it becomes part of a path; everything else is the service's to judge.
    private func verify(_ typed: JSONValue, _ checkout: ServiceClient) async -> HTTPResponse {
        guard let members = typed.object, members.map(\.name).sorted() == ["amount", "code", "id"],
            let id = typed["id"]?.string.flatMap({ ConfirmationID($0) }),
            let code = typed["code"], let amount = typed["amount"]
        else {
            return DemoRefusal.invalid("A check names an id, a code and an amount.").response
        }
        let body = JSONValue.object([JSONMember("code", code), JSONMember("amount", amount)])
        return await DemoAnswer.passed(on: checkout, "/v1/confirmations/\(id)/verify", body)
    }

    private func deny(_ denied: JSONValue, _ checkout: ServiceClient) async -> HTTPResponse {
        guard let id = texts(of: denied, named: ["id"])?.first.flatMap({ ConfirmationID($0) })
        else {
            return DemoRefusal.invalid("A denial names an id.").response
        }
        return await DemoAnswer.passed(on: checkout, "/v1/confirmations/\(id)/deny", .object([]))
    }

    /// The language is one of the shop's own, so that nothing else becomes part of a path.
    private func education(_ request: HTTPRequest) async -> HTTPResponse {
        switch admit(request, ["GET", "HEAD"]) {
        case .failure(let refused): return refused.response
        case .success(let opening):
            guard
                let locale = DemoShop.locales.first(where: { request.query == "locale=\($0.tag)" })
            else {
                return DemoRefusal.invalid("Name one of the shop's languages: locale=en.").response
            }
            return await DemoAnswer.passed(
                on: opening.checkout,
                "/v1/education?locale=\(locale.tag)"
            )
        }
    }

    /// The texts of an object that has exactly these members.
    private func texts(of document: JSONValue, named names: [String]) -> [String]? {
        guard document.object?.count == names.count else { return nil }
        let texts = names.compactMap { document[$0]?.string }
        return texts.count == names.count ? texts : nil
    }
}
