import CountersignCore
import CountersignKeys
import Testing

@Suite("A faulty key file")
struct KeyFileFaultTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let text: [UInt8]
        let messages: [String]
        var testDescription: String { name }

        init(_ name: String, _ text: [UInt8], _ messages: String...) {
            self.name = name
            self.text = text
            self.messages = messages
        }

        /// The good file with one thing in it changed.
        init(_ name: String, _ old: String, _ new: String, _ messages: String...) {
            let good = String(decoding: Keys.text(Keys.lines), as: UTF8.self)
            precondition(good.contains(old))
            self.name = name
            self.text = Array(good.replacing(old, with: new, maxReplacements: 1).utf8)
            self.messages = messages
        }
    }

    static let secret = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
    static let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"

    static let rows = [
        Row("empty", [], "not JSON at byte 0: the text ends where a value belongs"),
        Row("an array", Array("[]".utf8), "must be an object with an array `keys`"),
        Row("no list", Array(#"{"keys":{}}"#.utf8), "must be an object with an array `keys`"),
        Row(
            "no keys",
            Array(#"{"keys":[]}"#.utf8),
            "/keys: no current `code` key",
            "/keys: no current `context` key",
            "/keys: no current `index` key",
            "/keys: no current `sign` key",
            "/keys: no current `data` key"
        ),
        Row(
            "unknown member beside the keys",
            #"{"keys":"#,
            #"{"note":"x","keys":"#,
            "/note: unknown member; only `keys` is known here"
        ),
        Row(
            "a key that is a text",
            Keys.text(Keys.lines + [#""x""#]),
            "/keys/5: must be an object"
        ),
        Row(
            "short key",
            secret,
            String(secret.dropLast(3)),
            "/keys/0/k: must be 32 bytes, is 30"
        ),
        Row("long key", secret, secret + "AAAA", "/keys/0/k: must be 32 bytes, is 35"),
        Row(
            "padded key",
            secret,
            secret + "=",
            "/keys/0/k: must be base64url without padding"
        ),
        Row(
            "key with spare bits",
            secret,
            String(secret.dropLast()) + "9",
            "/keys/0/k: must be base64url without padding"
        ),
        Row(
            "key as a number",
            "\"\(secret)\"",
            "7",
            "/keys/0/k: must be base64url without padding"
        ),
        Row("no key", "\"k\":\"\(secret)\",", "", "/keys/0/k: missing"),
        Row("no id", #""kid":"code0001","#, "", "/keys/0/kid: missing"),
        Row(
            "id with a space",
            "code0001",
            "code 001",
            "/keys/0/kid: must be 1 to 64 of the characters A-Z, a-z, 0-9, - and _"
        ),
        Row("doubled id", "data0001", "code0001", "/keys/3/kid: another key has the same id"),
        Row(
            "unknown use",
            #""use":"data""#,
            #""use":"seal""#,
            "/keys/3/use: unknown use; known are code, context, index, sign, data"
        ),
        Row("no use", #""use":"data","#, "", "/keys/3/use: missing"),
        Row(
            "two current keys",
            #""use":"data""#,
            #""use":"code""#,
            "/keys/3: a second current `code` key; give all but one a `retired_at`",
            "/keys: no current `data` key"
        ),
        Row(
            "only a retired key",
            #""iat":1760000000}"#,
            #""iat":1760000000,"retired_at":1760000001}"#,
            "/keys: no current `code` key"
        ),
        Row(
            "retired before it was made",
            #""iat":1760000000}"#,
            #""iat":1760000000,"retired_at":1759999999}"#,
            "/keys/0/retired_at: must not be before `iat`"
        ),
        Row("no time", #","iat":1760000000}"#, "}", "/keys/0/iat: missing"),
        Row(
            "time with a fraction",
            #""iat":1760000000}"#,
            #""iat":1760000000.5}"#,
            "/keys/0/iat: must be Unix seconds, a whole number"
        ),
        Row(
            "time that overflows",
            #""iat":1760000000}"#,
            #""iat":9223372036854775807}"#,
            "/keys/0/iat: must be Unix seconds, a whole number"
        ),
        Row(
            "null instead of a time",
            #""iat":1760000000}"#,
            #""iat":1760000000,"retired_at":null}"#,
            "/keys/0/retired_at: must be Unix seconds, a whole number"
        ),
        Row(
            "wrong type of key",
            #""kty":"oct""#,
            #""kty":"OKP""#,
            "/keys/0/kty: must be `oct` for this use"
        ),
        Row(
            "other curve",
            "Ed25519",
            "Ed448",
            "/keys/4/crv: must be `Ed25519` for this use"
        ),
        Row(
            "public half of another key",
            x,
            secret,
            "/keys/4/x: is not the public half of `d`; one of the two was changed"
        ),
        Row("no public half", #","x":"\#(x)""#, "", "/keys/4/x: missing"),
        Row(
            "unknown member of a key",
            #""kty":"oct""#,
            #""kty":"oct","exp":1"#,
            "/keys/0/exp: unknown member; known here are kty, kid, use, iat, retired_at, k"
        ),
        Row(
            "doubled member",
            #""kty":"oct""#,
            #""kty":"oct","kty":"oct""#
        ),
        Row(
            "several at once",
            Keys.text([
                Keys.oct("code 1", "code", "AAAA"), Keys.oct("c", "context", "+"),
            ]),
            "/keys/0/kid: must be 1 to 64 of the characters A-Z, a-z, 0-9, - and _",
            "/keys/0/k: must be 32 bytes, is 3",
            "/keys/1/k: must be base64url without padding"
        ),
    ]

    @Test func anyByteChangedReadsOrIsRefusedWithFindings() {
        // Changes that still read exist: an id, a time, or a secret without a public half.
        let good = Keys.text(Keys.lines)
        for place in good.indices {
            for byte in [0, UInt8(ascii: "\""), UInt8(ascii: "9"), UInt8(ascii: "}"), 0xFF] {
                var changed = good
                changed[place] = byte
                do {
                    #expect(try KeyFile(parsing: changed).entries.count == 5)
                } catch KeyFileFault.invalid(let findings) {
                    #expect(!findings.isEmpty)
                } catch {
                    Issue.record("another fault at byte \(place): \(error)")
                }
            }
        }
    }

    @Test(arguments: rows)
    func everythingWrongIsNamedAndNothingSecretShown(row: Row) throws {
        let fault = #expect(throws: KeyFileFault.self) {
            try KeyFile(parsing: row.text, file: "keys.json")
        }
        guard case .invalid(let findings)? = fault else {
            Issue.record("refused for another reason: \(String(describing: fault))")
            return
        }
        if row.messages.isEmpty {
            #expect(findings.count == 1)
        } else {
            #expect(findings.map(\.message) == row.messages)
        }
        let shown = try #require(fault).description
        #expect(shown.hasPrefix("keys.json: "))
        for secret in ["AAECAw", "nWGxne", "ICEiIy"] { #expect(!shown.contains(secret)) }
    }
}
