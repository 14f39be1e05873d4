import CountersignCore

/// `countersign verify`.
struct VerifyCommand: Command {
    static let synopsis = Synopsis(
        words: ["verify"],
        summary: "check a code against its payment, through a running service",
        parameters: [.init(name: "ID", summary: "the confirmation's id, cnf_…")],
        options: [
            .value("code", "CODE", "what the payer typed", isRequired: true),
            .value("amount", "MONEY", "what is about to be charged, e.g. \"49.99 EUR\""),
            .value("payee", "NAME", "the payee that is shown"),
            .value("reference", "TEXT", "your own order number"),
            .value("context", "TOKEN", "the signed context, instead of single facts"),
            .json,
        ],
        examples: [
            "countersign verify cnf_01JDAVZW3G0000000000000000 --code 042917 --amount \"49.99 EUR\""
        ],
        detail: """
            A code means nothing without its payment: give --amount or --context. COUNTERSIGN_URL and
            COUNTERSIGN_KEY as for 'countersign confirm'. Exit status 0 approved, 3 refused.
            """
    )

    private let id: ConfirmationID
    private let body: JSONValue
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        guard let id = ConfirmationID(arguments.parameter(0)) else {
            throw UsageFault("ID takes a confirmation's id, cnf_…")
        }
        self.id = id
        isJSON = arguments.has("json")
        var members = [JSONMember("code", .string(arguments.value("code") ?? ""))]
        if let amount = try arguments.amount("amount") {
            members.append(JSONMember("amount", ConfirmationText.json(amount)))
        }
        for name in ["payee", "reference", "context"] {
            if let text = arguments.value(name) { members.append(JSONMember(name, .string(text))) }
        }
        body = .object(members)
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let confirmation = try await ServiceClient(surroundings).call(
            "POST",
            "/v1/confirmations/\(id)/verify",
            body: body
        )
        if isJSON {
            surroundings.console.result(JSONText.text(confirmation))
        } else {
            for line in ConfirmationText.lines(confirmation) { surroundings.console.result(line) }
        }
        return .done
    }
}
