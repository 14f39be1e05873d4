internal import CountersignCore

/// The templates that one file needs approved, and what stands in the way.
struct ApprovalDrafts: Sendable {
    var drafts: [ApprovalDraft] = []
    /// What the file does not say and the platform asks; sending needs none of it.
    var gaps: [Finding] = []
}

/// One template for approval, its examples still to be filled in.
struct ApprovalDraft: Sendable {
    /// Seconds that a message is worth delivering, unless the file says otherwise: the life of a code.
    static let ttlSecondsDefault = 300

    /// A variable of the body with the program that fills it.
    struct Variable: Sendable {
        /// Its name; a number where variables have none.
        let name: String
        let program: Program
    }

    let file: String
    let name: String
    let language: String
    let category: WhatsAppApproval.Category
    let ttlSeconds: Int
    /// Components beside the body.
    let others: [JSONValue]
    /// The body; without examples.
    let body: JSONValue
    let variables: [Variable]
    let isNamed: Bool

    /// The request's parts with examples from some facts.
    func finished(_ facts: Facts) -> WhatsAppApproval {
        var members = body.object ?? []
        if !variables.isEmpty { members.append(JSONMember("example", examples(facts))) }
        return WhatsAppApproval(
            file: file,
            name: name,
            language: language,
            category: category,
            ttlSeconds: ttlSeconds,
            components: .array([.object(members)] + others),
            hasNamedVariables: variables.isEmpty ? nil : isNamed
        )
    }

    private func examples(_ facts: Facts) -> JSONValue {
        let examples = variables.map { variable -> (String, String) in
            var bytes: [UInt8] = []
            _ = variable.program.write(facts, to: &bytes)
            // The program writes for the inside of a JSON string.
            let quoted = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
            let text = (try? JSONReader.read(quoted))?.string
            return (variable.name, text ?? String(decoding: bytes, as: UTF8.self))
        }
        if !isNamed {
            return .members(["body_text": .array([.array(examples.map { .string($0.1) })])])
        }
        return .members([
            "body_text_named_params": .array(
                examples.map {
                    .members(["param_name": .string($0.0), "example": .string($0.1)])
                }
            )
        ])
    }
}
