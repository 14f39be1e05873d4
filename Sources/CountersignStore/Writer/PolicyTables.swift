import CountersignCore

/// The statements that keep policies' texts.
final class PolicyTables {
    private var findLatest: Statement
    private var insertVersion: Statement

    init(_ connection: borrowing Connection) throws(StoreFault) {
        findLatest = try connection.prepare(
            "SELECT max(version) FROM policy_versions WHERE merchant = ?"
        )
        insertVersion = try connection.prepare(PolicyVersionRow.insert)
    }

    /// False when its number does not follow the latest one.
    func insert(_ version: PolicyVersion) throws(StoreFault) -> Bool {
        findLatest.bind(version.holder)
        guard try findLatest.step() else { throw .unreadable("policy_versions.version") }
        let latest = findLatest.nextCount()
        findLatest.reset()
        guard version.number == latest + 1 else { return false }
        PolicyVersionRow.bind(version, to: &insertVersion)
        try insertVersion.run()
        return true
    }
}
