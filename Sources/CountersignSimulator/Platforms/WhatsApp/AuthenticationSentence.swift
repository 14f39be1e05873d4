/// The fixed text of an authentication template, which is the platform's and not the sender's.
///
/// Source: whatsapp-cloud.md, section 1, with the security recommendation and without expiry. The
/// English words are the documented ones; the others are the simulator's rendering of them.
enum AuthenticationSentence {
    private static let sentences: [String: (before: String, after: String, button: String)] = [
        "ar": ("", " هو رمز التحقق الخاص بك. للحفاظ على أمانك، لا تشارك هذا الرمز.", "نسخ الرمز"),
        "bn": (
            "", " হলো আপনার যাচাইকরণ কোড। আপনার নিরাপত্তার জন্য এই কোড শেয়ার করবেন না।", "কোড কপি করুন"
        ),
        "de": (
            "",
            " ist dein Verifizierungscode. Teile diesen Code zu deiner Sicherheit mit niemandem.",
            "Code kopieren"
        ),
        "en": (
            "", " is your verification code. For your security, do not share this code.",
            "Copy code"
        ),
        "es": (
            "", " es tu código de verificación. Por tu seguridad, no lo compartas.",
            "Copiar código"
        ),
        "fr": (
            "", " est votre code de vérification. Pour votre sécurité, ne le partagez pas.",
            "Copier le code"
        ),
        "hi": (
            "", " आपका सत्यापन कोड है. अपनी सुरक्षा के लिए, यह कोड शेयर न करें.", "कोड कॉपी करें"
        ),
        "ja": (
            "認証コードは ", " です。セキュリティのため、このコードを共有しないでください。", "コードをコピー"
        ),
    ]

    /// What the phone shows; nil for a language that the simulator does not know.
    ///
    /// - Parameter language: such as `en`, `en_GB` or `de`.
    static func text(code: String, language: String) -> (text: String, button: String)? {
        let parts = language.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count <= 2, !parts.contains(""), let sentence = sentences[String(parts[0])]
        else { return nil }
        return (sentence.before + code + sentence.after, sentence.button)
    }
}
