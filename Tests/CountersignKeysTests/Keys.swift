import CountersignCore
import CountersignKeys

/// Fixed keys for vectors: counting bytes, and the key pair of RFC 8037.
///
/// Never for anything real.
enum Keys {
    static let signKey = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"

    static let lines = [
        oct("code0001", "code", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"),
        oct("context1", "context", "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8"),
        oct("index001", "index", "QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8"),
        oct("data0001", "data", "YGFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6e3x9fn8"),
        """
        {"kty":"OKP","kid":"\(signKey)","use":"sign","crv":"Ed25519",\
        "d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",\
        "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","iat":1760000000}
        """,
    ]

    static let file = file(lines)

    static func oct(_ id: String, _ use: String, _ secret: String) -> String {
        #"{"kty":"oct","kid":"\#(id)","use":"\#(use)","k":"\#(secret)","iat":1760000000}"#
    }

    static func text(_ lines: [String]) -> [UInt8] {
        Array(#"{"keys":[\#(lines.joined(separator: ","))]}"#.utf8)
    }

    private static func file(_ lines: [String]) -> KeyFile {
        do {
            return try KeyFile(parsing: text(lines))
        } catch {
            fatalError("The fixed keys are not a key file: \(error)")
        }
    }
}
