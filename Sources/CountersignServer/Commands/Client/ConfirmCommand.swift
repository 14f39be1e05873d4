import CountersignCore

/// `countersign confirm`.
struct ConfirmCommand: Command {
    static let synopsis = Synopsis(
        words: ["confirm"],
        summary: "ask a payer to confirm a payment, through a running service",
        options: [
            .value("amount", "MONEY", "e.g. \"49.99 EUR\"; not for login and password_reset"),
            .value(
                "to",
                "PHONE",
                "phone number with country code, or an email address",
                isRequired: true
            ),
            .value("reference", "TEXT", "your own order number", isRequired: true),
            .value("payee", "NAME", "the name that the payer sees (default: the merchant's)"),
            .value(
                "purpose",
                "PURPOSE",
                "payment (default), refund, payout, login, password_reset"
            ),
            .value("bound", "BOUND", "exact (default) or up_to"),
            .value("channel", "CHANNEL", "only these channels", repeats: true),
            .value("locale", "TAG", "the payer's language, e.g. de-DE"),
            .value("idempotency-key", "KEY", "repeat with the same key: no second message"),
            .flag("wait", "wait until the payer has answered"),
            .json,
        ],
        examples: [
            "countersign confirm --amount \"49.99 EUR\" --to +4915112345678 --reference order-1",
            "countersign confirm --amount \"49.99 EUR\" --to +4915112345678 --reference order-1 "
                + "--wait --json",
        ],
        detail: """
            COUNTERSIGN_URL names the service (default http://127.0.0.1:8080), COUNTERSIGN_KEY holds the
            API key. Exit status 0 pending, approved or skipped; 1 ended otherwise; 3 refused; 75 unreachable.
            """
    )

    /// Seconds that one read is held, the longest that the API takes.
    static let waitSeconds = 30

    private let body: JSONValue
    private let idempotencyKey: String?
    private let isWaiting: Bool
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        isJSON = arguments.has("json")
        isWaiting = arguments.has("wait")
        idempotencyKey = arguments.value("idempotency-key")
        if let idempotencyKey, !ConfirmCommand.isKey(idempotencyKey) {
            throw UsageFault("--idempotency-key takes 1 to 128 visible ASCII characters, no quotes")
        }
        body = try ConfirmCommand.body(arguments)
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let client = try ServiceClient(surroundings)
        var confirmation = try await client.call(
            "POST",
            "/v1/confirmations",
            body: body,
            idempotencyKey: idempotencyKey ?? Base64URL.encode(surroundings.entropy.bytes(18))
        )
        while isWaiting, confirmation["status"]?.string == ConfirmationStatus.pending.rawValue {
            guard let id = confirmation["id"]?.string.flatMap({ ConfirmationID($0) }) else { break }
            confirmation = try await client.call(
                "GET",
                "/v1/confirmations/\(id)?wait=\(ConfirmCommand.waitSeconds)",
                waitSeconds: ConfirmCommand.waitSeconds
            )
        }
        if isJSON {
            surroundings.console.result(JSONText.text(confirmation))
        } else {
            for line in ConfirmationText.lines(confirmation) { surroundings.console.result(line) }
        }
        let status = confirmation["status"]?.string.flatMap(ConfirmationStatus.init(rawValue:))
        switch status {
        case .pending, .approved, .skipped: return .done
        default: return .findings
        }
    }

    private static func body(_ arguments: Arguments) throws(UsageFault) -> JSONValue {
        var members: [JSONMember] = []
        if let amount = try arguments.amount("amount") {
            members.append(JSONMember("amount", ConfirmationText.json(amount)))
        }
        members.append(JSONMember("reference", .string(arguments.value("reference") ?? "")))
        let to = arguments.value("to") ?? ""
        var recipient = [JSONMember(to.contains("@") ? "email" : "phone", .string(to))]
        if let locale = arguments.value("locale") {
            recipient.append(JSONMember("locale", .string(locale)))
        }
        members.append(JSONMember("recipient", .object(recipient)))
        if let payee = arguments.value("payee") {
            members.append(JSONMember("payee", .string(payee)))
        }
        if let purpose = try arguments.word("purpose", as: Purpose.self) {
            members.append(JSONMember("purpose", .string(purpose.rawValue)))
        }
        if let bound = try arguments.word("bound", as: Bound.self) {
            members.append(JSONMember("bound", .string(bound.rawValue)))
        }
        var channels: [JSONValue] = []
        for text in arguments.values("channel") {
            let channel = try Arguments.word(text, of: "--channel", as: Channel.self)
            channels.append(.string(channel.rawValue))
        }
        if !channels.isEmpty { members.append(JSONMember("channels", .array(channels))) }
        return .object(members)
    }

    private static func isKey(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
    }
}
