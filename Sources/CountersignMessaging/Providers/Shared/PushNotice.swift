import CountersignCore
import CountersignTemplates

/// What a push message says: which confirmation waits, and a notice that a lock screen may show.
///
/// The app fetches amount and payee over its own authenticated channel.
struct PushNotice {
    /// What the app is told to do.
    static let type = "confirmation"

    /// The confirmation that waits; also what a later notice about it replaces.
    let confirmation: ConfirmationID
    /// The notice; nil when the rendered text carries a code, which no lock screen may show.
    let alert: String?

    init(_ dispatch: Dispatch) {
        confirmation = dispatch.message.confirmation
        let rendered = dispatch.rendered
        // The redacted bytes differ from those sent exactly where the code stands.
        let isBare = rendered.content == nil && rendered.redacted.elementsEqual(rendered.text.utf8)
        alert = isBare && !rendered.text.isEmpty ? rendered.text : nil
    }
}
