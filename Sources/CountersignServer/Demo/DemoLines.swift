/// What the demo prints for whoever goes on by hand: where the page is, and lines for a shell.
enum DemoLines {
    /// A number that is reserved for fiction, and that the printed flow does not use.
    ///
    /// Source: Ofcom, 07700 900000 to 900999.
    private static let phone = "+447700900456"

    /// The lines, in order.
    /// - Parameter program: the path of this program.
    static func text(
        url: String,
        keys: Founding.Founded,
        codeDigits digits: Int,
        program: String
    ) -> [String] {
        [
            "",
            "Now you. A shop with a simulated phone, in a browser:",
            "",
            "   \(url)/demo",
            "",
            "Or by hand, in another shell. SIMULATOR: the test key reaches no real phone, and in this",
            "demo neither does the live key: \(keys.liveKey)",
            "",
            "export COUNTERSIGN_URL=\(url)",
            "export COUNTERSIGN_KEY=\(keys.testKey)",
            "",
            "# Ask the payer.",
            "ANSWER=$(curl -s $COUNTERSIGN_URL/v1/confirmations \\",
            "  -H \"Authorization: Bearer $COUNTERSIGN_KEY\" -H 'Content-Type: application/json' \\",
            "  -H \"Idempotency-Key: \\\"by-hand-$(date +%s%N)\\\"\" \\",
            "  -d '{\"amount\": {\"value\": 4999, \"currency\": \"EUR\"}, \"reference\": \"order-1\",",
            "       \"recipient\": {\"phone\": \"\(phone)\", \"locale\": \"en\"}}')",
            "printf '%s\\n' \"$ANSWER\"; ID=$(printf %s \"$ANSWER\" | grep -o 'cnf_[0-9A-Z]*' | head -1)",
            "",
            "# Read the phone.",
            "sleep 1; PHONE=$(curl -s \"$COUNTERSIGN_URL/v1/test/messages?to=%2B\(phone.dropFirst())\" \\",
            "  -H \"Authorization: Bearer $COUNTERSIGN_KEY\")",
            "printf '%s\\n' \"$PHONE\"",
            "CODE=$(printf %s \"$PHONE\" | grep -oE '\\b[0-9]{\(digits)}\\b' | tail -1)",
            "",
            "# Verify the code together with the amount that you are about to charge.",
            "ANSWER=$(curl -s $COUNTERSIGN_URL/v1/confirmations/$ID/verify \\",
            "  -H \"Authorization: Bearer $COUNTERSIGN_KEY\" -H 'Content-Type: application/json' \\",
            "  -d \"{\\\"code\\\": \\\"$CODE\\\", \\\"amount\\\": {\\\"value\\\": 4999, \\\"currency\\\": \\\"EUR\\\"}}\")",
            "printf '%s\\n' \"$ANSWER\"",
            "",
            "# Check the receipt with the published keys.",
            "RECEIPT=$(printf %s \"$ANSWER\" | grep -o '\"receipt\":\"[^\"]*' | cut -d'\"' -f4)",
            "\"\(program)\" receipt verify \"$RECEIPT\" --jwks $COUNTERSIGN_URL/.well-known/jwks.json",
            "",
            "Ctrl-C ends the demo and removes its store and keys.",
        ]
    }
}
