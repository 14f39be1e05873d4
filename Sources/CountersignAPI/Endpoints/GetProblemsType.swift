extension API {
    /// `GET /problems/{type}`: a page for people that explains a problem type.
    func getProblemsType(_ call: Call) -> HTTPResponse {
        guard let type = Members.choice(of: call.parameter) as ProblemType? else {
            return Problem(.notFound, "No such problem type; /openapi.json lists all of them.")
                .response(trace: call.trace)
        }
        var fields = HeaderFields.cached("text/html; charset=utf-8", seconds: 3_600)
        fields.append(
            ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        )
        return HTTPResponse(status: 200, headers: fields, body: Array(API.page(of: type).utf8))
    }

    /// The texts are our own constants; none holds a character that HTML would need escaped.
    private static func page(of type: ProblemType) -> String {
        let (when, remedy) = type.explanation
        let statuses = type.statuses.map(String.init).joined(separator: ", ")
        let members =
            type.members.isEmpty
            ? ""
            : "<h2>Members</h2><p>"
                + type.members.map { "<code>\($0)</code>" }.joined(separator: ", ")
                + "</p>"
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>\(type.title)</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; \
            padding: 0 1rem; color-scheme: light dark }
            code { font-family: ui-monospace, monospace }
            </style>
            </head>
            <body>
            <h1>\(type.title)</h1>
            <p><code>\(type.path)</code> · HTTP status \(statuses)</p>
            <h2>When</h2>
            <p>\(marked(when))</p>
            <h2>What to do</h2>
            <p>\(marked(remedy))</p>
            \(members)
            </body>
            </html>

            """
    }

    /// Turns the words between backquotes into code.
    private static func marked(_ text: String) -> String {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset % 2 == 0 ? String($0.element) : "<code>\($0.element)</code>" }
            .joined()
    }
}
