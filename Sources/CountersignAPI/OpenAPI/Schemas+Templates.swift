import CountersignCore

extension Schemas {
    static let templates: [(name: String, json: String)] = [
        (
            "TemplatePurpose", words(PreviewBody.purposes)
        ),
        (
            "Templates",
            #"""
            {"type":"object","required":["brand","name","locales","templates","fallbacks"],
            "properties":{
            "brand":{"type":"string"},
            "name":{"type":"string","description":"The name that payers see."},
            "locales":{"type":"array","items":{"type":"string"},"description":"The first is for everybody else."},
            "templates":{"type":"array","items":{"type":"object","required":["template","version","purpose","channel","locale"],"properties":{
            "template":{"type":"string","description":"The path without suffix, as receipts name it."},
            "version":{"type":"string","pattern":"^[0-9a-f]{12}$"},
            "purpose":{"$ref":"#/components/schemas/TemplatePurpose"},
            "channel":{"$ref":"#/components/schemas/Channel"},
            "locale":{"type":"string"}}}},
            "fallbacks":{"type":"array","items":{"type":"object","required":["missing","used"],"properties":{
            "missing":{"type":"string"},"used":{"type":"string"}}}}}}
            """#
        ),
        (
            "PreviewTemplates",
            #"""
            {"type":"object","additionalProperties":false,
            "properties":{
            "purpose":{"$ref":"#/components/schemas/TemplatePurpose","default":"payment"},
            "channels":{"type":"array","minItems":1,"uniqueItems":true,"items":{"$ref":"#/components/schemas/Channel"},"description":"All when left out."},
            "locales":{"type":"array","minItems":1,"maxItems":\#(PreviewBody.localesMax),"items":{"type":"string","minLength":1,"maxLength":\#(Members.localeCharactersMax)},"description":"All of the brand's when left out."},
            "amount":{"$ref":"#/components/schemas/Amount"},
            "bound":{"$ref":"#/components/schemas/Bound","default":"exact"},
            "payee":{"$ref":"#/components/schemas/Payee","description":"The merchant's display name by default."},
            "reference":{"$ref":"#/components/schemas/Reference"},
            "origin":{"type":"string","maxLength":253},
            "match_word":{"type":"string","minLength":1,"maxLength":\#(Members.wordScalarsMax)},
            "minutes":{"type":"integer","minimum":\#(PreviewBody.minutesBounds.lowerBound),"maximum":\#(PreviewBody.minutesBounds.upperBound),"default":5},
            "previous_amount":{"$ref":"#/components/schemas/Amount","description":"Before an amendment."},
            "previous_payee":{"$ref":"#/components/schemas/Payee"},
            "country":{"type":"string","pattern":"^[A-Z]{2}$","description":"The payer's, for the sender."}}}
            """#
        ),
        (
            "Previews",
            #"""
            {"type":"object","required":["previews"],"properties":{"previews":{"type":"array","items":{
            "type":"object","required":["channel","locale","template","template_version","text","surface","bytes","findings"],
            "properties":{
            "channel":{"$ref":"#/components/schemas/Channel"},
            "locale":{"type":"string","description":"Of the template that is used."},
            "template":{"type":"string"},
            "template_version":{"type":"string"},
            "from":{"type":"string","description":"The brand's sender; absent for the provider's."},
            "text":{"type":"string"},
            "content":{"type":"object","description":"The channel's rich form; absent for plain text."},
            "surface":\#(words(Shown.Surface.allCases.map(\.rawValue))),
            "bytes":{"type":"integer","minimum":0},
            "sms":{"type":"object","required":["parts","alphabet","units"],"properties":{
            "parts":{"type":"integer","minimum":1,"description":"Each is billed."},
            "alphabet":{"type":"string","enum":["gsm7","ucs2"]},
            "units":{"type":"integer","minimum":0},
            "forced_by":{"type":"string","description":"The character that forces UCS-2."}}},
            "findings":{"type":"array","items":{"type":"string"},"description":"What is worth a second look."}}}}}}
            """#
        ),
    ]
}
