import CountersignCore

/// The SNS topic whose posts are believed.
///
/// Source: Amazon SNS developer guide, "Verifying the signatures of Amazon SNS messages".
struct SNSTopic: Sendable {
    /// Age of the oldest post that is taken, in seconds: as long as the service repeats one.
    static let ageSecondsMax = 3_600

    let arn: String
    /// Whether signatures of version 1, over SHA-1, are taken too.
    let acceptsSHA1: Bool
    let crypto: ProviderCrypto

    /// What an authentic post is about.
    struct Notice: Sendable {
        enum Kind: Equatable, Sendable {
            case notification
            /// The service wants this URL to be fetched before it posts anything.
            case subscription(url: String)
            case unsubscription
        }

        let kind: Kind
        let message: String
    }

    /// Authenticates a post.
    ///
    /// Whatever is cheap to forge is looked at before the certificate is fetched.
    func notice(in callback: Callback, at now: Instant) throws(CallbackFault) -> Notice {
        guard let post = SNSPost(callback.body), post["TopicArn"] == arn,
            let hash = hash(ofVersion: post["SignatureVersion"]), isRecent(post, at: now),
            let signed = post.signedText, let signature = post["Signature"].flatMap(Base64.decode),
            let certificateURL = post["SigningCertURL"], SNSHost.mayHoldCertificate(certificateURL)
        else { throw .forged }
        guard let certificate = callback.fetched[certificateURL] else {
            throw .needs(url: certificateURL)
        }
        guard crypto.isValidRSA(signature, Array(signed.utf8), hash, certificate) else {
            throw .forged
        }
        return Notice(kind: try kind(of: post), message: post["Message"] ?? "")
    }

    private func kind(of post: SNSPost) throws(CallbackFault) -> Notice.Kind {
        switch post.type {
        case .notification: return .notification
        case .unsubscribeConfirmation: return .unsubscription
        case .subscriptionConfirmation:
            guard let url = post["SubscribeURL"], SNSHost.mayConfirm(url) else { throw .forged }
            return .subscription(url: url)
        }
    }

    private func hash(ofVersion version: String?) -> ProviderCrypto.Hash? {
        switch version {
        case "2": .sha256
        case "1": acceptsSHA1 ? .sha1 : nil
        default: nil
        }
    }

    /// The service writes RFC 3339 with milliseconds.
    private func isRecent(_ post: SNSPost, at now: Instant) -> Bool {
        guard let text = post["Timestamp"],
            let moment = Instant(rfc3339: String(text.prefix { $0 != "." && $0 != "Z" }) + "Z")
        else { return false }
        return moment.secondsUntil(now) <= SNSTopic.ageSecondsMax
            && now.secondsUntil(moment) <= StandardWebhooks.toleranceSeconds
    }
}

extension ProviderSettingsReader {
    /// The topic that events come through, where one is named.
    mutating func snsTopic(in settings: ProviderSettings) -> SNSTopic? {
        let acceptsSHA1 = bool(settings.members["accept_sha1"], at: "/accept_sha1")
        guard let arn = text(settings.members["topic_arn"], at: "/topic_arn") else {
            if acceptsSHA1 != nil, settings.members["topic_arn"] == nil {
                fault("/accept_sha1", "without topic_arn nothing is received; name the topic")
            }
            return nil
        }
        guard arn.utf8.starts(with: "arn:aws".utf8), arn.utf8.count <= 512,
            arn.split(separator: ":", omittingEmptySubsequences: false).count == 6
        else {
            fault(
                "/topic_arn",
                "a topic's ARN belongs here, such as \"arn:aws:sns:eu-west-1:111122223333:events\""
            )
            return nil
        }
        return SNSTopic(arn: arn, acceptsSHA1: acceptsSHA1 ?? false, crypto: settings.crypto)
    }
}
