/// What became of the place for a tip in one message.
///
/// A payer of the holdout gets no tip; which one it would have been is kept all the same, so that a tip
/// is compared with payments that would have got the very same one.
public enum MessageTip: Hashable, Sendable {
    /// The payer was shown this variant of this tip.
    case shown(id: String, variant: Int)
    /// The payer is of the holdout, and would have been shown this.
    case holdout(id: String, variant: Int)
    /// Tips were called for, and none fits the space left.
    case noRoom
    /// No tip is written for this payment's reasons in the message's language.
    case noTip

    /// What a place for a tip can come to, as a word.
    public enum Fate: String, CaseIterable, Hashable, Sendable {
        /// A tip was shown.
        case shown
        /// A tip was held back.
        case holdout
        /// No tip fits.
        case noRoom = "no_room"
        /// No tip is written.
        case noTip = "no_tip"
    }

    /// The tip of its parts; nil when they don't belong together.
    public init?(_ fate: Fate, id: String?, variant: Int?) {
        switch (fate, id, variant) {
        case (.shown, .some(let id), .some(let variant)): self = .shown(id: id, variant: variant)
        case (.holdout, .some(let id), .some(let variant)):
            self = .holdout(id: id, variant: variant)
        case (.noRoom, nil, nil): self = .noRoom
        case (.noTip, nil, nil): self = .noTip
        default: return nil
        }
    }

    /// What it came to.
    public var fate: Fate {
        switch self {
        case .shown: .shown
        case .holdout: .holdout
        case .noRoom: .noRoom
        case .noTip: .noTip
        }
    }

    /// The tip that was shown or held back.
    public var id: String? {
        switch self {
        case .shown(let id, _), .holdout(let id, _): id
        case .noRoom, .noTip: nil
        }
    }

    /// Its variant, from 0 for the shortest.
    public var variant: Int? {
        switch self {
        case .shown(_, let variant), .holdout(_, let variant): variant
        case .noRoom, .noTip: nil
        }
    }

    /// Writes the member `tip`: `{"fate":"shown","id":"never_share","variant":1}`, without id and variant
    /// where there is no tip.
    public func write(to json: inout JSONWriter) {
        json.name("tip")
        json.beginObject()
        json.member("fate", fate.rawValue)
        if let id { json.member("id", id) }
        if let variant { json.member("variant", variant) }
        json.endObject()
    }
}
