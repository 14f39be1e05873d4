import CountersignCore

/// A version of a policy as a row.
enum PolicyVersionRow {
    static let insert = """
        INSERT INTO policy_versions (merchant, version, text, lists, at, author, note) \
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """

    static let latest = """
        SELECT version, text, lists, at, author, note FROM policy_versions WHERE merchant = ? \
        ORDER BY version DESC LIMIT 1
        """

    static let byNumber = """
        SELECT version, text, lists, at, author, note FROM policy_versions \
        WHERE merchant = ? AND version = ?
        """

    static let heads = """
        SELECT version, at, author, note, length(CAST(text AS BLOB)) FROM policy_versions \
        WHERE merchant = ? ORDER BY version DESC
        """

    static func bind(_ version: PolicyVersion, to row: inout Statement) {
        row.bind(version.holder)
        row.bind(version.number)
        row.bind(version.text)
        row.bind(version.sealedLists)
        row.bind(version.at)
        row.bind(version.author)
        row.bind(version.note)
    }

    static func read(
        of holder: String,
        from row: inout Statement
    ) throws(StoreFault) -> PolicyVersion {
        PolicyVersion(
            holder: holder,
            number: row.nextCount(),
            text: row.nextText(),
            sealedLists: row.nextBytesOrNil(),
            at: row.nextInstant(),
            author: try row.nextWord("policy_versions.author"),
            note: row.nextTextOrNil()
        )
    }

    static func readHead(from row: inout Statement) throws(StoreFault) -> PolicyVersionHead {
        PolicyVersionHead(
            number: row.nextCount(),
            at: row.nextInstant(),
            author: try row.nextWord("policy_versions.author"),
            note: row.nextTextOrNil(),
            textBytes: row.nextCount()
        )
    }
}
