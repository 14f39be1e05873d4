import CountersignCore
import CountersignTemplates

/// What a push message says: which confirmation waits, and a notice that a lock screen may show.
///
/// The code goes to the app alone, as data that no lock screen shows: the app shows it once the device is
/// unlocked. So does whatever else of the notice holds it.
struct PushNotice {
    /// What the app is told to do.
    static let type = "confirmation"

    /// The confirmation that waits; also what a later notice about it replaces.
    let confirmation: ConfirmationID
    /// What a lock screen shows, as members of an alert; empty where nothing may be shown.
    let shown: [(name: String, value: String)]
    /// What only the app gets to see, as members of its data; empty where all is shown.
    let hidden: [(name: String, value: String)]

    init(_ dispatch: Dispatch) {
        confirmation = dispatch.message.confirmation
        let pieces = PushNotice.pieces(of: dispatch.rendered)
        shown = pieces.filter { !$0.hasSecret }.map { ($0.name, $0.value) }
        hidden = pieces.filter(\.hasSecret).map { ($0.name, $0.value) }
    }

    private struct Piece {
        let name: String
        let value: String
        let hasSecret: Bool
    }

    /// Title, body and code, each with what the redacted bytes say of it: they differ from those sent
    /// exactly where the code stands.
    private static func pieces(of rendered: RenderedMessage) -> [Piece] {
        guard let sent = rendered.content.flatMap({ try? JSONReader.read($0) }) else {
            let isBare = rendered.redacted.elementsEqual(rendered.text.utf8)
            return rendered.text.isEmpty
                ? [] : [Piece(name: "body", value: rendered.text, hasSecret: !isBare)]
        }
        let redacted = try? JSONReader.read(rendered.redacted)
        return ["title", "body", "code"].compactMap { name in
            guard let value = sent[name]?.string, !value.isEmpty else { return nil }
            let kept = redacted?[name]?.string
            let isBare = kept.map { $0.utf8.elementsEqual(value.utf8) } ?? false
            return Piece(name: name, value: value, hasSecret: !isBare)
        }
    }
}

extension JSONWriter {
    /// Writes members in order.
    mutating func members(_ members: [(name: String, value: String)]) {
        for (name, value) in members { member(name, value) }
    }
}
