import CountersignCore
import Testing

@Suite struct DenialWordsTests {
    @Test(arguments: [
        "NO", "no", "No.", " nO!! ", "\u{201C}NO\u{201D}", "STOP", "stop\n", "Not me", "NOT  ME!",
        "Nein", "STOPP", "Non", "ARRET", "ARRÊT", "arre\u{302}t", "Alto", "لا", "لا!", "\u{200F}لا",
        "This wasn't me.", "Das war ich nicht", "Ce n'était pas moi", "No fui yo", "لم أكن أنا",
        "এটা আমি করিনি", "यह मैंने नहीं किया", "身に覚えがありません", "না", "नहीं", "नहीं।", "いいえ", "いいえ。", "NO \u{1F44E}",
    ])
    func aDenialIsUnderstood(text: String) {
        #expect(DenialWords.isDenial(text))
    }

    @Test(arguments: [
        "", " ", "!", "yes", "n o", "no thanks", "No, wait", "nothing", "me", "not", "now", "nono",
        "JA", "नह", "123456", "deny", "no\nno", "\u{0}", "NO" + String(repeating: " ", count: 80),
    ])
    func anythingElseIsIgnored(text: String) {
        #expect(!DenialWords.isDenial(text))
    }
}
