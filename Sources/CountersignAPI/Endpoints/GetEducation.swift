import CountersignCheckout
public import CountersignCore

extension API {
    /// `GET /v1/education?locale=…`: what a payer may read about the message, for the merchant's own page.
    func getEducation(_ call: Call, by caller: Caller) -> HTTPResponse {
        guard let education = dependencies.education else {
            preconditionFailure("An endpoint that is not served gets no call.")
        }
        var faults = Faults()
        let query = QueryReader(call.request.query, knowing: ["locale"], &faults)
        let locale = query.text("locale")
        if let locale, !Members.isLanguageTag(Array(locale.utf8)) {
            faults.add(
                .parameter("locale"),
                "this is no BCP 47 language tag; write a language and, if it matters, a region, e.g. "
                    + "de or de-DE"
            )
        }
        guard faults.isEmpty else { return Problem.invalid(faults).response(trace: call.trace) }
        guard let texts = education(caller.merchant.brand, locale) else {
            return Problem(.notFound, "No texts are written for this merchant's brand.")
                .response(trace: call.trace)
        }
        var json = JSONWriter(capacity: 1_024)
        EducationJSON.write(texts, to: &json)
        return HTTPResponse(status: 200, headers: HeaderFields.json, body: json.bytes)
    }
}

/// Writes what a payer may read about a message as JSON.
public enum EducationJSON {
    /// Writes the texts as the next value.
    public static func write(_ texts: EducationTexts, to json: inout JSONWriter) {
        json.beginObject()
        json.member("locale", texts.locale)
        for (name, passage) in [
            ("why", texts.why), ("contact", texts.contact), ("after_denial", texts.afterDenial),
        ] {
            json.name(name)
            json.beginObject()
            json.member("label", passage.label)
            json.member("text", passage.text)
            json.endObject()
        }
        json.endObject()
    }
}
