import CountersignAPI
import CountersignCheckout
import CountersignCore
import Foundation
import Testing

@Suite struct OpenAPIDocumentTests {
    private func document() async throws -> JSONValue {
        let answer = await Bench().send("GET", "/openapi.json", key: nil)
        #expect(answer.status == 200)
        #expect(answer.header("content-type") == "application/json")
        return try JSONReader.read(answer.response.body)
    }

    /// Every operation as `GET /livez`, with the operation.
    private func operations(of document: JSONValue) -> [(call: String, operation: JSONValue)] {
        (document["paths"]?.object ?? []).flatMap { path in
            (path.value.object ?? []).map { ("\($0.name.uppercased()) \(path.name)", $0.value) }
        }
    }

    @Test func routesAndContractAgree() async throws {
        let document = try await document()
        let routed = Endpoint.allCases.map { "\($0.method) \($0.template)" }
        #expect(operations(of: document).map(\.call).sorted() == routed.sorted())
        #expect(document["openapi"]?.string == "3.1.0")
        #expect(document["info"]?["version"]?.string == "1.2.3")
    }

    @Test func aCallThatIsNotServedIsNotInTheContract() async {
        let answer = await Bench(receiptPayload: nil).send("GET", "/openapi.json", key: nil)
        #expect(answer.json["paths"]?["/v1/receipts/verify"] == nil)
        #expect(answer.json["paths"]?["/v1/events"] != nil)
    }

    @Test func everyProblemTypeIsInTheContract() async throws {
        let document = try await document()
        let types = document["components"]?["schemas"]?["Problem"]?["properties"]?["type"]?["enum"]
        #expect(types?.array?.compactMap(\.string) == ProblemType.allCases.map(\.path))
        for type in ProblemType.allCases {
            let example = document["components"]?["examples"]?[type.rawValue]?["value"]
            #expect(example?["type"]?.string == type.path)
            #expect(example?["title"]?.string == type.title)
            #expect(example?["status"]?.integer == Int64(type.statuses[0]))
            for member in type.members { #expect(example?[member] != nil, "\(type) \(member)") }
        }
    }

    @Test func securityIsThatOfTheRoutes() async throws {
        let operations = operations(of: try await document())
        for endpoint in Endpoint.allCases {
            let call = "\(endpoint.method) \(endpoint.template)"
            let security = operations.first { $0.call == call }?.operation["security"]?.array
            let scopes = security?.compactMap { $0["merchantKey"]?.array?.first?.string }
            #expect(scopes == endpoint.scopes.map(\.rawValue), "\(call)")
        }
    }

    @Test func everyExampleBodyIsTaken() async throws {
        var count = 0
        for (call, operation) in operations(of: try await document()) {
            let examples = operation["requestBody"]?["content"]?["application/json"]?["examples"]
            for example in examples?.object ?? [] {
                let parts = call.split(separator: " ").map(String.init)
                var json = JSONWriter()
                json.value(try #require(example.value["value"]))
                let scopes = operation["security"]?.array?.first?["merchantKey"]?.array ?? []
                let isPolicy = parts[1].hasPrefix("/v1/policy")
                let key = scopes.first?.string == "manage" ? Bench.manageKey : Bench.testKey
                let answer = await Bench().send(
                    parts[0],
                    parts[1].replacing("{id}", with: Sample.id.text),
                    body: String(decoding: json.bytes, as: UTF8.self),
                    key: isPolicy ? Bench.policyKey : key,
                    headers: isPolicy ? ["if-match": "*"] : ["idempotency-key": "k"]
                )
                #expect(answer.status < 300, "\(call) \(example.name): \(answer.text)")
                count += 1
            }
        }
        #expect(count >= 10)
    }

    @Test func everyParameterOfAQueryIsKnownToItsRoute() async throws {
        for (call, operation) in operations(of: try await document()) where call.hasPrefix("GET") {
            for parameter in operation["parameters"]?.array ?? []
            where parameter["in"]?.string == "query" {
                let name = try #require(parameter["name"]?.string)
                let path = String(call.dropFirst(4)).replacing("{id}", with: Sample.id.text)
                // One of these keys has a scope that the call takes.
                for key in [Bench.testKey, Bench.readKey] {
                    let answer = await Bench().send("GET", path, query: "\(name)=x", key: key)
                    #expect(!answer.text.contains("unknown parameter"), "\(call) \(name)")
                }
            }
        }
    }

    @Test func everyReferenceLeadsSomewhere() async throws {
        let document = try await document()
        var references: [String] = []
        func collect(_ value: JSONValue) {
            for member in value.object ?? [] {
                if member.name == "$ref", let text = member.value.string {
                    references.append(text)
                }
                collect(member.value)
            }
            for element in value.array ?? [] { collect(element) }
        }
        collect(document)
        #expect(references.count > 50)
        for reference in Set(references) {
            var place: JSONValue? = document
            for token in reference.split(separator: "/").dropFirst() {
                place = place?[String(token)]
            }
            #expect(place != nil, "\(reference)")
        }
    }

    @Test func everyMemberOfAnAnswerIsInItsSchema() async throws {
        let document = try await document()
        let schema = document["components"]?["schemas"]?["Confirmation"]
        let known = Set((schema?["properties"]?.object ?? []).map(\.name))
        let confirmation = Sample.confirmation(
            .approved,
            previousAmount: Sample.amount(1)
        )
        let full = Sample.view(confirmation: confirmation)
        for view in [full, Sample.view(), Sample.view(isFull: false)] {
            let answer = await Bench(FakeCheckout(reading: .success(view)))
                .send("GET", "/v1/confirmations/\(Sample.id.text)")
            let names = Set((answer.json.object ?? []).map(\.name))
            #expect(names.subtracting(known).isEmpty)
            let required = (schema?["required"]?.array ?? []).compactMap(\.string)
            #expect(Set(required).subtracting(names).isEmpty)
        }
    }

    @Test func everyPostedEventIsAWebhook() async throws {
        let document = try await document()
        let names = (document["webhooks"]?.object ?? []).map(\.name)
        #expect(names == EventType.allCases.filter(\.isPosted).map(\.rawValue))
    }
}
