import CountersignCore

extension SourceText {
    /// The same text with the strings at some byte offsets blanked out, so that no finding shows them.
    func masking(stringsAt offsets: [Int]) -> SourceText {
        var masked = bytes
        for offset in offsets {
            let quote = bytes[offset]
            var place = offset + 1
            while place < bytes.count, bytes[place] != quote {
                let isEscape = bytes[place] == UInt8(ascii: "\\") && place + 1 < bytes.count
                for hidden in place...(isEscape ? place + 1 : place) {
                    masked[hidden] = UInt8(ascii: "*")
                }
                place += isEscape ? 2 : 1
            }
        }
        return SourceText(file: file, text: String(decoding: masked, as: UTF8.self))
    }
}
