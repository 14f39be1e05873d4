import CountersignCore
import CountersignTemplates

/// The one or two messages of a template's composition, each with the members that the platform takes.
struct WhatsAppContent {
    /// The message with the payment that goes first; nil where one message is enough.
    let context: [JSONMember]?
    /// The message that is handed over.
    let message: [JSONMember]

    init(_ rendered: RenderedMessage) {
        let content = rendered.content.flatMap { try? JSONReader.read($0) }
        if let context = content?["context"]?.object, let message = content?["content"]?.object {
            self.context = context
            self.message = message
        } else {
            context = nil
            message = content?.object ?? WhatsAppContent.plain(rendered.text)
        }
    }

    /// What ends the client reference of the message with the payment; no message has such an id, so
    /// that its reports are nobody's.
    static let contextSuffix = ".context"

    /// The request for the message with the payment, which goes before a message on this channel; nil
    /// where one message is enough.
    ///
    /// - Parameter request: makes a request of members and a client reference.
    static func preparation(
        for dispatch: Dispatch,
        by request: (_ members: [JSONMember], _ reference: String, Dispatch) -> OutboundRequest
    ) -> OutboundRequest? {
        guard dispatch.message.channel == .whatsapp else { return nil }
        return WhatsAppContent(dispatch.rendered).context.map { context in
            request(context, dispatch.message.id.text + contextSuffix, dispatch)
        }
    }

    private static func plain(_ text: String) -> [JSONMember] {
        [
            JSONMember("type", .string("text")),
            JSONMember("text", .object([JSONMember("body", .string(text))])),
        ]
    }
}
