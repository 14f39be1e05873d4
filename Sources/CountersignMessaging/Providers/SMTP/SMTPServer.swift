import CountersignCore

/// Where mail is handed in, and as whom.
struct SMTPServer: Sendable {
    /// `smtp://host:587` or `smtps://host:465`.
    let url: String
    /// The name given in EHLO.
    let helloName: String
    let user: String?
    let password: ProviderSecret?

    /// The URL as libcurl wants it: its path is the name given in EHLO.
    var transferURL: String { url + "/" + helloName }
}

extension ProviderSettingsReader {
    static let smtpServerSettings = ["url", "hello_name", "user", "password"]

    /// The server; `domain` is the name for EHLO where none is set.
    mutating func smtpServer(in settings: ProviderSettings, domain: String?) -> SMTPServer? {
        let url = requiredText("url", in: settings, example: "smtps://mail.example.com:465")
            .flatMap { serverURL($0) }
        let helloName = text(settings.members["hello_name"], at: "/hello_name") ?? domain
        if let helloName, !MailAddress.isHost(Substring(helloName).utf8) {
            fault("/hello_name", "a host name belongs here, such as \"pay.example.com\"")
        }
        let user = text(settings.members["user"], at: "/user")
        if let user, !user.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) {
            fault("/user", "a user name has no control characters")
        }
        let password = secret("password", in: settings, isRequired: user != nil)
        if password != nil, user == nil { fault("/user", "there is a password but no user") }
        guard let url, let helloName else { return nil }
        return SMTPServer(url: url, helloName: helloName, user: user, password: password)
    }

    private mutating func serverURL(_ text: String) -> String? {
        for (scheme, port) in [("smtp://", "587"), ("smtps://", "465")] where text.hasPrefix(scheme)
        {
            var rest = Substring(text.dropFirst(scheme.count))
            if rest.last == "/" { rest.removeLast() }
            let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
            guard (1...2).contains(parts.count), MailAddress.isHost(parts[0].utf8),
                let number = UInt16(parts.count == 2 ? String(parts[1]) : port), number > 0
            else { break }
            return scheme + parts[0] + ":\(number)"
        }
        fault(
            "/url",
            "smtps://host:465 (TLS at once) or smtp://host:587 (STARTTLS) belongs here, without a path"
        )
        return nil
    }
}
