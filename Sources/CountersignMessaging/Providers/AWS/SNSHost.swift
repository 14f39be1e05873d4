/// Which URLs in a post of SNS may be fetched: only those of the service itself.
///
/// Shape: `https://sns.<region>.amazonaws.com/…`, with `.cn` behind it in China; no port, no user.
enum SNSHost {
    /// Longest URL that is looked at, in bytes.
    static let urlBytesMax = 2_048

    /// Whether a URL is one that the service keeps a signing certificate at.
    static func mayHoldCertificate(_ url: String) -> Bool {
        guard let path = path(of: url), path.hasPrefix("/"), path.hasSuffix(".pem") else {
            return false
        }
        return path.utf8.dropFirst().allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122: true
            default: "-_.".utf8.contains(byte)
            }
        }
    }

    /// Whether a URL is one that confirms a subscription.
    static func mayConfirm(_ url: String) -> Bool {
        guard let path = path(of: url) else { return false }
        return path.hasPrefix("/?") && !path.utf8.contains(UInt8(ascii: "#"))
    }

    /// What follows the host of one of the service's URLs; nil for any other URL.
    private static func path(of url: String) -> String? {
        let scheme = "https://"
        guard url.utf8.count <= urlBytesMax, url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            url.hasPrefix(scheme)
        else { return nil }
        let rest = url.dropFirst(scheme.count)
        let host = rest.prefix { $0 != "/" }
        return isServiceHost(host) ? String(rest.dropFirst(host.count)) : nil
    }

    private static func isServiceHost(_ host: Substring) -> Bool {
        guard host.hasPrefix("sns.") else { return false }
        let region = host.dropFirst(4).prefix { $0 != "." }
        return AWSAccount.isRegion(region)
            && host.dropFirst(4 + region.count + 1) == AWSAccount.domain(of: String(region))
    }
}
