/// Who brought a policy's text into force.
public enum PolicyAuthor: String, CaseIterable, Hashable, Sendable {
    /// Somebody changed the file.
    case file
    /// A merchant's API key.
    case api
    /// The command line.
    case cli
}

/// A policy's text that is, or was, in force.
public struct PolicyVersion: Equatable, Sendable {
    /// Whose policy it is: a merchant's id, or `default`.
    public let holder: String
    /// Counts the holder's texts from 1.
    public let number: Int
    /// The whole text.
    public let text: String
    /// The lists that the text names, sealed as ``PolicyListTexts``; nil where it names none.
    public let sealedLists: [UInt8]?
    /// When it came.
    public let at: Instant
    /// By whom.
    public let author: PolicyAuthor
    /// What the author says of it; nil for nothing.
    public let note: String?

    /// A version.
    public init(
        holder: String,
        number: Int,
        text: String,
        sealedLists: [UInt8]?,
        at: Instant,
        author: PolicyAuthor,
        note: String?
    ) {
        self.holder = holder
        self.number = number
        self.text = text
        self.sealedLists = sealedLists
        self.at = at
        self.author = author
        self.note = note
    }

    /// Most bytes of a note.
    public static let noteBytesMax = 500

    /// Whether a text may be a note: one line that shows as it is.
    public static func isNote(_ text: String) -> Bool {
        (1...noteBytesMax).contains(text.utf8.count)
            && !text.unicodeScalars.contains(where: PlainText.isForbidden)
    }
}

/// A version of a policy without its text, as a history shows it.
public struct PolicyVersionHead: Equatable, Sendable {
    /// Counts the holder's texts from 1.
    public let number: Int
    /// When it came.
    public let at: Instant
    /// By whom.
    public let author: PolicyAuthor
    /// What the author says of it; nil for nothing.
    public let note: String?
    /// Bytes of its text.
    public let textBytes: Int

    /// A version's head.
    public init(number: Int, at: Instant, author: PolicyAuthor, note: String?, textBytes: Int) {
        self.number = number
        self.at = at
        self.author = author
        self.note = note
        self.textBytes = textBytes
    }
}

/// The lists that a policy's text names: part of the policy, since they decide with it.
///
/// They may hold phone numbers and customers, so that they are kept sealed.
public struct PolicyListTexts: Equatable, Sendable {
    /// One list.
    public struct List: Equatable, Sendable {
        /// The file, relative to the policy's folder.
        public let path: String
        /// SHA-256 of the text in lower-case hexadecimal digits.
        public let sha256: String
        /// The whole text.
        public let text: String

        /// A list.
        public init(path: String, sha256: String, text: String) {
            self.path = path
            self.sha256 = sha256
            self.text = text
        }
    }

    /// The lists in the order of the policy's text.
    public let lists: [List]

    /// Lists.
    public init(_ lists: [List]) { self.lists = lists }

    /// The place that a seal of them is bound to.
    public static func place(of holder: String) -> [UInt8] {
        Array("policy lists:\(holder)".utf8)
    }

    /// The lists as JSON, to be sealed.
    public var bytes: [UInt8] {
        var json = JSONWriter(capacity: 128 + lists.reduce(0) { $0 + $1.text.utf8.count })
        json.beginArray()
        for list in lists {
            json.beginObject()
            json.member("path", list.path)
            json.member("sha256", list.sha256)
            json.member("text", list.text)
            json.endObject()
        }
        json.endArray()
        return json.bytes
    }

    /// Lists that were sealed; nil when the bytes are none.
    public init?(bytes: [UInt8]) {
        guard let json = try? JSONReader.read(bytes), let elements = json.array else { return nil }
        let lists = elements.compactMap { element -> List? in
            guard let path = element["path"]?.string, let sha256 = element["sha256"]?.string,
                let text = element["text"]?.string
            else { return nil }
            return List(path: path, sha256: sha256, text: text)
        }
        guard lists.count == elements.count else { return nil }
        self.lists = lists
    }
}
