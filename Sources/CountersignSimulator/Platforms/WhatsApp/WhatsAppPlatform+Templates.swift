import CountersignAPI
import CountersignCore

extension WhatsAppPlatform {
    /// `POST` and `GET /{version}/{WABA_ID}/message_templates`.
    func templates(_ request: HTTPRequest, version: Substring, account: Substring) -> HTTPResponse {
        let trace = "simulated_" + Hex.encode(entropy.bytes(8))
        do throws(WhatsAppError) {
            guard request.carries(bearer: token, crypto) else { throw .token }
            guard WhatsAppPlatform.isVersion(version), account == settings.businessAccountID else {
                throw .noSuchNumber("\(account)")
            }
            if request.method == "POST" {
                guard request.isJSON else { throw .invalid("The body is application/json.") }
                let number = entropy.bytes(6).reduce(UInt64(1)) { $0 << 8 | UInt64($1) }
                return .simulated(200, try shelf.create(request.body, id: String(number)))
            }
            var parameters: [String: String] = [:]
            for (name, value) in PercentEncoding.parameters(request.query, plusIsSpace: true) ?? []
            {
                parameters[name] = value
            }
            return .simulated(200, try shelf.list(parameters, url: request.path))
        } catch {
            return error.answer(trace: trace)
        }
    }
}
