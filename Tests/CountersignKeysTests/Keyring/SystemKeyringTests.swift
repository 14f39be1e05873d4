import CountersignCore
import CountersignKeys
import Testing

/// Values that another program made from the same keys: Python's `hmac` and `hashlib`, and the
/// AES-256-GCM of the `cryptography` package.
@Suite("The keyring")
struct SystemKeyringTests {
    private let keyring = SystemKeyring(Keys.file)
    private let payload = Array(
        #"{"amount":"4999","currency":"EUR","payee":"Acme Shoes","v":"1"}"#.utf8
    )
    private let nonce = Array(UInt8(128)..<UInt8(160))

    private func code(
        payload: [UInt8]? = nil,
        nonce: [UInt8]? = nil,
        merchant: String = "acme-shoes",
        digits: Int = 6,
        key: String = "code0001",
        of keyring: SystemKeyring? = nil
    ) throws -> String {
        try (keyring ?? self.keyring).code(
            payload: payload ?? self.payload,
            nonce: nonce ?? self.nonce,
            merchant: try #require(MerchantID(merchant)),
            digits: digits,
            key: key
        ).withDigits { $0 }
    }

    @Test(arguments: [(6, "826876"), (7, "5216066"), (8, "66181698")])
    func codeIsWhatAnotherProgramComputes(digits: Int, expected: String) throws {
        #expect(try code(digits: digits) == expected)
    }

    @Test func codeForAnythingElseIsAnother() throws {
        let other = try Keys.file.rotated(.code, at: Instant(seconds: 0), entropy: SystemEntropy())
        let rotated = SystemKeyring(other)
        // Eight digits: two of these being equal by chance is one in ten million.
        let codes = [
            try code(digits: 8),
            try code(payload: payload + [32], digits: 8),
            try code(nonce: nonce.reversed(), digits: 8),
            try code(merchant: "acme-shoe", digits: 8),
            try code(digits: 8, key: rotated.current.code, of: rotated),
        ]
        #expect(Set(codes).count == codes.count)
    }

