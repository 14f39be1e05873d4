import CountersignCore

/// A `message.send` of cli.md.
struct SMSMessage {
    /// Most characters of a text.
    static let textCharactersMax = 1_600
    /// Most characters of a sender's name or number.
    static let senderCharactersMax = 20

    let id: MessageID
    let to: PhoneNumber
    let from: String?
    let text: String

    /// Why a body is refused, with its place.
    struct Fault: Error, Equatable {
        let pointer: String
        let detail: String
    }

    /// Reads a body; every member must be known, present and of its type.
    static func read(_ body: [UInt8]) throws(Fault) -> SMSMessage {
        let json: JSONValue
        do throws(JSONFault) {
            json = try JSONReader.read(body)
        } catch {
            throw Fault(pointer: "", detail: "byte \(error.offset): \(error.reason)")
        }
        try expect(json, at: "", members: ["type", "timestamp", "data"])
        guard json["type"]?.string == "message.send" else {
            throw Fault(pointer: "/type", detail: "write \"message.send\"")
        }
        try moment(json["timestamp"], at: "/timestamp")
        guard let data = json["data"] else { throw Fault(pointer: "/data", detail: "missing") }
        return try read(data)
    }

    private static func read(_ data: JSONValue) throws(Fault) -> SMSMessage {
        try expect(
            data,
            at: "/data",
            members: [
                "message_id", "confirmation_id", "channel", "to", "from", "text", "content",
                "expires_at", "ttl_seconds",
            ]
        )
        guard let id = data["message_id"]?.string.flatMap({ MessageID($0) }) else {
            throw Fault(pointer: "/data/message_id", detail: "an id with msg_ belongs here")
        }
        guard data["confirmation_id"]?.string.flatMap({ ConfirmationID($0) }) != nil else {
            throw Fault(pointer: "/data/confirmation_id", detail: "an id with cnf_ belongs here")
        }
        guard data["channel"]?.string == Channel.sms.rawValue else {
            throw Fault(pointer: "/data/channel", detail: "this gateway carries \"sms\" only")
        }
        guard let to = data["to"]?.string.flatMap({ try? PhoneNumber($0) }) else {
            throw Fault(pointer: "/data/to", detail: "a phone number in E.164 belongs here")
        }
        let from = try text(data["from"], at: "/data/from", charactersMax: senderCharactersMax)
        guard let text = try text(data["text"], at: "/data/text", charactersMax: textCharactersMax)
        else { throw Fault(pointer: "/data/text", detail: "missing") }
        if let content = data["content"], content.object == nil {
            throw Fault(pointer: "/data/content", detail: "an object belongs here")
        }
        try moment(data["expires_at"], at: "/data/expires_at")
        guard let seconds = data["ttl_seconds"]?.integer, seconds > 0 else {
            throw Fault(pointer: "/data/ttl_seconds", detail: "a whole number from 1 belongs here")
        }
        return SMSMessage(id: id, to: to, from: from, text: text)
    }

    private static func expect(
        _ value: JSONValue,
        at pointer: String,
        members: [String]
    ) throws(Fault) {
        guard value.object != nil else {
            throw Fault(pointer: pointer, detail: "an object belongs here, not \(value.kind)")
        }
        if let name = value.unknownMember(besides: members) {
            let place = JSONPointer.appending(name, to: pointer)
            throw Fault(pointer: place, detail: "this member is unknown")
        }
    }

    private static func moment(_ value: JSONValue?, at pointer: String) throws(Fault) {
        guard value?.string.flatMap({ Instant(rfc3339: $0) }) != nil else {
            throw Fault(
                pointer: pointer,
                detail: "a time such as 2026-11-23T10:00:00Z belongs here"
            )
        }
    }

    private static func text(
        _ value: JSONValue?,
        at pointer: String,
        charactersMax: Int
    ) throws(Fault) -> String? {
        guard let value else { return nil }
        guard let text = value.string, (1...charactersMax).contains(text.unicodeScalars.count)
        else {
            throw Fault(
                pointer: pointer,
                detail: "a string of 1 to \(charactersMax) characters belongs here"
            )
        }
        return text
    }
}
