import CountersignCore

extension Schemas {
    static let answers: [(name: String, json: String)] = [
        ("Confirmation", confirmation),
        (
            "Message",
            #"""
            {"type":"object","required":["id","channel","provider","status","at"],
            "properties":{
            "id":{"$ref":"#/components/schemas/MessageID"},
            "channel":{"$ref":"#/components/schemas/Channel"},
            "provider":{"type":"string","description":"The provider's name in the configuration."},
            "status":{"$ref":"#/components/schemas/MessageStatus"},
            "at":{"$ref":"#/components/schemas/Time","description":"When the status last changed."},
            "failure":{"type":"string","description":"Why it failed, a short word."},
            "tip":{"$ref":"#/components/schemas/MessageTip"}}}
            """#
        ),
        (
            "MessageTip",
            #"""
            {"type":"object","required":["fate"],
            "description":"What became of the place for a tip; absent where the template has none.",
            "properties":{
            "fate":{"type":"string","enum":["shown","holdout","no_room","no_tip"],"description":"holdout: the payer is of those who get no tip, and would have been shown this one."},
            "id":{"type":"string","description":"The tip that was shown or held back."},
            "variant":{"type":"integer","minimum":0,"description":"Its length, 0 for the shortest."}}}
            """#
        ),
        (
            "Education",
            #"""
            {"type":"object","required":["locale","why","contact","after_denial"],
            "properties":{
            "locale":{"type":"string","description":"The language of the texts, which can be another than the one asked for."},
            "why":{"$ref":"#/components/schemas/EducationPassage","description":"Why a message with a code came."},
            "contact":{"$ref":"#/components/schemas/EducationPassage","description":"How the merchant will make contact, and how it will not."},
            "after_denial":{"$ref":"#/components/schemas/EducationPassage","description":"What to do after this wasn't me."}}}
            """#
        ),
        (
            "EducationPassage",
            #"""
            {"type":"object","required":["label","text"],"properties":{
            "label":{"type":"string","maxLength":\#(EducationTexts.Passage.labelCharactersMax)},
            "text":{"type":"string","maxLength":\#(EducationTexts.Passage.textCharactersMax),"description":"Plain text without links."}}}
            """#
        ),
        (
            "Decision",
            #"""
            {"type":"object","required":["outcome","policy","version","rule","reasons"],
            "properties":{
            "outcome":{"$ref":"#/components/schemas/DecisionOutcome"},
            "policy":{"type":"string"},"version":{"type":"string"},
            "rule":{"type":"string","description":"The rule that decided, or otherwise."},
            "reasons":{"type":"array","items":{"type":"string"},"description":"The parts of the rule that were true."}}}
            """#
        ),
        (
            "ConfirmationPage",
            page("confirmations", of: "Confirmation", next: Operation.reference("ConfirmationID"))
        ),
        (
            "Event",
            #"""
            {"type":"object","required":["id","type","timestamp","sequence","data"],
            "properties":{
            "id":{"$ref":"#/components/schemas/EventID"},
            "type":{"$ref":"#/components/schemas/EventType"},
            "timestamp":{"$ref":"#/components/schemas/Time"},
            "sequence":{"type":"integer","minimum":1,"description":"Place in the order of all events."},
            "data":{"type":"object"}}}
            """#
        ),
        ("EventPage", page("events", of: "Event", next: #"{"type":"integer","minimum":1}"#)),
        (
            "TestMessages",
            #"""
            {"type":"object","required":["messages"],"properties":{"messages":{"type":"array","items":{
            "type":"object","required":["channel","text","at"],"properties":{
            "channel":{"$ref":"#/components/schemas/Channel"},
            "text":{"type":"string","description":"What the phone shows, code included."},
            "content":{"description":"What the channel shows beside the text."},
            "at":{"$ref":"#/components/schemas/Time"}}}}}}
            """#
        ),
        (
            "JWKSet",
            #"{"type":"object","required":["keys"],"properties":{"keys":{"type":"array","items":{"type":"object"}}}}"#
        ),
        (
            "Liveness",
            #"{"type":"object","required":["status","version"],"properties":{"status":{"const":"alive"},"version":{"type":"string"}}}"#
        ),
        (
            "VerifiedReceipt",
            #"{"type":"object","required":["valid","receipt"],"properties":{"valid":{"const":true},"receipt":{"type":"object"}}}"#
        ),
        (
            "Readiness",
            #"""
            {"type":"object","required":["status","checks"],"properties":{
            "status":{"type":"string","enum":["ready","not_ready"]},
            "checks":{"type":"array","items":{"type":"object","required":["name","ok"],"properties":{
            "name":{"type":"string"},"ok":{"type":"boolean"},"detail":{"type":"string"}}}}}}
            """#
        ),
    ]

    private static func page(_ name: String, of schema: String, next: String) -> String {
        #"""
        {"type":"object","required":["\#(name)"],"properties":{
        "\#(name)":{"type":"array","items":{"$ref":"#/components/schemas/\#(schema)"}},
        "next":\#(next)}}
        """#
    }

    private static let confirmation = #"""
        {"type":"object","description":"Members that do not apply are absent.",
        "required":["id","status","purpose","bound","payee","reference","recipient","decision","generation","attempts_left","sends","created_at","expires_at","messages"],
        "properties":{
        "id":{"$ref":"#/components/schemas/ConfirmationID"},
        "status":{"$ref":"#/components/schemas/ConfirmationStatus"},
        "purpose":{"$ref":"#/components/schemas/Purpose"},
        "amount":{"$ref":"#/components/schemas/Amount"},
        "bound":{"$ref":"#/components/schemas/Bound"},
        "payee":{"$ref":"#/components/schemas/Payee"},
        "reference":{"$ref":"#/components/schemas/Reference"},
        "recipient":{"type":"object","properties":{
        "phone":{"type":"string","description":"Masked."},"email":{"type":"string","description":"Masked."},
        "push":{"type":"object","properties":{"platform":{"type":"string"},"token":{"type":"string","description":"Masked."}}},
        "locale":{"type":"string"},"customer":{"type":"string"}}},
        "decision":{"$ref":"#/components/schemas/Decision"},
        "context":{"type":"string","description":"The facts that the payer agrees to, as a compact JWS for verify."},
        "generation":{"type":"integer","minimum":0,"description":"One more after each amendment."},
        "previous_amount":{"$ref":"#/components/schemas/Amount","description":"Before the latest amendment."},
        "previous_payee":{"$ref":"#/components/schemas/Payee","description":"Before the latest amendment."},
        "match_word":{"type":"string","description":"The word that message and checkout both show."},
        "attempts_left":{"type":"integer","minimum":0,"description":"Tries that will still be accepted."},
        "sends":{"type":"integer","minimum":0},
        "resend_after":{"$ref":"#/components/schemas/Time","description":"When a resend is possible."},
        "created_at":{"$ref":"#/components/schemas/Time"},
        "expires_at":{"$ref":"#/components/schemas/Time"},
        "closed_at":{"$ref":"#/components/schemas/Time"},
        "messages":{"type":"array","items":{"$ref":"#/components/schemas/Message"}},
        "metadata":{"$ref":"#/components/schemas/Metadata"},
        "receipt":{"type":"string","description":"The signed receipt, a compact JWS, of an approved, denied or skipped confirmation."}}}
        """#
}
