import CountersignCore
import CountersignTemplates

/// What a push message says: which confirmation waits, and a notice that a lock screen may show.
///
/// The app fetches amount and payee over its own authenticated channel.
struct PushNotice {
    /// What the app is told to do.
    static let type = "confirmation"

    /// The words of a notice.
    struct Alert: Equatable {
        /// A few words above; nil where the template has none.
        let title: String?
        /// The text.
        let body: String
    }

    /// The confirmation that waits; also what a later notice about it replaces.
    let confirmation: ConfirmationID
    /// The notice; nil when the rendered words carry a code, which no lock screen may show.
    let alert: Alert?

    init(_ dispatch: Dispatch) {
        confirmation = dispatch.message.confirmation
        alert = PushNotice.alert(of: dispatch.rendered)
    }

    private static func alert(of rendered: RenderedMessage) -> Alert? {
        // The redacted bytes differ from those sent exactly where the code stands.
        guard let content = rendered.content else {
            let isBare = rendered.redacted.elementsEqual(rendered.text.utf8)
            return isBare && !rendered.text.isEmpty ? Alert(title: nil, body: rendered.text) : nil
        }
        guard rendered.redacted == content, let words = try? JSONReader.read(content),
            let body = words["body"]?.string, !body.isEmpty
        else { return nil }
        return Alert(title: words["title"]?.string, body: body)
    }
}

extension JSONWriter {
    /// The words of a notice as members of an object that is open; both platforms name them alike.
    mutating func members(of alert: PushNotice.Alert) {
        if let title = alert.title { member("title", title) }
        member("body", alert.body)
    }
}
