// Derived from libphonenumber 9.0.43, Copyright (C) The Libphonenumber Authors, Apache License 2.0.
// The whole notice stands in CallingCodeTable.swift. Changed: patterns became prefixes.

/// The smaller regions of calling codes that several share, by how the national number begins.
///
/// Where the ranges of two regions can't be told apart, as with the mobile numbers of Australia,
/// Morocco, Finland, Norway, Italy and Guadeloupe, the main region stands.
enum SharedCodeTable {
    /// A region and one beginning of its national numbers.
    struct Rule {
        let region: Region
        let prefix: [UInt8]
    }

    /// The rules of each shared calling code, the first that applies first.
    static let rules: [Int: [Rule]] = {
        var rules: [Int: [Rule]] = [:]
        for row in rows.utf8.split(separator: 0x0A) {
            let words = row.split(separator: 0x20)
            guard words.count > 2, let code = Int(String(decoding: words[0], as: UTF8.self)),
                let region = Region(words[1])
            else { preconditionFailure("The table of shared calling codes holds a broken row.") }
            for word in words.dropFirst(2) {
                rules[code, default: []].append(Rule(region: region, prefix: Array(word)))
            }
        }
        return rules
    }()

    // Calling code, smaller region, beginnings. Prefixes that +590 lists for both islands go to the
    // first, as libphonenumber's order of regions has it.
    private static let rows = """
        7 KZ 7
        39 VA 06698
        44 GG 1481 7781 7839 79111 79117
        44 IM 1624 7524 7624 74576
        44 JE 1534 7509 7829 7937 77003 77007 77008 7797
        47 SJ 79
        61 CC 851002 851031 851060 851089 851118 851176 851223 891010 891011 891012 891029
        61 CC 891122 891150 891179 891182 891210 891264 891308 891322 891368 891428 891498
        61 CC 89162 891702 891703 891959
        61 CX 851001 851030 851059 851088 851117 851146 851175 851222 851235 891006 891007
        61 CX 891008 891009 891121 891181 891149 891178 891209 891263 891312 891326 891375
        61 CX 891456 891497 89164 891700 891701 891710 891711 891712 891958
        212 EH 5288 5289
        262 YT 2689 269 639 7093
        290 TA 8
        358 AX 18
        590 BL 59027 59029 59051 59052 59087
        590 MF 59000 59007 59009 59013 59030 59043 59050 59056 59058 59077 59079
        599 BQ 3 4 7
        """
}
