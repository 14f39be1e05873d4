import CountersignMessaging
import Testing

@Suite struct SMTPSettingsTests {
    @Test(arguments: [
        ("smtp://mail.example.com", "smtp://mail.example.com:587/example.com"),
        ("smtp://mail.example.com:25/", "smtp://mail.example.com:25/example.com"),
        ("smtps://mail.example.com", "smtps://mail.example.com:465/example.com"),
        ("smtp://127.0.0.1:2525", "smtp://127.0.0.1:2525/example.com"),
    ])
    func theServerHasAPortAndANameForEHLO(url: String, whole: String) throws {
        let provider = try SMTPRequestTests.provider(url: url)
        #expect(provider.request(for: try SMTPRequestTests.dispatch()).url == whole)
        let named = try SMTPRequestTests.provider(#"hello_name: "pay.example.org""#, url: url)
        let request = named.request(for: try SMTPRequestTests.dispatch())
        #expect(request.url.hasSuffix("/pay.example.org"))
    }

    @Test(arguments: [
        "http://mail.example.com", "mail.example.com", "smtp://", "smtp://u:p@mail.example.com",
        "smtp://mail.example.com:0", "smtp://mail.example.com:99999", "smtp://mail.example.com/x",
        "smtp://mail.example.com:25:25", "smtp://mail example.com", "smtp://mail.example.com\\r\\n",
    ])
    func otherServersAreFaults(url: String) throws {
        let faults = try ConfiguredProvider.faults(
            #"{kind: "smtp", url: "\#(url)", from: "pay@example.com"}"#
        )
        #expect(
            faults == [
                """
                /url: smtps://host:465 (TLS at once) or smtp://host:587 (STARTTLS) belongs here, \
                without a path
                """
            ]
        )
    }

    @Test func everyFaultIsNamedAtOnce() throws {
        let faults = try ConfiguredProvider.faults(
            """
            {kind: "smtp", channel: "sms", url: "x", from: "Acme <pay@example.com>", form_name: "x",
             bounce: "a\\r\\nb@example.com", hello_name: "a b", password: "hunter2"}
            """
        )
        #expect(
            faults.map { String($0.prefix { $0 != ":" }) } == [
                "/form_name", "/channel", "/from", "/bounce", "/url", "/hello_name", "/password",
            ]
        )
        #expect(!faults.joined().contains("hunter2"))
        let halves = try ConfiguredProvider.faults(
            #"{kind: "smtp", url: "smtps://m.example", from: "pay@example.com", user: "pay"}"#
        )
        #expect(halves.map { $0.prefix(10) } == ["/password:"])
        let other = try ConfiguredProvider.faults(
            #"{kind: "smtp", url: "smtps://m.example", from: "pay@example.com", password: {env: "P"}}"#,
            secrets: ["/password": "hunter2"]
        )
        #expect(other == ["/user: there is a password but no user"])
    }

    @Test func secretsAndAddressesAreNeverPrinted() throws {
        let provider = try SMTPRequestTests.provider(#"user: "pay", password: {env: "P"}"#)
        let request = provider.request(for: try SMTPRequestTests.dispatch())
        #expect(!shown(provider).contains("hunter2"))
        #expect(!shown(request.mail as Any).contains("hunter2"))
        #expect(!shown(request.mail as Any).contains("kim@example.net"))
    }

    @Test(arguments: [
        (
            "", "sixteen bytes or more",
            """
            /bounce: with a callback_secret, an address for bounces belongs here, such as \
            "bounces@example.com"
            """
        ),
        (
            #"bounce: "seventeen-bytes-b@example.com""#, "sixteen bytes or more",
            """
            /bounce: with a callback_secret, at most 16 bytes stand before the @, and 206 in all: \
            each message's code is put in
            """
        ),
        (
            #"bounce: "bounces@example.com""#, "fifteen bytes, ",
            "/callback_secret: a callback secret has at least 16 bytes that nobody guesses"
        ),
        (
            #"bounce: "x""#, "sixteen bytes or more",
            "/bounce: an address belongs here, such as \"pay@example.com\""
        ),
    ])
    func bouncesNeedAnAddressAndASecret(more: String, secret: String, fault: String) throws {
        let faults = try ConfiguredProvider.faults(
            """
            {kind: "smtp", url: "smtps://m.example", from: "pay@example.com",
             callback_secret: {env: "C"}, \(more)}
            """,
            secrets: ["/callback_secret": secret]
        )
        #expect(faults == [fault])
    }

    @Test func aSecretInTheOpenIsAFault() throws {
        let faults = try ConfiguredProvider.faults(
            """
            {kind: "smtp", url: "smtps://m.example", from: "pay@example.com",
             bounce: "bounces@example.com", callback_secret: "a treasure in the open"}
            """
        )
        #expect(faults.map { $0.prefix(17) } == ["/callback_secret:"])
        #expect(!faults.joined().contains("treasure"))
    }
}
