import CountersignCore
import CountersignKeys
import CountersignMessaging
import Foundation

/// `countersign receipt verify`.
struct ReceiptVerifyCommand: Command {
    static let synopsis = Synopsis(
        words: ["receipt", "verify"],
        summary: "check a receipt's signature and explain it, member by member",
        parameters: [.init(name: "TOKEN", summary: "the receipt, eyJ…, or - for standard input")],
        options: [
            .value("jwks", "URL-or-FILE", "the service's public keys", isRequired: true), .json,
        ],
        examples: [
            "countersign receipt verify eyJhbGciOiJFZERTQSJ9.e30.c2ln "
                + "--jwks http://127.0.0.1:8080/.well-known/jwks.json",
            "countersign receipt verify - --jwks jwks.json --json",
        ],
        detail:
            "Works offline with a saved key set. Exit status 1 when the receipt does not verify."
    )

    private let token: String
    private let jwks: String
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        token = arguments.parameter(0)
        jwks = arguments.value("jwks") ?? ""
        isJSON = arguments.has("json")
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let keys = try await keys(in: surroundings)
        let token = token == "-" ? standardInput() : token
        do throws(JWSFault) {
            show(try ReceiptSignature.verify(token: token, jwks: keys), on: surroundings.console)
            return .done
        } catch {
            let reason = ReceiptExplanation.words(error)
            let console = surroundings.console
            if isJSON {
                console.result(
                    JSONText.object(("valid", .bool(false)), ("reason", .string(reason)))
                )
            } else {
                console.result(console.bad("The receipt does not verify:") + " \(reason).")
            }
            return .findings
        }
    }

    private func show(_ payload: JSONValue, on console: Console) {
        if isJSON {
            console.result(JSONText.object(("valid", .bool(true)), ("payload", payload)))
            return
        }
        console.result(console.good("The receipt verifies."))
        let rows = ReceiptExplanation.rows(payload)
        let width = rows.map { $0.0.count }.max() ?? 0
        for (name, value, meaning) in rows {
            let gap = String(repeating: " ", count: width - name.count + 2)
            let note = meaning.isEmpty ? "" : "  " + console.faint("(\(meaning))")
            console.result("  \(name)\(gap)\(value)\(note)")
        }
    }

    private func keys(in surroundings: Surroundings) async throws(CommandFailure) -> JSONValue {
        let bytes: [UInt8]
        if WebAddress.fault(of: jwks) == nil {
            let request = OutboundRequest(method: "GET", url: jwks, answerBytesMax: 1_048_576)
            switch await surroundings.send(request) {
            case .success(let reply) where reply.status == 200: bytes = reply.body
            case .success(let reply):
                throw .unusable("\(jwks) answered \(reply.status) instead of a key set")
            case .failure:
                throw CommandFailure(.tryAgainLater, "\(jwks) can't be reached")
            }
        } else {
            guard let text = Files.text(surroundings.path(jwks)) else {
                throw .unusable("the key set \(jwks) can't be read")
            }
            bytes = Array(text.utf8)
        }
        guard let document = try? JSONReader.read(bytes), document["keys"]?.array != nil else {
            throw .unusable(
                "\(jwks) is no JWK set",
                hint: "the service publishes it at /.well-known/jwks.json"
            )
        }
        return document
    }

    private func standardInput() -> String {
        let bytes = FileHandle.standardInput.readDataToEndOfFile()
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(
            in: .whitespacesAndNewlines
        )
    }
}
