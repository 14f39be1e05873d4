import CountersignCore
import CountersignKeys
import Testing

@Suite("HKDF")
struct HKDFTests {
    private func hash(of vector: JSONValue) throws -> HashAlgorithm {
        let name = try vector.text("hash").replacing("-", with: "")
        return try #require(HashAlgorithm(rawValue: name))
    }

    @Test(arguments: [("published", 7), ("derived", 5)])
    func everyVectorIsReproduced(list: String, count: Int) throws {
        let vectors = try Vectors.read("hkdf-vectors").list(list)
        #expect(vectors.count == count)
        for vector in vectors {
            let hash = try hash(of: vector)
            let inputKey = try vector.bytes("IKMHex")
            let salt = try vector.optionalBytes("saltHex") ?? []
            let info = try vector.bytes("infoHex")
            let length = try #require(vector["L"]?.integer)
            let key = HKDF.extract(hash, salt: salt, inputKey: inputKey)
            #expect(key == (try vector.bytes("PRKHex")))
            let output = try HKDF.derive(
                hash,
                inputKey: inputKey,
                salt: salt,
                info: info,
                count: Int(length)
            )
            #expect(output.count == Int(length))
            if vector["OKMHex"] != nil {
                #expect(output == (try vector.bytes("OKMHex")))
            } else {
                let digest = SystemKeyring(Keys.file).sha256(output)
                #expect(digest == (try vector.bytes("OKMSha256Hex")))
            }
        }
    }

    @Test func noSaltIsTheSaltOfZeroes() {
        for hash in HashAlgorithm.allCases {
            let zeroes = [UInt8](repeating: 0, count: hash.byteCount)
            #expect(
                HKDF.extract(hash, salt: [], inputKey: [1, 2, 3])
                    == HKDF.extract(hash, salt: zeroes, inputKey: [1, 2, 3])
            )
        }
    }

    @Test(arguments: HashAlgorithm.allCases)
    func countOutOfBoundsIsRefused(hash: HashAlgorithm) throws {
        let countMax = 255 * hash.byteCount
        for count in [-1, 0, countMax + 1] {
            #expect(throws: HKDF.Fault.countOutOfBounds(max: countMax)) {
                try HKDF.expand(hash, key: [1], info: [], count: count)
            }
        }
        #expect(try HKDF.expand(hash, key: [1], info: [], count: countMax).count == countMax)
        #expect(try HKDF.expand(hash, key: [1], info: [], count: 1).count == 1)
    }
}
