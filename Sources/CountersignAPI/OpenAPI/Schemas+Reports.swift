import CountersignCore

extension Schemas {
    static let reports: [(name: String, json: String)] = [
        (
            "DeliveryStatistics",
            #"""
            {"type":"object","required":["since","until","mode","merchant","by","rows","total"],
            "properties":{
            "since":{"$ref":"#/components/schemas/Time"},
            "until":{"$ref":"#/components/schemas/Time"},
            "mode":{"type":"string","enum":["live","test"]},
            "merchant":{"type":"string"},
            "by":{"type":"array","uniqueItems":true,"items":{"type":"string","enum":["channel","provider","country"]}},
            "rows":{"type":"array","maxItems":\#(DeliveryTally.keysMax),"items":{"$ref":"#/components/schemas/DeliveryRow"}},
            "total":{"$ref":"#/components/schemas/DeliveryRow"}}}
            """#
        ),
        ("DeliveryRow", deliveryRow),
        ("DeliveryCount", #"{"type":"integer","minimum":0}"#),
        (
            "DeliveryTimes",
            #"""
            {"type":"object","required":["count","p50","p95"],
            "description":"Quantiles in milliseconds, right to one part in 64; absent where nothing was counted.",
            "properties":{
            "count":{"$ref":"#/components/schemas/DeliveryCount"},
            "p50":{"type":"integer","minimum":0},
            "p95":{"type":"integer","minimum":0}}}
            """#
        ),
        (
            "DeliveryRate",
            #"{"type":"number","minimum":0,"description":"Four decimals; absent where there is no whole."}"#
        ),
    ]

    private static func count(_ description: String) -> String {
        ##"{"$ref":"#/components/schemas/DeliveryCount","description":"\##(description)"}"##
    }

    private static let deliveryRow = #"""
        {"type":"object","description":"Messages with something in common. The steps queued, accepted, sent and delivered are cumulative: a delivered message counts as sent and accepted too. The words by which rows differ are absent in the total.",
        "required":["queued","accepted","sent","delivered","confirmed","denied","undelivered","failed","expired","canceled","unknown","fallbacks","sms_parts","rates","claims"],
        "properties":{
        "channel":{"$ref":"#/components/schemas/Channel"},
        "provider":{"type":"string","description":"The provider's name in the configuration."},
        "country":{"type":"string","pattern":"^[A-Z]{2}$","description":"Of the recipient's phone number, ISO 3166-1; \#(DeliveryKey.unknownCountry) where it is not known."},
        "queued":\#(count("All messages.")),
        "accepted":\#(count("A provider took it, whatever came later.")),
        "sent":\#(count("The provider handed it on; not every provider tells.")),
        "delivered":\#(count("The provider claims that the phone has it.")),
        "confirmed":\#(count("Approved payments, each counted for the message that its receipt names.")),
        "denied":\#(count("Denied payments, each counted for one message.")),
        "undelivered":\#(count("The network or the handset said no.")),
        "failed":\#(count("The provider or its rules refused it.")),
        "expired":\#(count("Its time ran out on the way.")),
        "canceled":\#(count("Taken back before it arrived.")),
        "unknown":\#(count("Handed over with no answer.")),
        "fallbacks":\#(count("Followed another message of the same code, over another channel or provider.")),
        "sms_parts":\#(count("Parts of the SMS that a provider took.")),
        "rates":{"type":"object","properties":{
        "accepted":{"$ref":"#/components/schemas/DeliveryRate","description":"Of the queued ones."},
        "delivered":{"$ref":"#/components/schemas/DeliveryRate","description":"Of the accepted ones."},
        "confirmed":{"$ref":"#/components/schemas/DeliveryRate","description":"Of the accepted ones."}}},
        "milliseconds_to_deliver":{"$ref":"#/components/schemas/DeliveryTimes","description":"From the making of a message to the first claim of its delivery."},
        "milliseconds_to_confirm":{"$ref":"#/components/schemas/DeliveryTimes","description":"From the making of a message to the approval that counts for it."},
        "unpriced":\#(count("Messages that a provider took and the configuration has no price for; then the cost is not known.")),
        "cost":{"type":"array","description":"Absent where it is not known.","items":{"type":"object","required":["currency","micros"],"properties":{
        "currency":{"type":"string","pattern":"^[A-Z]{3}$"},
        "micros":{"type":"integer","minimum":0,"description":"Millionths of the currency's main unit."},
        "micros_per_confirmed":{"type":"integer","minimum":0,"description":"For each confirmed payment."}}}},
        "claims":{"type":"object","required":["judged","unconfirmed","judgement"],
        "description":"Claims of delivery that nobody answered to, held against the range before, which is as long.",
        "properties":{
        "judged":\#(count("Delivered messages whose payment was decided or ran out.")),
        "unconfirmed":\#(count("Those of them that nobody answered to, or only after a later message.")),
        "share":{"$ref":"#/components/schemas/DeliveryRate","description":"Absent below \#(DeliveryClaims.judgedMin) claims."},
        "norm":{"$ref":"#/components/schemas/DeliveryRate","description":"The share of the range before; absent below \#(DeliveryClaims.judgedMin) claims."},
        "judgement":\#(words(DeliveryClaims.Judgement.allCases.map(\.rawValue)))}}}}
        """#
}
