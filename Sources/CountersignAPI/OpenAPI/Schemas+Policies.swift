import CountersignCheckout
import CountersignCore

extension Schemas {
    static let policies: [(name: String, json: String)] = [
        (
            "PolicyText",
            #"""
            {"type":"object","additionalProperties":false,"required":["text"],"properties":{
            "text":\#(text),
            "note":{"type":"string","minLength":1,"maxLength":\#(PolicyVersion.noteBytesMax),"description":"One line for the history."}}}
            """#
        ),
        (
            "PolicyToCheck",
            #"{"type":"object","additionalProperties":false,"required":["text"],"properties":{"text":\#(text)}}"#
        ),
        (
            "PolicyToBacktest",
            #"""
            {"type":"object","additionalProperties":false,"required":["text","since"],"properties":{
            "text":\#(text),
            "since":{"$ref":"#/components/schemas/Time"},
            "until":{"$ref":"#/components/schemas/Time"}}}
            """#
        ),
        (
            "PolicyInForce",
            #"""
            {"type":"object","required":["policy","version","holder","text"],"properties":{
            "policy":{"type":"string","description":"The policy's name."},
            "version":{"type":"integer","minimum":1,"description":"Counts the holder's texts."},
            "holder":{"type":"string","description":"The merchant's id, or default."},
            "text":{"type":"string"},
            "at":{"$ref":"#/components/schemas/Time"},
            "author":\#(words(PolicyAuthor.allCases.map(\.rawValue))),
            "note":{"type":"string"}}}
            """#
        ),
        ("PolicyFinding", finding),
        (
            "PolicyReview",
            #"""
            {"type":"object","required":["findings"],"properties":{
            "policy":{"type":"string","description":"The policy's name; absent where there are findings."},
            "findings":{"type":"array","maxItems":\#(Faults.listedMax),"items":{"$ref":"#/components/schemas/PolicyFinding"}}}}
            """#
        ),
        ("PolicyBacktest", backtest),
        (
            "PolicyChange",
            #"""
            {"type":"object","required":["id","merchant","at","reference","status","from","from_rule","to","to_rule"],"properties":{
            "id":{"$ref":"#/components/schemas/ConfirmationID"},
            "merchant":{"type":"string"},
            "at":{"$ref":"#/components/schemas/Time"},
            "reference":{"type":"string"},
            "amount":{"$ref":"#/components/schemas/Amount"},
            "status":{"$ref":"#/components/schemas/ConfirmationStatus"},
            "from":{"$ref":"#/components/schemas/DecisionOutcome"},
            "from_rule":{"type":"string"},
            "to":{"$ref":"#/components/schemas/DecisionOutcome"},
            "to_rule":{"type":"string"}}}
            """#
        ),
    ]

    private static let text =
        #"{"type":"string","minLength":1,"maxLength":\#(PolicyBodies.textBytesMax),"description":"The policy's whole text."}"#

    private static let finding = #"""
        {"type":"object","required":["file","line","column","length","message","text"],"properties":{
        "file":{"type":"string","description":"The policy, or a list that it names."},
        "line":{"type":"integer","minimum":0,"description":"From 1; 0 for the file as a whole."},
        "column":{"type":"integer","minimum":0,"description":"In characters from 1; 0 for the file as a whole."},
        "length":{"type":"integer","minimum":1,"description":"In characters."},
        "message":{"type":"string","description":"What is wrong and what to write instead."},
        "text":{"type":"string","description":"The line itself."},
        "counterexample":{"type":"object","description":"A payment, as POST /v1/confirmations takes it, on which the policy breaks this promise."},
        "at":{"$ref":"#/components/schemas/Time","description":"When that payment is asked, where the time matters."}}}
        """#

    private static let backtest = #"""
        {"type":"object","required":["policy","since","until","mode","counters","judged","unreadable","signals_refused","changed","other_rule","moves","largest"],"properties":{
        "policy":{"type":"string"},
        "since":{"$ref":"#/components/schemas/Time"},
        "until":{"$ref":"#/components/schemas/Time"},
        "mode":{"type":"string","enum":["live","test"]},
        "merchant":{"type":"string"},
        "counters":{"type":"string","enum":["none","replayed"],"description":"none: the policy looks at each payment alone. replayed: what it counts was counted anew in the order of time, within the range by the text's own decisions."},
        "counted_since":{"$ref":"#/components/schemas/Time","description":"From here on, before the range, what happened was read to fill the counters."},
        "store_since":{"$ref":"#/components/schemas/Time","description":"The oldest decision of the store, where it is younger than that: nothing before it was counted."},
        "judged":\#(count("Decisions that were put to the text.")),
        "unreadable":\#(count("Decisions whose payer can't be read any more.")),
        "signals_refused":\#(count("Payments with a signal that the text does not declare so: the API would refuse them; here it counts as missing.")),
        "changed":\#(count("Decisions that would be made otherwise.")),
        "other_rule":\#(count("Decisions with the same outcome by another rule.")),
        "moves":{"type":"array","description":"What was decided and would be, changes first.","items":{"type":"object","required":["from","to","decisions","confirmed","denied","abandoned","pending","sums"],"properties":{
        "from":{"$ref":"#/components/schemas/DecisionOutcome"},
        "to":{"$ref":"#/components/schemas/DecisionOutcome"},
        "decisions":\#(count("All of them.")),
        "confirmed":\#(count("The payer agreed.")),
        "denied":\#(count("Somebody said that this was not them.")),
        "abandoned":\#(count("Expired, canceled, or too many wrong codes.")),
        "pending":\#(count("Still waiting.")),
        "sums":{"type":"array","description":"Money by currency.","items":{"type":"object","required":["value","currency"],"properties":{"value":{"type":"integer"},"currency":{"type":"string","pattern":"^[A-Z]{3}$"}}}}}}},
        "largest":{"type":"array","maxItems":\#(BacktestTally.largestMax),"description":"The largest payments that would be decided otherwise.","items":{"$ref":"#/components/schemas/PolicyChange"}}}}
        """#

    private static func count(_ description: String) -> String {
        #"{"type":"integer","minimum":0,"description":"\#(description)"}"#
    }
}
