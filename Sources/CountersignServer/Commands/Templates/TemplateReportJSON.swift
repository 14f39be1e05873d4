import CountersignCore
import CountersignTemplates

/// What templates come to, for programs.
enum TemplateReportJSON {
    /// `{"findings": […], "warnings": […], "templates": […], "fixes": […]}`.
    static func text(_ report: TemplateReport) -> String {
        var members: [JSONMember] = []
        let findings = FindingReport.json(report.errors, warnings: report.advice)
        if let value = try? JSONReader.read(Array(findings.utf8)) { members += value.object ?? [] }
        members.append(JSONMember("templates", .array(report.templates.map(json))))
        members.append(JSONMember("fixes", .array(report.replacements.map(json))))
        return JSONText.text(.object(members))
    }

    private static func json(_ result: TemplateResult) -> JSONValue {
        .object([
            JSONMember("brand", .string(result.key.brand)),
            JSONMember("purpose", .string(result.key.purpose)),
            JSONMember("channel", .string(result.key.channel.rawValue)),
            JSONMember("locale", .string(result.locale)),
            JSONMember("template", .string(result.template)),
            JSONMember("parts", range(result.parts)),
            JSONMember("septets", range(result.septets)),
            JSONMember("units", range(result.units)),
            JSONMember("characters", range(result.characters)),
            JSONMember("bytes", range(result.bytes)),
            JSONMember("payee_room", result.payeeRoom.map { .integer($0) } ?? .null),
            JSONMember(
                "ucs2",
                .array(
                    result.causes.map {
                        .object([
                            JSONMember("because", .string($0.what)),
                            JSONMember("always", .bool($0.isCertain)),
                        ])
                    }
                )
            ),
            JSONMember(
                "autofill",
                .array(
                    result.readings.map {
                        .object([
                            JSONMember("by", .string($0.model.rawValue)),
                            JSONMember("takes", $0.code.map { .string($0) } ?? .null),
                        ])
                    }
                )
            ),
        ])
    }

    private static func json(_ replacement: TemplateReplacement) -> JSONValue {
        .object([
            JSONMember("file", .string(replacement.finding.file)),
            JSONMember("line", .integer(replacement.finding.line)),
            JSONMember("column", .integer(replacement.finding.column)),
            JSONMember("text", .string(replacement.text)),
        ])
    }

    private static func range(_ range: ClosedRange<Int>?) -> JSONValue {
        guard let range else { return .null }
        return .object([
            JSONMember("min", .integer(range.lowerBound)),
            JSONMember("max", .integer(range.upperBound)),
        ])
    }
}
