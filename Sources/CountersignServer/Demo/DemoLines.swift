import CountersignPages

/// What the demo prints for whoever goes on by hand: where the page is, and lines for a shell.
enum DemoLines {
    /// The lines, in order.
    static func text(url: String, keys: Founding.Founded, codeDigits digits: Int) -> [String] {
        let phone = "%2B" + DemoShop.standardPhone.dropFirst()
        return [
            "",
            "Now you. A shop with a simulated phone, in a browser:",
            "",
            "   \(url)/demo",
            "",
            "Or by hand, in another shell. SIMULATOR: this test key reaches no real phone,",
            "and in the demo the live key \(keys.liveKey)",
            "does not either.",
            "",
            "export COUNTERSIGN_URL=\(url)",
            "export COUNTERSIGN_KEY=\(keys.testKey)",
            "",
            "# Ask the payer:",
            "ID=$(curl -s $COUNTERSIGN_URL/v1/confirmations \\",
            "  -H \"Authorization: Bearer $COUNTERSIGN_KEY\" -H 'Content-Type: application/json' \\",
            "  -H \"Idempotency-Key: \\\"by-hand-$(date +%s%N)\\\"\" \\",
            "  -d '{\"amount\": {\"value\": 4999, \"currency\": \"EUR\"}, \"reference\": \"order-1\",",
            "       \"recipient\": {\"phone\": \"\(DemoShop.standardPhone)\", \"locale\": \"en\"}}' \\",
            "  | tee /dev/stderr | grep -o 'cnf_[0-9A-Z]*' | head -1); sleep 1",
            "",
            "# Read the phone:",
            "CODE=$(curl -s \"$COUNTERSIGN_URL/v1/test/messages?to=\(phone)\" \\",
            "  -H \"Authorization: Bearer $COUNTERSIGN_KEY\" \\",
            "  | tee /dev/stderr | grep -oE '\\b[0-9]{\(digits)}\\b' | tail -1)",
            "",
            "# Verify: the code together with the amount that you are about to charge:",
            "curl -s $COUNTERSIGN_URL/v1/confirmations/$ID/verify \\",
            "  -H \"Authorization: Bearer $COUNTERSIGN_KEY\" -H 'Content-Type: application/json' \\",
            "  -d \"{\\\"code\\\": \\\"$CODE\\\", \\\"amount\\\": {\\\"value\\\": 4999, \\\"currency\\\": \\\"EUR\\\"}}\"",
            "",
            "Ctrl-C ends the demo and removes its store and keys.",
        ]
    }
}
