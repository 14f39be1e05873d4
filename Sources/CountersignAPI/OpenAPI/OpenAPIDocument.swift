import CountersignCore

/// The contract as an OpenAPI 3.1 document, made from the same tables as the routes.
enum OpenAPIDocument {
    /// The document of some endpoints; `version` is that of the service.
    static func bytes(of endpoints: [Endpoint], version: String) -> [UInt8] {
        var json = JSONWriter(capacity: 65_536)
        json.beginObject()
        json.member("openapi", "3.1.0")
        writeInformation(version: version, to: &json)
        json.name("paths")
        write(endpoints, to: &json)
        json.name("webhooks")
        writeWebhooks(to: &json)
        json.name("components")
        writeComponents(to: &json)
        json.endObject()
        return json.bytes
    }

    private static func writeInformation(version: String, to json: inout JSONWriter) {
        json.name("info")
        json.beginObject()
        json.member("title", "Countersign")
        json.member("version", version)
        json.member("summary", "Confirms payments with codes that are bound to amount and payee.")
        json.member(
            "description",
            "JSON in and out, times in RFC 3339 UTC with Z, money in whole minor units. Unknown members of a request are refused by name. A GET never sends a message, never counts an attempt and never approves."
        )
        json.endObject()
        json.name("servers")
        json.raw(#"[{"url":"/","description":"The service that serves this document."}]"#.utf8)
        json.name("tags")
        json.beginArray()
        for tag in [
            "Confirmations", "Events", "Reports", "Templates", "Receipts", "Providers", "Testing",
            "Operation",
        ] {
            json.beginObject()
            json.member("name", tag)
            json.endObject()
        }
        json.endArray()
    }

    private static func write(_ endpoints: [Endpoint], to json: inout JSONWriter) {
        json.beginObject()
        var written: [String] = []
        for endpoint in endpoints where !written.contains(endpoint.template) {
            written.append(endpoint.template)
            json.name(endpoint.template)
            json.beginObject()
            for sibling in endpoints where sibling.template == endpoint.template {
                json.name(sibling.method.lowercased())
                OperationJSON.write(sibling.operation, of: sibling, to: &json)
            }
            json.endObject()
        }
        json.endObject()
    }

    private static func writeWebhooks(to json: inout JSONWriter) {
        json.beginObject()
        for type in EventType.allCases where type.isPosted {
            json.name(type.rawValue)
            json.raw(
                #"""
                {"post":{"operationId":"on \#(type.rawValue)","tags":["Events"],"summary":"Posted to the merchant's endpoints",
                "description":"Signed by Standard Webhooks. Repeated with the same webhook-id until a 2xx comes back; 410 switches the endpoint off.",
                "security":[],
                "parameters":[
                {"name":"webhook-id","in":"header","required":true,"description":"The event's id, the same for every delivery.","schema":{"$ref":"#/components/schemas/EventID"}},
                {"name":"webhook-timestamp","in":"header","required":true,"description":"Unix seconds of this delivery.","schema":{"type":"string","pattern":"^[0-9]+$"}},
                {"name":"webhook-signature","in":"header","required":true,"description":"v1, a comma and base64 of HMAC-SHA-256 over id, timestamp and body, joined by full stops.","schema":{"type":"string"}}],
                "requestBody":{"required":true,"content":{"application/json":{"schema":{"allOf":[{"$ref":"#/components/schemas/WebhookEvent"},{"properties":{"type":{"const":"\#(type.rawValue)"}}}]}}}},
                "responses":{"2XX":{"description":"Taken."}}}}
                """#.utf8
            )
        }
        json.endObject()
    }

    private static func writeComponents(to json: inout JSONWriter) {
        json.beginObject()
        json.name("securitySchemes")
        json.raw(
            #"""
            {"merchantKey":{"type":"http","scheme":"bearer","bearerFormat":"csk_live_… or csk_test_…","description":"A merchant's API key. Its scopes are \#(Scope.allCases.map(\.rawValue).joined(separator: ", ")); an operation names those of which one is enough. A test key never reaches a real phone."}}
            """#.utf8
        )
        json.name("schemas")
        json.beginObject()
        for schema in Schemas.all {
            json.name(schema.name)
            json.raw(schema.json.utf8)
        }
        json.endObject()
        json.name("examples")
        json.beginObject()
        for example in Example.problems {
            json.name(example.name)
            json.beginObject()
            json.member("summary", example.problem.type.title)
            json.name("value")
            json.raw(example.problem.body(trace: nil))
            json.endObject()
        }
        json.endObject()
        json.endObject()
    }
}
