import CountersignAPI
import CountersignCore

/// A notice as Apple's interface takes it: header fields and a payload.
///
/// Source: apns.md, "Send".
struct APNsNotice {
    static let payloadBytesMax = 4_096
    static let collapseBytesMax = 64
    /// The header fields that are read.
    static let headers = [
        "apns-topic", "apns-push-type", "apns-priority", "apns-expiration", "apns-id",
        "apns-collapse-id",
    ]

    private static let pushTypes = [
        "alert", "background", "location", "voip", "complication", "fileprovider", "mdm",
        "liveactivity", "pushtotalk", "widgets", "controls",
    ]
    private static let priorities = ["10", "5", "1"]

    /// The sender's id of it; nil where it gave none.
    let id: String?
    /// The payload as it came.
    let payload: JSONValue
    /// What the app shows of it.
    let shown: PushText

    static func read(_ request: HTTPRequest) throws(APNsError) -> APNsNotice {
        let headers = request.headers
        if headers.keys.contains(where: { request.repeatedHeaders.contains($0) }) {
            throw .bad("DuplicateHeaders")
        }
        let id = headers["apns-id"]
        guard id.map(isUUID) ?? true else { throw .bad("BadMessageId") }
        if let expiration = headers["apns-expiration"] {
            guard (1...12).contains(expiration.utf8.count), isDigits(expiration) else {
                throw .bad("BadExpirationDate")
            }
        }
        let priority = headers["apns-priority"] ?? "10"
        guard priorities.contains(priority) else { throw .bad("BadPriority") }
        if let collapse = headers["apns-collapse-id"] {
            guard (1...collapseBytesMax).contains(collapse.utf8.count) else {
                throw .bad("BadCollapseId")
            }
        }
        guard let type = headers["apns-push-type"], pushTypes.contains(type) else {
            throw .bad("InvalidPushType")
        }
        if type == "background", priority != "5" { throw .bad("BadPriority") }
        guard !request.body.isEmpty else { throw .bad("PayloadEmpty") }
        guard request.body.count <= payloadBytesMax else { throw .tooLarge }
        guard let payload = try? JSONReader.read(request.body), let aps = payload["aps"],
            aps.object != nil
        else { throw .bad("PayloadEmpty") }
        if type == "background" {
            guard aps["content-available"]?.integer == 1, aps["alert"] == nil else {
                throw .bad("InvalidPushType")
            }
        } else if type == "alert", aps["alert"] == nil {
            throw .bad("PayloadEmpty")
        }
        return APNsNotice(
            id: id,
            payload: payload,
            shown: PushText(notice: aps["alert"], data: payload)
        )
    }

    private static func isDigits(_ text: String) -> Bool {
        text.utf8.allSatisfy { (48...57).contains($0) }
    }

    /// Lower-case hexadecimal in five groups.
    private static func isUUID(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && groups.allSatisfy { group in
                group.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
            }
    }
}
