import CountersignCore

/// The schemas among the contract's components, as JSON.
///
/// Limits and words come from the code itself.
enum Schemas {
    static let all: [(name: String, json: String)] =
        values + requests + answers + reports + templates + policies + [
            ("Problem", problem), ("WebhookEvent", webhookEvent),
        ]

    /// A string that is one of some words.
    static func words(_ words: [String]) -> String {
        let list = words.map { "\"\($0)\"" }.joined(separator: ",")
        return "{\"type\":\"string\",\"enum\":[\(list)]}"
    }

    private static func words<Choice: RawRepresentable & CaseIterable>(
        of choices: Choice.Type
    ) -> String where Choice.RawValue == String {
        words(choices.allCases.map(\.rawValue))
    }

    private static func identifier(_ prefix: String) -> String {
        "{\"type\":\"string\",\"pattern\":\"^\(prefix)_[0-7][0-9A-HJKMNP-TV-Z]{25}$\"}"
    }

    private static let values: [(name: String, json: String)] = [
        ("ConfirmationID", identifier("cnf")),
        ("MessageID", identifier("msg")),
        ("EventID", identifier("evt")),
        ("Channel", words(of: Channel.self)),
        ("Purpose", words(of: Purpose.self)),
        ("Bound", words(of: Bound.self)),
        ("ConfirmationStatus", words(of: ConfirmationStatus.self)),
        ("MessageStatus", words(of: MessageStatus.self)),
        ("DecisionOutcome", words(of: DecisionOutcome.self)),
        ("EventType", words(of: EventType.self)),
        (
            "Time",
            #"{"type":"string","format":"date-time","description":"RFC 3339 in UTC with Z."}"#
        ),
        (
            "PhoneNumber",
            #"{"type":"string","pattern":"^\\+[1-9][0-9]{6,14}$","description":"E.164: a plus sign, calling code and number, without spaces."}"#
        ),
        (
            "Amount",
            #"""
            {"type":"object","additionalProperties":false,"required":["value","currency"],
            "description":"Whole minor units of a currency: JPY 4999 is ¥4999, EUR 4999 is 49.99 euro, KWD 4999 is 4.999 dinar.",
            "properties":{
            "value":{"type":"integer","minimum":1,"maximum":\#(Amount.minorUnitsMax)},
            "currency":{"type":"string","pattern":"^[A-Z]{3}$","description":"ISO 4217, payment currencies only."}},
            "examples":[{"value":4999,"currency":"EUR"}]}
            """#
        ),
        (
            "Payee",
            #"""
            {"type":"string","minLength":1,"maxLength":\#(Payee.bytesMax),
            "description":"The name that the payer sees: one line, at most \#(Payee.bytesMax) bytes of UTF-8, brought to NFC; no control, bidirectional or invisible characters, no white space at an end."}
            """#
        ),
        (
            "Reference",
            #"""
            {"type":"string","minLength":1,"maxLength":\#(Members.wordScalarsMax),
            "description":"The merchant's own order number: printable characters, no white space at an end."}
            """#
        ),
        (
            "Metadata",
            facts(
                countMax: Members.metadataMembersMax,
                "The merchant's own notes, given back as they are."
            )
        ),
        (
            "Signals",
            facts(
                countMax: Members.signalsMembersMax,
                "Facts for the policy. One that the policy does not declare, or of another type, is refused by name."
            )
        ),
    ]

    private static func facts(countMax: Int, _ description: String) -> String {
        #"""
        {"type":"object","maxProperties":\#(countMax),"description":"\#(description)",
        "propertyNames":{"minLength":1,"maxLength":\#(Members.factNameBytesMax)},
        "additionalProperties":{"type":["string","number","boolean"],"maxLength":\#(Members.factBytesMax)}}
        """#
    }

    private static let problem = #"""
        {"type":"object","required":["type","title","status","detail"],
        "description":"RFC 9457. The set of types is closed; each `type` is the path of a page that explains it.",
        "properties":{
        "type":\#(words(ProblemType.allCases.map(\.path))),
        "title":{"type":"string"},
        "status":{"type":"integer","description":"The HTTP status."},
        "detail":{"type":"string","description":"What happened here and what to change; not for parsing."},
        "errors":{"type":"array","maxItems":\#(Faults.listedMax),"description":"With invalid-request: all faults at once.",
        "items":{"type":"object","required":["detail"],"properties":{
        "pointer":{"type":"string","description":"A JSON Pointer into the body in URI fragment form."},
        "parameter":{"type":"string","description":"A parameter of the query."},
        "detail":{"type":"string"}}}},
        "attempts_left":{"type":"integer","minimum":0,"description":"With wrong-code: tries that will still be accepted."},
        "changed":{"type":"array","description":"With transaction-changed: the members that differ.","items":\#(words(of: ContextField.self))},
        "confirmation_status":{"$ref":"#/components/schemas/ConfirmationStatus","description":"With already-used, denied, canceled, exhausted, skipped and blocked."},
        "retry_at":{"$ref":"#/components/schemas/Time","description":"With too-many-requests and resend-too-soon; Retry-After says the same in seconds."},
        "findings":{"type":"array","description":"With policy-faulty.","items":{"$ref":"#/components/schemas/PolicyFinding"}},
        "version":{"type":"integer","minimum":1,"description":"With policy-stale: the version in force."},
        "trace_id":{"type":"string","pattern":"^[0-9a-f]{32}$","description":"The trace id of a valid traceparent header."}}}
        """#

    private static let webhookEvent = #"""
        {"type":"object","required":["type","timestamp","data"],
        "properties":{
        "type":{"$ref":"#/components/schemas/EventType"},
        "timestamp":{"$ref":"#/components/schemas/Time"},
        "data":{"type":"object","description":"Ids, status, amount, reference and masked destination, or a policy and its version; never a code or a whole phone number."}}}
        """#
}
