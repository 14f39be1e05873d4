import CountersignCore
import CountersignPolicy

/// What a policy decided on a case.
struct PolicyCaseResult: Sendable {
    /// Something that is not as the case expects.
    struct Difference: Equatable, Sendable {
        /// `outcome`, `rule`, `shadow` or a setting.
        let what: String
        /// What the case says.
        let expected: JSONValue
        /// What the policy says.
        let got: JSONValue
    }

    /// The case's name.
    let name: String
    /// Where the case stands.
    let place: String
    /// What each rule made of the payment.
    let steps: [RuleExplanation]
    /// The decision.
    let verdict: Verdict
    /// Empty where everything is as expected.
    let differences: [Difference]

    /// Whether everything is as expected.
    var isPassed: Bool { differences.isEmpty }

    /// One line for a case that passes; for another what is different, and why.
    func lines(_ console: Console) -> [String] {
        if isPassed { return ["\(console.good("passed"))  \(name)"] }
        var lines = ["\(console.bad("failed"))  \(name)  (\(place))"]
        for difference in differences {
            let expected = JSONText.text(difference.expected)
            lines.append(
                "    \(difference.what): expected \(expected), got \(JSONText.text(difference.got))"
            )
        }
        lines += PolicyExplanation.lines(steps, verdict, console).map {
            $0.isEmpty ? "" : "        \($0)"
        }
        return lines
    }

    /// `{"cases": [{"name", "passed", "differences", "rules", "decision"}], "passed", "failed"}`.
    static func json(_ results: [PolicyCaseResult]) -> String {
        var json = JSONWriter()
        json.beginObject()
        json.name("cases")
        json.beginArray()
        for result in results { result.append(to: &json) }
        json.endArray()
        json.member("passed", results.count { $0.isPassed })
        json.member("failed", results.count { !$0.isPassed })
        json.endObject()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private func append(to json: inout JSONWriter) {
        json.beginObject()
        json.member("name", name)
        json.member("passed", isPassed)
        json.name("differences")
        json.beginArray()
        for difference in differences {
            json.beginObject()
            json.member("what", difference.what)
            json.member("expected", difference.expected)
            json.member("got", difference.got)
            json.endObject()
        }
        json.endArray()
        PolicyExplanation.append(steps, verdict, to: &json)
        json.endObject()
    }
}
