import CountersignCore
import CountersignMessaging
import Testing

@Suite struct WebhookSettingsTests {
    @Test func everyFaultIsNamedAtOnce() {
        let faults = faults(
            """
            {
              kind: "webhok", chanel: "sms", url: "ftp://x/", method: "DELETE",
              headers: {"Content-Length": "1", "a b": "x", "X-A": "{txt}"},
              body: {a: "{mesage_id}", b: ["{"], "...": "{text}"}, form: {a: "}"},
              sign: "yes", timeout_seconds: 61, from: "",
              reply: {id: "messages", ids: 1, codes: {"1": "dropp"}, statuses: {"20": "retry"}},
              receipts: {signature: "hmac", words: {DONE: "deliverd"}, statu: "/x"},
            }
            """,
            secret: nil
        )
        let expected = [
            "/chanel": "unknown setting; did you mean 'channel'?",
            "/kind": "write \"webhook\"",
            "/channel": "the channel is missing, such as \"sms\"",
            "/url": "a URL that starts with https:// or http:// belongs here",
            "/method": "write one of POST, PUT, GET",
            "/headers/Content-Length": "the transport writes this header field itself",
            "/headers/a b": "a header field's name is letters, digits and hyphens",
            "/headers/X-A": "there is no such placeholder; did you mean {text}?",
            "/form": "write either body or form, not both",
            "/form/a": "a closing brace stands alone; write }} for a brace itself",
            "/sign": "true or false belongs here, not a string",
            "/timeout_seconds": "a whole number from 1 to 60 belongs here",
            "/from": "a string that is not empty belongs here",
            "/reply/id": "a JSON Pointer belongs here, such as \"/messages/0/id\"",
            "/reply/ids": "unknown setting; did you mean 'id'?",
            "/reply/codes": "code is missing: the JSON Pointer to the error code",
            "/reply/codes/1":
                "write one of accepted, retry, fallback, drop, stop, unknown; did you mean 'drop'?",
            "/reply/statuses/20": "an HTTP status from 100 to 599 belongs here",
            "/receipts/signature":
                "write one of standard-webhooks, hmac-sha256, shared-secret",
            "/receipts/statu": "unknown setting; did you mean 'status'?",
        ]
        for (pointer, detail) in expected {
            #expect(faults.contains(.init(pointer: pointer, detail: detail)), "\(pointer)")
        }
        #expect(faults.contains { $0.pointer == "/receipts/words/DONE" })
        #expect(faults.contains { $0.pointer == "/secret" })
    }

    @Test func aBodysFaultsNameTheirPlaces() {
        let faults = faults(
            """
            {kind: "webhook", channel: "sms", url: "https://sms.example/",
             body: {"a/b": "{mesage_id}", b: ["{"], "...": "{text}"}}
            """,
            secret: nil
        )
        #expect(
            faults == [
                .init(
                    pointer: "/body/a~1b",
                    detail: "there is no such placeholder; did you mean {message_id}?"
                ),
                .init(
                    pointer: "/body/b/0",
                    detail: "a placeholder is never closed; write {{ for a brace itself"
                ),
                .init(
                    pointer: "/body/...",
                    detail: "the only thing that can be spread here is \"{content}\""
                ),
            ]
        )
    }

    @Test(arguments: [
        "https://{to}/", "https://sms.example{to}", "https:///x", "https://",
        "https://a:b@sms.example/",
        "https://sms.example/a b", "{text}", "https://sms.{channel}.example/",
    ])
    func aValueMayNotChooseTheHost(url: String) {
        let faults = faults(
            #"{kind: "webhook", channel: "sms", url: "\#(url)", secret: {env: "S"}}"#
        )
        #expect(faults.map(\.pointer) == ["/url"])
    }

    @Test func aSecretThatIsNeededAndMissingIsNamed() {
        let signing = #"{kind: "webhook", channel: "sms", url: "https://sms.example/"}"#
        #expect(faults(signing, secret: nil).map(\.pointer) == ["/secret"])
        #expect(faults(signing, secret: Array("short".utf8)).map(\.pointer) == ["/secret"])
        let broken = Array("whsec_not base64 but long enough".utf8)
        #expect(faults(signing, secret: broken).map(\.pointer) == ["/secret"])
        let using = """
            {kind: "webhook", channel: "sms", url: "https://sms.example/?k={secret}", method: "GET"}
            """
        #expect(faults(using, secret: nil).map(\.pointer) == ["/secret"])
    }

    @Test func settingsThatAreNoObjectAreRefused() {
        #expect(
            faults("[]") == [.init(pointer: "", detail: "an object belongs here, not an array")]
        )
    }

    @Test func aProviderKeepsItsSecretToItself() throws {
        let provider = try Samples.provider(
            """
            {kind: "webhook", channel: "sms", url: "https://sms.example/", secret: {env: "S"},
             receipts: {signature: "shared-secret", header: "x-key"}}
            """,
            secret: Array("0123456789-treasure-0123456789".utf8)
        )
        var shown = "\(provider) \(String(reflecting: provider))"
        dump(provider, to: &shown)
        let number = Array("0123456789-treasure".utf8).prefix(3).map(String.init)
        #expect(!shown.contains("treasure"))
        #expect(!shown.contains(number.joined(separator: ", ")))
    }

    private func faults(
        _ json5: String,
        secret: [UInt8]? = Samples.secret
    ) -> [ProviderSettingsFaults.Fault] {
        do {
            _ = try Samples.provider(json5, secret: secret)
            return []
        } catch let error as ProviderSettingsFaults {
            return error.faults
        } catch {
            Issue.record(error)
            return []
        }
    }
}
