import CountersignCore
import CountersignStore

/// Whose policy a command means, and where its file is.
struct PolicyHolder: Sendable {
    /// A merchant's id, or `default`.
    let name: String

    /// Reads a merchant's id, `default`, or the name of a policy's file.
    init(_ text: String?) throws(UsageFault) {
        let text = text ?? PolicyFolder.standardName
        let name = Path.name(of: text)
        if name.hasSuffix(PolicyFolder.suffix) {
            self.name = String(name.dropLast(PolicyFolder.suffix.count))
        } else {
            self.name = text
        }
        guard MerchantID(self.name) != nil else {
            throw UsageFault(
                "'\(text)' is no merchant and no policy's file; "
                    + "write acme-shoes, default, or Policies/acme-shoes.policy"
            )
        }
    }

    static let option = Synopsis.Option.value(
        "merchant",
        "ID",
        "whose policy (default: the one of merchants without their own)"
    )

    /// Finds a version in the store.
    func version(
        _ number: Int,
        of installation: Installation
    ) async throws(CommandFailure) -> PolicyVersion {
        let found: PolicyVersion?
        let newest: Int?
        do throws(StoreFailure) {
            found = try await installation.store.policy(of: name, number: number)
            newest = try await installation.store.latestPolicy(of: name)?.number
        } catch {
            throw .store(error)
        }
        if let found { return found }
        guard let newest else {
            throw .unusable(
                "no policy of '\(name)' has been in force yet",
                hint: "a version is made when the service first takes a text"
            )
        }
        throw .unusable(
            "'\(name)' has no version \(number); the newest is \(newest)",
            hint: "'countersign policy history \(name)' lists them"
        )
    }

    /// A version's number as a command takes it.
    static func number(_ text: String) throws(UsageFault) -> Int {
        guard let number = Int(text), number > 0 else {
            throw UsageFault("'\(text)' is no version; write a number, such as 3")
        }
        return number
    }
}
