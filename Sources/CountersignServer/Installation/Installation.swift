import CountersignCore
import CountersignKeys
import CountersignStore

/// A configured service at rest: its configuration, its keys and its store.
struct Installation: Sendable {
    /// What the file says.
    let configuration: Configuration
    /// Every key of the key file.
    let keyring: SystemKeyring
    /// The store, open.
    let store: SQLiteStore

    /// Opens what a configuration file names, lends it, and closes it again; providers and their secrets
    /// are none of it.
    static func with<Result: Sendable>(
        config: String,
        in surroundings: Surroundings,
        _ body: (Installation) async throws(CommandFailure) -> Result
    ) async throws(CommandFailure) -> Result {
        let configuration = try configuration(config, in: surroundings)
        let keyring = SystemKeyring(try keyFile(of: configuration))
        let store = try openStore(of: configuration)
        let installation = Installation(
            configuration: configuration,
            keyring: keyring,
            store: store
        )
        do {
            let result = try await body(installation)
            await store.close()
            return result
        } catch {
            await store.close()
            throw error
        }
    }

    /// The configuration of a file; its findings are shown where it has some.
    /// - Parameter readsSecrets: whether providers are made, with their secrets; what sends nothing needs
    ///   neither.
    static func configuration(
        _ name: String,
        readsSecrets: Bool = false,
        in surroundings: Surroundings
    ) throws(CommandFailure) -> Configuration {
        let report = try ConfigurationFile.load(
            name,
            readsSecrets: readsSecrets,
            in: surroundings
        )
        guard let configuration = report.configuration else {
            for finding in report.findings { surroundings.console.note(finding.rendered) }
            throw .unusable("the configuration \(name) has faults", hint: "see above")
        }
        return configuration
    }

    /// The key file of a configuration.
    static func keyFile(of configuration: Configuration) throws(CommandFailure) -> KeyFile {
        do { return try KeyFile(readingFrom: configuration.keys) } catch {
            throw .unusable(error.description)
        }
    }

    /// The store of a configuration.
    ///
    /// One that is not there is not made: the path may be misspelt.
    static func openStore(
        of configuration: Configuration,
        options: StoreOptions = StoreOptions()
    ) throws(CommandFailure) -> SQLiteStore {
        guard Files.exists(configuration.store) else {
            throw .unusable(
                "there is no store at \(configuration.store)",
                hint: "'countersign init' makes one; else correct 'store' in the configuration"
            )
        }
        return try openStore(path: configuration.store, options: options)
    }

    /// The store at a path, made where it is not there.
    static func openStore(
        path: String,
        options: StoreOptions = StoreOptions()
    ) throws(CommandFailure) -> SQLiteStore {
        do { return try SQLiteStore.open(path: path, options: options) } catch {
            if case .served = error {
                throw CommandFailure(.tryAgainLater, error.description, hint: error.hint)
            }
            throw .unusable(error.description, hint: error.hint)
        }
    }
}

extension CommandFailure {
    /// A store that could not do it; the same command may work later.
    static func store(_ failure: StoreFailure) -> CommandFailure {
        switch failure {
        case .unavailable(let reason):
            CommandFailure(
                .tryAgainLater,
                "the store could not do it: \(reason)",
                hint: "nothing was changed; try again"
            )
        case .overloaded:
            CommandFailure(
                .tryAgainLater,
                "the store is busy",
                hint: "nothing was changed; try again"
            )
        }
    }
}
