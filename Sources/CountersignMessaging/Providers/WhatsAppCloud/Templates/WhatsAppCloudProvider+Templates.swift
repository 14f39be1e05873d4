import CountersignCore
public import CountersignTemplates

/// The calls about templates: asking for their approval and reading what is approved.
///
/// Source: WhatsApp Business Platform, "Templates"; whatsapp-cloud.md, section 3.
extension WhatsAppCloudProvider {
    /// What stands in a URL for an account that nobody has named.
    public static let accountPlaceholder = "{WABA_ID}"
    /// Templates in one page of the list.
    private static let pageLengthMax = 100
    /// Largest page that is read in bytes: a hundred templates with 1,024 characters each and more.
    private static let pageBytesMax = 4_194_304
    private static let fields =
        "name,status,category,language,components,rejected_reason,message_send_ttl_seconds"

    /// Whether the configuration names the account that templates belong to.
    public var knowsBusinessAccount: Bool { businessAccountID != nil }

    /// `POST /{WABA_ID}/message_templates`: asks for a template's approval.
    public func creation(of approval: WhatsAppApproval) -> OutboundRequest {
        var json = JSONWriter(capacity: 1_024)
        json.value(approval.request)
        return OutboundRequest(url: templatesURL, authorization: authorization, json: json)
    }

    /// `GET /{WABA_ID}/message_templates`: one page of the account's templates.
    /// - Parameter cursor: where the page before ended; nil for the first.
    public func templateList(after cursor: String? = nil) -> OutboundRequest {
        var query = [
            ("fields", WhatsAppCloudProvider.fields),
            ("limit", String(WhatsAppCloudProvider.pageLengthMax)),
        ]
        if let cursor { query.append(("after", cursor)) }
        var request = OutboundRequest(
            method: "GET",
            url: templatesURL + "?" + PercentEncoding.form(query),
            authorization: authorization
        )
        request.answerBytesMax = WhatsAppCloudProvider.pageBytesMax
        return request
    }

    private var templatesURL: String {
        let account = businessAccountID ?? WhatsAppCloudProvider.accountPlaceholder
        return "\(baseURL)/\(version)/\(account)/message_templates"
    }

    private var authorization: String { "Bearer " + accessToken.text }
}
