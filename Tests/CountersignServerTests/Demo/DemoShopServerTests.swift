import CountersignAPI
import CountersignCore
import CountersignPages
import Testing

@testable import CountersignServer

@Suite struct DemoShopServerTests {
    /// A visitor of one demo's shop.
    private struct Visitor {
        let demo: DemoInstallation

        var host: String { String(demo.url.dropFirst("http://".count)) }

        func get(_ path: String, query: String = "", host: String? = nil) async -> HTTPResponse? {
            await demo.shop.respond(
                to: HTTPRequest(
                    method: "GET",
                    path: path,
                    query: query,
                    headers: ["host": host ?? self.host]
                )
            )
        }

        func post(
            _ path: String,
            _ body: String,
            _ changes: [String: String?] = [:]
        ) async -> HTTPResponse? {
            var headers = [
                "host": host, "origin": demo.url, "content-type": "application/json",
            ]
            for (name, value) in changes { headers[name] = value }
            return await demo.shop.respond(
                to: HTTPRequest(
                    method: "POST",
                    path: path,
                    headers: headers,
                    body: Array(body.utf8)
                )
            )
        }
    }

    private static let order = #"{"item": "shoes", "phone": "+4915112345678", "locale": "de"}"#

    private func visit(_ body: (Visitor) async throws -> Void) async throws {
        let world = try DemoWorld()
        try await world.withInstallation { try await body(Visitor(demo: $0)) }
    }

    private func header(_ name: String, of response: HTTPResponse?) -> String? {
        response?.headers.first { $0.name == name }?.value
    }

    private func json(_ response: HTTPResponse?) -> JSONValue? {
        response.flatMap { try? JSONReader.read($0.body) }
    }

    @Test func pageIsNeverKeptAndItsNonceIsFresh() async throws {
        try await visit { visitor in
            let pages = [await visitor.get("/demo"), await visitor.get("/demo")]
            let policies = pages.map { header("Content-Security-Policy", of: $0) ?? "" }
            #expect(policies.allSatisfy { $0.contains("script-src 'nonce-") })
            #expect(policies[0] != policies[1])
            #expect(pages.allSatisfy { $0?.status == 200 })
            #expect(header("Cache-Control", of: pages[0]) == "no-store")
            #expect(header("X-Content-Type-Options", of: pages[0]) == "nosniff")
            let text = String(decoding: pages[0]?.body ?? [], as: UTF8.self)
            #expect(!text.contains("csk_"))
            #expect(await visitor.get("/")?.status == 302)
            #expect(await visitor.get("/demo/other") == nil)
        }
    }

