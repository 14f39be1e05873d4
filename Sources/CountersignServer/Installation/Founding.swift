import CountersignCore
import CountersignKeys
import CountersignStore
import Foundation

/// Makes a new installation: configuration, keys, store, first merchant; all of it or nothing.
///
/// Everything is made in a hidden folder beside its place and moved when it is whole.
struct Founding: Sendable {
    /// What was made.
    struct Founded: Sendable {
        /// Absolute path of the configuration.
        let config: String
        /// The secret of the merchant's live key.
        let liveKey: String
        /// The secret of the merchant's test key.
        let testKey: String
    }

    static let keysName = "keys.json"
    static let storeName = "countersign.sqlite"

    /// Absolute path of the folder.
    let folder: String
    /// The folder as the person typed it.
    let shown: String
    /// The first merchant.
    let merchant: Merchant

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> Founded {
        try refuseToOverwrite()
        let isNewFolder = !Files.exists(folder)
        let suffix = Hex.encode(surroundings.entropy.bytes(8))
        let scratch = "\(folder)/.countersign-init-\(suffix)"
        do {
            try FileManager.default.createDirectory(
                atPath: scratch,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .unusable(
                "the folder \(shown) can't be written",
                hint: "check that it exists and that this user may write it"
            )
        }
        do throws(CommandFailure) {
            let founded = try await fill(scratch, in: surroundings)
            try move(from: scratch)
            remove(scratch)
            return founded
        } catch {
            remove(isNewFolder ? folder : scratch)
            throw error
        }
    }

    private func refuseToOverwrite() throws(CommandFailure) {
        let names = [ConfigurationFile.defaultName, Founding.keysName, Founding.storeName]
        let companions = ["-wal", "-shm"].map { Founding.storeName + $0 }
        let present = (names + companions).filter { Files.exists("\(folder)/\($0)") }
        guard present.isEmpty else {
            throw .unusable(
                "\(present.joined(separator: ", ")) already in \(shown); nothing is overwritten",
                hint: "name another folder: --directory FOLDER"
            )
        }
    }

    /// Makes everything in the scratch folder.
    private func fill(
        _ scratch: String,
        in surroundings: Surroundings
    ) async throws(CommandFailure) -> Founded {
        let now = surroundings.clock.now()
        let file = KeyFile.generate(at: now, entropy: surroundings.entropy)
        do { try file.write(creating: "\(scratch)/\(Founding.keysName)") } catch {
            throw .unusable(error.description)
        }
        let keyring = SystemKeyring(file, entropy: surroundings.entropy)
        let made = [Mode.live, .test].map { mode in
            APIKeySecret.make(
                merchant: merchant.id,
                mode: mode,
                scopes: [.checkout],
                at: now,
                entropy: surroundings.entropy,
                sha256: keyring.sha256
            )
        }
        let store = try Installation.openStore(path: "\(scratch)/\(Founding.storeName)")
        let failure: StoreFailure?
        do throws(StoreFailure) {
            try await store.change([.merchant(merchant)] + made.map { .key($0.key) })
            failure = nil
        } catch {
            failure = error
        }
        await store.close()
        if let failure { throw .store(failure) }
        let config = "\(scratch)/\(ConfigurationFile.defaultName)"
        let text = Data(ConfigurationFile.initialText.utf8)
        guard FileManager.default.createFile(atPath: config, contents: text) else {
            throw .unusable("the folder \(shown) can't be written", hint: "is its disk full?")
        }
        return Founded(
            config: "\(folder)/\(ConfigurationFile.defaultName)",
            liveKey: made[0].secret,
            testKey: made[1].secret
        )
    }

    /// Moves what was made to its place; a link fails where something is there meanwhile, where a
    /// rename would replace it.
    ///
    /// The configuration comes last: with it everything is there.
    private func move(from scratch: String) throws(CommandFailure) {
        let names = [Founding.keysName, Founding.storeName, ConfigurationFile.defaultName]
        var moved: [String] = []
        for name in names {
            do {
                try FileManager.default.linkItem(
                    atPath: "\(scratch)/\(name)",
                    toPath: "\(folder)/\(name)"
                )
                moved.append(name)
            } catch {
                for name in moved { remove("\(folder)/\(name)") }
                throw .unusable("\(name) can't be written to \(shown); nothing was changed")
            }
        }
    }

    private func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
    }
}
