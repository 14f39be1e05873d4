import CountersignCore

/// The account that requests to AWS are signed for, and where its services answer.
struct AWSAccount: Sendable {
    /// The settings that it is read from.
    static let settings = [
        "access_key_id", "secret_access_key", "session_token", "region", "base_url",
    ]

    let region: String
    let baseURL: String
    private let accessKeyID: String
    private let secretAccessKey: ProviderSecret
    private let sessionToken: ProviderSecret?

    init(
        region: String,
        baseURL: String,
        accessKeyID: String,
        secretAccessKey: ProviderSecret,
        sessionToken: ProviderSecret?
    ) {
        self.region = region
        self.baseURL = baseURL
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
    }

    /// A POST that the transport signs.
    func request(
        to service: String,
        headers: [(name: String, value: String)],
        body: [UInt8]
    ) -> OutboundRequest {
        OutboundRequest(
            url: baseURL + "/",
            headers: headers,
            body: body,
            signature: AWSSignature(
                region: region,
                service: service,
                accessKeyID: accessKeyID,
                secretAccessKey: secretAccessKey.text,
                sessionToken: sessionToken?.text
            )
        )
    }

    /// The domain of a region's services; China has one of its own.
    static func domain(of region: String) -> String {
        region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
    }

    /// Whether a text is written as regions are: `eu-west-1`.
    static func isRegion(_ text: some StringProtocol) -> Bool {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "-"),
            omittingEmptySubsequences: false
        )
        guard (3...5).contains(parts.count), text.utf8.count <= 32 else { return false }
        let isNumbered = parts.last?.allSatisfy { (48...57).contains($0) } ?? false
        return isNumbered && !parts.contains { $0.isEmpty }
            && parts.dropLast().allSatisfy { $0.allSatisfy { (97...122).contains($0) } }
    }
}

extension ProviderSettingsReader {
    /// The account, for a service of texts whose host begins with `host`; refuses what is neither a
    /// setting of accounts nor one of the `others`.
    mutating func awsAccount(
        in settings: ProviderSettings,
        host: String,
        others: [String]
    ) -> AWSAccount? {
        refuseUnknown(
            settings.members.object ?? [],
            known: ["kind", "channel"] + AWSAccount.settings + others,
            at: ""
        )
        _ = channel(in: settings, among: [.sms])
        let accessKeyID = accessKeyID(in: settings)
        let secretAccessKey = secret("secret_access_key", in: settings)
        let sessionToken = secret("session_token", in: settings, isRequired: false)
        let region = requiredText("region", in: settings, example: "eu-west-1")
        if let region, !AWSAccount.isRegion(region) {
            fault("/region", "a region's name belongs here, such as \"eu-west-1\"")
        }
        let shown = region ?? "eu-west-1"
        let baseURL = baseURL(
            "base_url",
            in: settings,
            standard: "https://\(host).\(shown).\(AWSAccount.domain(of: shown))"
        )
        guard let accessKeyID, let secretAccessKey, let region else { return nil }
        return AWSAccount(
            region: region,
            baseURL: baseURL,
            accessKeyID: accessKeyID,
            secretAccessKey: secretAccessKey,
            sessionToken: sessionToken
        )
    }

    /// The key's id: a text, or a variable of the environment like the secrets beside it.
    private mutating func accessKeyID(in settings: ProviderSettings) -> String? {
        let name = "access_key_id"
        let text =
            settings.secrets["/" + name].map { String(decoding: $0, as: UTF8.self) }
            ?? requiredText(name, in: settings, example: "AKIA…")
        guard let text else { return nil }
        // It is part of the signature's text, where a slash or a space ends it.
        guard text.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0 & 0xDF) })
        else {
            fault("/" + name, "an access key's id is letters and digits")
            return nil
        }
        return text
    }
}
