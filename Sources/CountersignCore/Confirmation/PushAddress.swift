/// The platform that brings notices to an app.
public enum PushPlatform: String, CaseIterable, Hashable, Sendable {
    /// Firebase Cloud Messaging.
    case fcm
    /// Apple's push notification service.
    case apns
}

/// Where an app on one device gets its notices.
///
/// It prints without its token, which is as personal as a phone number.
public struct PushAddress: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// Longest token of FCM in bytes; it names no bound itself, and those in use have about 160.
    public static let fcmBytesMax = 4_096
    /// Fewest and most hexadecimal digits of a token of Apple, which warns that lengths may change;
    /// those in use have 64, and 160 in other modes.
    public static let apnsDigitsBounds = 64...200
    /// Characters at a token's end that are shown.
    static let shownCharacters = 4

    /// The platform.
    public let platform: PushPlatform
    /// The token that the app got from the platform; for Apple lower-case hexadecimal.
    public let token: String

    /// An address, read from what the app sent.
    ///
    /// For FCM a registration token, or `fid:` and an installation id.
    /// - Throws: ``PushAddressFault``.
    public init(platform: PushPlatform, token: String) throws(PushAddressFault) {
        self.platform = platform
        switch platform {
        case .fcm:
            guard (1...PushAddress.fcmBytesMax).contains(token.utf8.count),
                token.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            else { throw .notOfFCM }
            self.token = token
        case .apns:
            guard PushAddress.apnsDigitsBounds.contains(token.utf8.count),
                Hex.decode(token.lowercased()) != nil
            else { throw .notOfAPNs }
            self.token = token.lowercased()
        }
    }

    /// The end of the token, the rest hidden; nothing of one so short that its end would be most of it.
    public var maskedToken: String {
        let isLong = token.utf8.count >= 4 * PushAddress.shownCharacters
        return "•••" + (isLong ? String(token.suffix(PushAddress.shownCharacters)) : "")
    }

    /// The platform and the masked token.
    public var description: String { "\(platform.rawValue) \(maskedToken)" }
    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a token is none of its platform's.
public enum PushAddressFault: Error, Equatable, Sendable {
    /// FCM's are printable ASCII without spaces.
    case notOfFCM
    /// Apple's are hexadecimal digits in pairs.
    case notOfAPNs

    /// What to do.
    public var advice: String {
        switch self {
        case .notOfFCM:
            "write the registration token as the app got it from Firebase, or fid: and its "
                + "installation id: at most \(PushAddress.fcmBytesMax) characters, no spaces"
        case .notOfAPNs:
            "write the device token that the app got from Apple as hexadecimal digits, "
                + "\(PushAddress.apnsDigitsBounds.lowerBound) of them as a rule"
        }
    }
}