    @Test func contextMACAndIndexAreWhatAnotherProgramComputes() throws {
        let input = CompactJWS.signingInput(
            header: #"{"alg":"HS256","kid":"context1","typ":"countersign-context+jwt"}"#,
            payload: payload
        )
        let mac = "fa7273ebd8641b5e9d29842d4cba86253f97982307ce02fc6f3270fae788f7d8"
        let index = "53800b30d56385b464266da4d292b3671a5d39b171ab26a927336ee3c4547599"
        // Twice, because the second use finds the context of the first in the pool.
        for _ in 0..<2 {
            #expect(Hex.encode(try keyring.contextMAC(of: input, key: "context1")) == mac)
            let destination = Array("+4915112345678".utf8)
            #expect(
                Hex.encode(try keyring.recipientIndex(of: destination, key: "index001")) == index
            )
            #expect(try keyring.matchNumber(payload: payload, key: "context1") == 39_602)
        }
    }

    @Test func replyMACIsWhatAnotherProgramComputes() throws {
        for (action, expected) in [
            (ReplyToken.Action.deny, "3c7394d27c8058cc6321a181c857146e"),
            (.approve, "9431eb6b185637e2ad486c483299e353"),
        ] {
            let mac = try keyring.replyMAC(action, payload: payload, key: "context1")
            #expect(Hex.encode(mac) == expected)
            let other = try keyring.replyMAC(action, payload: payload + [32], key: "context1")
            #expect(other != mac)
        }
    }

    @Test func hashAndMACTakeEmptyAndLongInputs() {
        // FIPS 180-4 and RFC 2104 with nothing at all, after contexts were used for something.
        let long = [UInt8](repeating: 7, count: 100_000)
        _ = keyring.sha256(long)
        _ = keyring.hmacSHA256(key: long, long)
        #expect(
            Hex.encode(keyring.sha256([]))
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
        #expect(
            Hex.encode(keyring.hmacSHA256(key: [], []))
                == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
        )
    }

    @Test func comparisonSeesEveryDifference() {
        #expect(keyring.constantTimeEqual([], []))
        #expect(keyring.constantTimeEqual(nonce, nonce))
        #expect(!keyring.constantTimeEqual(nonce, nonce.dropLast()))
        for place in nonce.indices {
            var other = nonce
            other[place] ^= 128
            #expect(!keyring.constantTimeEqual(nonce, other))
        }
    }

    @Test func unknownKeysAreNamed() {
        #expect(throws: KeyringError.unknownKey(use: .code, id: "none")) {
            try code(key: "none")
        }
        #expect(throws: KeyringError.unknownKey(use: .context, id: "code0001")) {
            try keyring.contextMAC(of: [1], key: "code0001")
        }
        #expect(throws: KeyringError.unknownKey(use: .context, id: "none")) {
            try keyring.matchNumber(payload: [1], key: "none")
        }
        #expect(throws: KeyringError.unknownKey(use: .context, id: "none")) {
            try keyring.replyMAC(.deny, payload: [1], key: "none")
        }
        #expect(throws: KeyringError.unknownKey(use: .index, id: "none")) {
            try keyring.recipientIndex(of: [1], key: "none")
        }
        #expect(throws: KeyringError.unknownKey(use: .sign, id: "none")) {
            try keyring.sign([1], key: "none")
        }
        #expect(!keyring.isValid(signature: nonce + nonce, of: [1], key: "none"))
    }

    @Test func rotationKeepsWhatTheOldKeysMade() throws {
        let sealed = keyring.seal(payload, for: [1])
        let signature = try keyring.sign(payload, key: keyring.currentSignKey)
        var file = Keys.file
        for use in KeyUse.allCases {
            file = try file.rotated(
                use,
                at: Instant(seconds: 1_770_000_000),
                entropy: SystemEntropy(),
                includingIndex: true
            )
        }
        let rotated = SystemKeyring(file)
        #expect(rotated.current.code != keyring.current.code)
        #expect(rotated.current.context != keyring.current.context)
        #expect(rotated.current.index != keyring.current.index)
        #expect(rotated.currentSignKey != keyring.currentSignKey)

        #expect(try rotated.open(sealed, for: [1]) == payload)
        #expect(rotated.isValid(signature: signature, of: payload, key: keyring.currentSignKey))
        #expect(!rotated.isValid(signature: signature, of: payload, key: rotated.currentSignKey))
        #expect(try code(of: rotated) == "826876")
        #expect(
            try rotated.contextMAC(of: payload, key: "context1")
                == keyring.contextMAC(of: payload, key: "context1")
        )
        // Sealed anew, it is for those who have the new key.
        #expect(throws: KeyringError.self) {
            try keyring.open(rotated.seal(payload, for: [1]), for: [1])
        }
    }

    @Test func publicKeysAreAllSignKeysWithoutSecrets() throws {
        let file = try Keys.file.rotated(
            .sign,
            at: Instant(seconds: 1_770_000_000),
            entropy: SystemEntropy()
        )
        let keyring = SystemKeyring(file)
        let keys = try keyring.publicKeys().list("keys")
        #expect(keys.count == 2)
        #expect(try keys.map { try $0.text("kid") } == [keyring.currentSignKey, Keys.signKey])
        for key in keys {
            let names = try #require(key.object).map(\.name)
            #expect(names == ["kty", "crv", "x", "kid", "use", "alg"])
            #expect(try key.text("use") == "sig")
            #expect(try key.text("alg") == "EdDSA")
        }
        #expect(try keys[1].text("x") == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
    }

    @Test func manyThreadsAtOnceGetTheSameAnswers() async throws {
        let keyring = keyring
        let payload = payload
        let nonce = nonce
        let merchant = try #require(MerchantID("acme-shoes"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for turn in 0..<200 {
                        let code = try keyring.code(
                            payload: payload,
                            nonce: nonce,
                            merchant: merchant,
                            digits: 6,
                            key: "code0001"
                        )
                        #expect(code.withDigits { $0 } == "826876")
                        let text = Array("\(task) \(turn)".utf8)
                        let sealed = keyring.seal(text, for: payload)
                        #expect(try keyring.open(sealed, for: payload) == text)
                    }
                    let signature = try keyring.sign(payload, key: Keys.signKey)
                    #expect(keyring.isValid(signature: signature, of: payload, key: Keys.signKey))
                }
            }
            try await group.waitForAll()
        }
    }
}
