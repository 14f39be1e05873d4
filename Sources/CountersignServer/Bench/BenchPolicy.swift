import Foundation

/// The policy of a bench's own service.
///
/// A bench sends far more than a shop does, from one address to one range of numbers, which is just what the
/// shipped policy stops. This one asks the same counters, so that a decision costs the same, and sets every
/// limit out of reach.
enum BenchPolicy {
    static let text = """
        policy "Bench"
        currency EUR

        defaults
            code 6 digits
            expires in 5 minutes
            attempts 5
            channels rcs, whatsapp, sms
            next channel after 20 seconds
            at most 3 sends, 30 seconds apart
            match word

        block "code flood" if confirmations of recipient in 10 minutes >= 999999999
        block "guessing"   if failures of recipient in 1 hour >= 999999999
        block "pumping"
            if sends to prefix in 1 hour > 999999999
            and approvals to prefix in 1 hour < 5 % of sends to prefix in 1 hour
        block "spend breaker" if sends of merchant in 1 hour >= 999999999
        confirm "large" if amount >= 999999 EUR with code 8 digits
        shadow block "busy address" if confirmations of ip in 10 minutes >= 999999999

        otherwise confirm

        """

    /// Makes a folder with this policy inside another one.
    /// - Returns: its path.
    static func folder(in parent: String) throws(CommandFailure) -> String {
        let path = "\(parent)/Policies"
        let files = FileManager.default
        try? files.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard files.createFile(atPath: "\(path)/default.policy", contents: Data(text.utf8)) else {
            throw .unusable("the folder \(path) can't be written")
        }
        return path
    }
}
