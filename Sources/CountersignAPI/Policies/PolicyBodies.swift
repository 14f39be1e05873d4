import CountersignCore

/// The bodies of the policy calls.
enum PolicyBodies {
    /// Longest text that a body holds, in bytes; longer policies are put into their files.
    static let textBytesMax = 65_536

    /// The text, and a note where the call takes one.
    static func text(
        _ json: JSONValue,
        takesNote: Bool,
        _ faults: inout Faults
    ) -> (text: String, note: String?)? {
        let names = takesNote ? ["text", "note"] : ["text"]
        guard let object = ObjectReader(json, at: .body, knowing: names, &faults) else {
            return nil
        }
        let text = policyText(of: object, &faults)
        let note = takesNote ? object.optional("note", &faults, as: note) : nil
        return text.map { ($0, note) }
    }

    /// The text and the range of a rehearsal.
    static func backtest(
        _ json: JSONValue,
        mode: Mode,
        merchant: MerchantID,
        now: Instant,
        _ faults: inout Faults
    ) -> (text: String, range: PastDecisionRange)? {
        let names = ["text", "since", "until"]
        guard let object = ObjectReader(json, at: .body, knowing: names, &faults) else {
            return nil
        }
        let text = policyText(of: object, &faults)
        let since = object.required(
            "since",
            "write the first moment, e.g. 2026-11-01T00:00:00Z",
            &faults,
            as: moment
        )
        let until = object.optional("until", &faults, as: moment) ?? now
        guard let text, let since, faults.isEmpty else { return nil }
        let range = PastDecisionRange(since: since, until: until, mode: mode, merchant: merchant)
        guard let range else {
            faults.add(
                object.place(of: "since"),
                "the range must begin before it ends (\(until.rfc3339)) and last at most "
                    + "\(ReportRange.daysMax) days"
            )
            return nil
        }
        return (text, range)
    }

    private static func policyText(of object: ObjectReader, _ faults: inout Faults) -> String? {
        object.required(
            "text",
            "write the policy's whole text",
            &faults,
            as: VerifyBody.limited(textBytesMax)
        )
    }

    private static func note(
        _ value: JSONValue,
        _ place: Place,
        _ faults: inout Faults
    ) -> String? {
        guard let text = Members.string(value, place, &faults) else { return nil }
        guard PolicyVersion.isNote(text) else {
            faults.add(
                place,
                "a note is one line of at most \(PolicyVersion.noteBytesMax) bytes of UTF-8"
            )
            return nil
        }
        return text
    }

    private static func moment(
        _ value: JSONValue,
        _ place: Place,
        _ faults: inout Faults
    ) -> Instant? {
        guard let text = Members.string(value, place, &faults) else { return nil }
        guard let moment = Instant(rfc3339: text) else {
            faults.add(
                place,
                "write a moment in UTC with Z and whole seconds, e.g. 2026-11-23T10:00:00Z"
            )
            return nil
        }
        return moment
    }
}
