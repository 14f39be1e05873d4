import CountersignCore

extension Members {
    /// Most members of `metadata`.
    static let metadataMembersMax = 16
    /// Most members of `signals`.
    static let signalsMembersMax = 32
    /// Longest string in `metadata` and `signals`, in bytes of UTF-8.
    static let factBytesMax = 500
    /// Longest name in `metadata` and `signals`, in bytes of UTF-8.
    static let factNameBytesMax = 64

    /// The merchant's own notes.
    static func metadata(
        _ value: JSONValue,
        _ place: Place,
        _ faults: inout Faults
    ) -> [JSONMember]? {
        facts(value, place, &faults, countMax: metadataMembersMax)
    }

    /// Facts for the policy.
    static func signals(
        _ value: JSONValue,
        _ place: Place,
        _ faults: inout Faults
    ) -> [JSONMember]? {
        facts(value, place, &faults, countMax: signalsMembersMax)
    }

    private static func facts(
        _ value: JSONValue,
        _ place: Place,
        _ faults: inout Faults,
        countMax: Int
    ) -> [JSONMember]? {
        guard case .object(let members) = value else {
            faults.add(place, "this is \(value.kind); an object belongs here")
            return nil
        }
        guard members.count <= countMax else {
            faults.add(place, "this has \(members.count) members; at most \(countMax) are taken")
            return nil
        }
        for member in members {
            if let fault = fault(ofFact: member) {
                faults.add(place.appending(member.name), fault)
            }
        }
        return members
    }

    private static func fault(ofFact member: JSONMember) -> String? {
        guard (1...factNameBytesMax).contains(member.name.utf8.count) else {
            return "a name here has 1 to \(factNameBytesMax) bytes of UTF-8; shorten it"
        }
        if let scalar = member.name.unicodeScalars.first(where: PlainText.isForbidden) {
            return "the name: " + forbidden(scalar.value)
        }
        switch member.value {
        case .bool: return nil
        case .number(let number):
            return number.text.utf8.count <= factBytesMax
                ? nil : "this number has more than \(factBytesMax) digits; shorten it"
        case .string(let text):
            return text.utf8.count <= factBytesMax
                ? nil : "this is longer than \(factBytesMax) bytes of UTF-8; shorten it"
        case .null: return "null is no value here; leave the member out"
        case .array, .object:
            return
                "this is \(member.value.kind); a string, a number or a boolean belongs here"
        }
    }

    /// Channels in order, none twice.
    static func channels(_ value: JSONValue, _ place: Place, _ faults: inout Faults) -> [Channel]? {
        guard case .array(let elements) = value else {
            faults.add(
                place,
                "this is \(value.kind); an array such as [\"rcs\", \"sms\"] belongs here"
            )
            return nil
        }
        guard !elements.isEmpty else {
            faults.add(place, "this array is empty; name a channel, or leave the member out")
            return nil
        }
        guard elements.count <= Channel.allCases.count else {
            faults.add(
                place,
                "this array has \(elements.count) elements, and there are \(Channel.allCases.count) channels; name each once"
            )
            return nil
        }
        var channels: [Channel] = []
        for (number, element) in elements.enumerated() {
            let there = place.appending(String(number))
            guard let channel: Channel = choice(element, there, &faults) else { continue }
            if channels.contains(channel) {
                faults.add(there, "channel '\(channel.rawValue)' is there twice; name it once")
            } else {
                channels.append(channel)
            }
        }
        return channels
    }

    /// The host name of the checkout, in lower case.
    static func origin(_ value: JSONValue, _ place: Place, _ faults: inout Faults) -> String? {
        guard let text = string(value, place, &faults) else { return nil }
        let bytes = Array(text.utf8)
        guard isHostName(bytes[...]) else {
            faults.add(
                place,
                "this is no host name; write it without scheme, port and path, e.g. shop.example"
            )
            return nil
        }
        guard !bytes.contains(where: { (65...90).contains($0) }) else {
            faults.add(place, "a host name is written in lower case here, e.g. shop.example")
            return nil
        }
        return text
    }

    /// SHA-256 of the checkout's session secret.
    static func checkout(_ value: JSONValue, _ place: Place, _ faults: inout Faults) -> [UInt8]? {
        guard let text = string(value, place, &faults) else { return nil }
        if text.utf8.count == 43, let digest = Base64URL.decode(text) { return digest }
        faults.add(
            place,
            "this is not the base64url of 32 bytes; write SHA-256 of the session secret as 43 characters without padding"
        )
        return nil
    }
}