    @Test func boughtSeenAndConfirmed() async throws {
        try await visit { visitor in
            let bought = json(await visitor.post("/demo/buy", Self.order))
            let id = try #require(bought?["id"]?.string)
            #expect(bought?["amount"]?["value"]?.integer == 4_999)
            var message: JSONValue?
            while message == nil {
                let seen = json(await visitor.get("/demo/phone", query: "to=%2B4915112345678"))
                message = seen?["messages"]?.array?.first
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(message?["channel"]?.string == "rcs")
            let text = try #require(message?["text"]?.string)
            let code = try #require(DemoCode.find(in: text, digits: 6))
            func check(_ cents: Int) async -> HTTPResponse? {
                await visitor.post(
                    "/demo/verify",
                    #"{"id": "\#(id)", "code": "\#(code)", "amount": {"value": \#(cents), "#
                        + #""currency": "EUR"}}"#
                )
            }
            let refused = await check(4_998)
            #expect(refused?.status == 409)
            #expect(header("Content-Type", of: refused) == "application/problem+json")
            #expect(json(refused)?["type"]?.string == "/problems/transaction-changed")
            let approved = await check(4_999)
            #expect(approved?.status == 200)
            #expect(json(approved)?["receipt"]?.string?.hasPrefix("eyJ") == true)
        }
    }

    @Test func aDenialEndsThePaymentAndTextsAreReadInTheShopsLanguages() async throws {
        try await visit { visitor in
            let bought = json(await visitor.post("/demo/buy", Self.order))
            let id = try #require(bought?["id"]?.string)
            let denied = await visitor.post("/demo/deny", "{\"id\": \"\(id)\"}")
            #expect(denied?.status == 200)
            #expect(json(denied)?["status"]?.string == "denied")
            #expect(await visitor.post("/demo/deny", #"{"id": "../x"}"#)?.status == 422)
            let unknown = await visitor.get("/demo/education", query: "locale=xx/../..")
            #expect(unknown?.status == 422)
            let texts = await visitor.get("/demo/education", query: "locale=de")
            // Only a folder of templates without texts has none.
            #expect(texts?.status == 404 || json(texts)?["why"]?["text"]?.string != nil)
        }
    }

    @Test func onlyTheShopsOwnPageMayAct() async throws {
        try await visit { visitor in
            let port = visitor.host.split(separator: ":").last ?? ""
            for origin in [nil, "null", "http://evil.example", "https://\(visitor.host)"] {
                let answer = await visitor.post("/demo/buy", Self.order, ["origin": origin])
                #expect(answer?.status == 403, "\(origin ?? "none")")
            }
            for host in ["evil.example:\(port)", "127.0.0.1", ""] {
                let origin = "http://\(host)"
                let answer = await visitor.post(
                    "/demo/buy",
                    Self.order,
                    ["host": host, "origin": origin]
                )
                #expect(answer?.status == 403, "\(host)")
                let phone = await visitor.get(
                    "/demo/phone",
                    query: "to=%2B4915112345678",
                    host: host
                )
                #expect(phone?.status == 403, "\(host)")
            }
            let local = "localhost:\(port)"
            let headers: [String: String?] = ["host": local, "origin": "http://\(local)"]
            #expect(await visitor.post("/demo/buy", Self.order, headers)?.status == 201)
        }
    }

    @Test func otherMethodsTypesAndSizesAreRefused() async throws {
        try await visit { visitor in
            let read = await visitor.get("/demo/buy")
            #expect(read?.status == 405)
            #expect(header("Allow", of: read) == "POST")
            #expect(await visitor.post("/demo", "{}")?.status == 405)
            for type in [nil, "text/plain", "application/x-www-form-urlencoded"] {
                let answer = await visitor.post("/demo/buy", Self.order, ["content-type": type])
                #expect(answer?.status == 415, "\(type ?? "none")")
            }
            let long = Self.order + String(repeating: " ", count: DemoShopServer.bodyBytesMax)
            #expect(await visitor.post("/demo/buy", long)?.status == 413)
        }
    }

    @Test(arguments: [
        ("/demo/buy", "", 422), ("/demo/buy", "[]", 422), ("/demo/buy", "{}", 422),
        ("/demo/buy", #"{"item": "yacht", "phone": "+4915112345678", "locale": "de"}"#, 422),
        ("/demo/buy", #"{"item": "shoes", "phone": "12", "locale": "de"}"#, 422),
        (
            "/demo/buy",
            #"{"item": "shoes", "phone": "+4915112345678", "locale": "de", "amount": 1}"#, 422
        ),
        ("/demo/verify", #"{"id": "../../livez?", "code": "1", "amount": {}}"#, 422),
        ("/demo/verify", #"{"id": "cnf_01M86M77610R6EWZ2V4ASK1BY3", "code": "123456"}"#, 422),
        (
            "/demo/verify",
            #"{"id": "cnf_01M86M77610R6EWZ2V4ASK1BY3", "code": "123456", "amount": {"value": 1, "currency": "EUR"}}"#,
            404
        ),
    ])
    func brokenBodiesAreProblems(path: String, body: String, status: Int) async throws {
        try await visit { visitor in
            let answer = await visitor.post(path, body)
            #expect(answer?.status == status)
            #expect(header("Content-Type", of: answer) == "application/problem+json")
            #expect(json(answer)?["title"]?.string != nil)
        }
    }

    @Test func phoneIsNamedExactly() async throws {
        try await visit { visitor in
            for query in ["", "to=", "to=12", "to=+4915112345678", "too=1", "to=%ZZ"] {
                #expect(await visitor.get("/demo/phone", query: query)?.status == 422, "\(query)")
            }
        }
    }
}
