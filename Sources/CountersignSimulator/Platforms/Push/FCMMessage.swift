import CountersignCore

/// A message of Firebase Cloud Messaging, HTTP v1.
///
/// Source: fcm.md, "Send".
struct FCMMessage {
    static let payloadBytesMax = 4_096
    static let ttlSecondsMax = 2_419_200

    private static let targets = ["token", "fid", "topic", "condition"]
    private static let members =
        targets + ["name", "data", "notification", "android", "apns", "webpush", "fcmOptions"]
    private static let androidMembers = [
        "collapseKey", "priority", "ttl", "restrictedPackageName", "data", "notification",
        "fcmOptions", "directBootOk", "bandwidthConstrainedOk",
    ]
    private static let androidNoticeMembers = [
        "title", "body", "icon", "color", "sound", "tag", "clickAction", "channelId", "ticker",
        "sticky", "notificationPriority", "visibility", "notificationCount", "image",
    ]
    private static let visibilities = ["PRIVATE", "PUBLIC", "SECRET", "VISIBILITY_UNSPECIFIED"]

    /// The app that it goes to.
    let address: PushAddress
    /// What the payer sees of it.
    let shown: PushText
    /// The confirmation that it is about, as its sender says.
    let reference: String?
    /// What the device and the app get.
    let content: JSONValue

    static func read(_ body: [UInt8]) throws(GoogleError) -> FCMMessage {
        guard let json = try? JSONReader.read(body) else {
            throw .invalidPush("Invalid JSON payload received.")
        }
        try expect(json, ["message", "validateOnly"], "")
        guard let message = json["message"] else { throw .invalidPush("message is required.") }
        try expect(message, members, "message")
        let given = targets.filter { message[$0] != nil }
        guard given.count == 1 else {
            throw .invalidPush("Exactly one of token, fid, topic and condition is required.")
        }
        guard ["token", "fid"].contains(given[0]) else { throw .notShown("topics") }
        let data = try FCMMessage.data(message["data"], "message.data")
        let notice = message["notification"]
        try checkNotice(notice, ["title", "body", "image"], "message.notification")
        try checkAndroid(message["android"])
        try checkApple(message["apns"])
        let sizes = [data, notice].compactMap { $0?.bytes.count }
        guard sizes.reduce(0, +) <= payloadBytesMax else {
            throw .invalidPush("Message payload is larger than \(payloadBytesMax) bytes.")
        }
        return FCMMessage(
            address: try address(message[given[0]], given[0]),
            shown: PushText(notice: notice, data: data),
            reference: data?["id"]?.string,
            content: .members(["notification": notice, "data": data])
        )
    }

    /// A token is known here as the sender's customers know it: an installation id with its prefix.
    private static func address(
        _ value: JSONValue?,
        _ target: String
    ) throws(GoogleError) -> PushAddress {
        let prefix = target == "fid" ? "fid:" : ""
        guard let text = value?.string, !text.isEmpty,
            let address = try? PushAddress(platform: .fcm, token: prefix + text)
        else {
            throw .invalidPush(
                "The registration token is not a valid FCM registration token",
                at: "message.\(target)"
            )
        }
        return address
    }

    private static func data(
        _ value: JSONValue?,
        _ place: String
    ) throws(GoogleError) -> JSONValue? {
        guard let value else { return nil }
        guard let members = value.object else {
            throw .invalidPush("Invalid value at '\(place)': an object belongs there.", at: place)
        }
        for member in members {
            guard member.value.string != nil else {
                throw .invalidPush(
                    "Invalid value at '\(place).\(member.name)' (TYPE_STRING).",
                    at: place
                )
            }
            let isTaken =
                ["from", "message_type"].contains(member.name)
                || ["google", "gcm"].contains { member.name.hasPrefix($0) }
            guard !isTaken else {
                throw .invalidPush("Invalid data payload key: \(member.name)", at: place)
            }
        }
        return value
    }

    private static func checkNotice(
        _ value: JSONValue?,
        _ known: [String],
        _ place: String
    ) throws(GoogleError) {
        guard let value else { return }
        try expect(value, known, place)
        for name in ["title", "body", "image"] where value[name] != nil {
            guard value[name]?.string != nil else {
                throw .invalidPush("Invalid value at '\(place).\(name)' (TYPE_STRING).", at: place)
            }
        }
    }

    private static func checkAndroid(_ value: JSONValue?) throws(GoogleError) {
        guard let value else { return }
        let place = "message.android"
        try expect(value, androidMembers, place)
        if let ttl = value["ttl"] {
            guard let text = ttl.string, text.utf8.last == UInt8(ascii: "s"),
                text.utf8.dropLast().allSatisfy({ (48...57).contains($0) }),
                let seconds = Int(text.dropLast()), (0...ttlSecondsMax).contains(seconds)
            else {
                throw .invalidPush(
                    "Invalid value at '\(place).ttl': at most 4 weeks.",
                    at: "\(place).ttl"
                )
            }
        }
        if let priority = value["priority"], !["NORMAL", "HIGH"].contains(priority.string) {
            throw .invalidPush("Invalid value at '\(place).priority'.", at: "\(place).priority")
        }
        let notice = value["notification"]
        try checkNotice(notice, androidNoticeMembers, "\(place).notification")
        if let visibility = notice?["visibility"], !visibilities.contains(visibility.string ?? "") {
            throw .invalidPush(
                "Invalid value at '\(place).notification.visibility'.",
                at: "\(place).notification"
            )
        }
        _ = try data(value["data"], "\(place).data")
    }

    private static func checkApple(_ value: JSONValue?) throws(GoogleError) {
        guard let value else { return }
        try expect(
            value,
            ["headers", "payload", "fcmOptions", "liveActivityToken"],
            "message.apns"
        )
        for member in value["headers"]?.object ?? [] where member.value.string == nil {
            throw .invalidPush("Invalid value at 'message.apns.headers' (TYPE_STRING).")
        }
    }

    /// Refuses anything but an object with known members.
    private static func expect(
        _ value: JSONValue,
        _ known: [String],
        _ place: String
    ) throws(GoogleError) {
        guard value.object != nil else {
            throw .invalidPush("Invalid value at '\(place)': an object belongs there.", at: place)
        }
        if let name = value.unknownMember(besides: known) {
            throw .invalidPush(
                "Invalid JSON payload received. Unknown name \(JSONWriter.quoted(name)) at "
                    + "'\(place)': Cannot find field.",
                at: place
            )
        }
    }
}
