import CountersignCore
import CountersignKeys
import CountersignMessaging
import CountersignPolicy

/// Puts a policy's text in place from the command line: checked, kept as a version, written to its file.
struct PolicyPlacing: Sendable {
    /// Whose policy.
    let holder: PolicyHolder
    /// The text.
    let text: String
    /// What the author says of it.
    let note: String?

    /// What became of it.
    enum Outcome: Sendable {
        /// It is in place, as this version.
        case placed(version: Int)
        /// It has faults; nothing was done.
        case faulty(PolicyReadout)
    }

    /// Does it; a running service takes the file within seconds.
    func run(
        _ installation: Installation,
        _ source: AssetSource,
        in surroundings: Surroundings
    ) async throws(CommandFailure) -> Outcome {
        let folder = source.policies
        let file = PolicyFolder.file(of: holder.name)
        let merchants = try await installation.directory().merchants.keys.sorted()
        let configuration = installation.configuration
        let merchant = MerchantID(holder.name)
        let isStandard = holder.name == PolicyFolder.standardName
        guard isStandard || merchant.map({ merchants.contains($0) }) == true else {
            throw .unusable(
                "there is no merchant '\(holder.name)'",
                hint: "'countersign merchants list' shows them"
            )
        }
        let route = merchant.map { configuration.route(of: $0) } ?? configuration.defaultRoute
        let list = { (path: String) in Files.text("\(folder.path)/\(path)") }
        let readout = PolicyReadout(
            text,
            file: "\(folder.name)/\(file)",
            served: route.isEmpty ? nil : Set(route.map(\.channel)),
            list: list
        )
        guard let policy = readout.policy else { return .faulty(readout) }
        let path = "\(folder.path)/\(file)"
        guard Files.isWritable(path) else { throw unwritable(file) }
        let ledger = PolicyLedger(
            store: installation.store,
            keyring: installation.keyring,
            clock: surroundings.clock,
            entropy: surroundings.entropy
        )
        let holders =
            isStandard
            ? merchants.filter {
                !Files.exists("\(folder.path)/\(PolicyFolder.file(of: $0.text))")
            } : merchants.filter { $0 == merchant }
        let version: Int
        do throws(StoreFailure) {
            version = try await ledger.version(
                of: PolicyFolder.Entry(policy, text: text, list: list),
                holder: holder.name,
                for: holders,
                author: .cli,
                note: note
            )
        } catch {
            throw .store(error)
        }
        // The store first: a running service that sees the file finds the version with its note.
        guard Files.replace(path, with: text) else { throw unwritable(file) }
        return .placed(version: version)
    }

    private func unwritable(_ file: String) -> CommandFailure {
        .unusable("can't write \(file)", hint: "its folder must be writable too")
    }

    /// Shows what became of it.
    static func show(
        _ outcome: Outcome,
        of holder: PolicyHolder,
        _ placed: (Int) -> String,
        isJSON: Bool,
        on console: Console
    ) -> ExitStatus {
        switch outcome {
        case .faulty(let readout):
            if isJSON {
                console.result(
                    FindingReport.json(
                        readout.findings,
                        counterexamples: readout.counterexamples
                    )
                )
            } else {
                FindingReport.show(
                    readout.findings,
                    counterexamples: readout.counterexamples,
                    on: console
                )
                console.note("Nothing was changed.")
            }
            return .findings
        case .placed(let version):
            if isJSON {
                console.result(
                    JSONText.object(
                        ("holder", .string(holder.name)),
                        ("version", .integer(version))
                    )
                )
            } else {
                console.result(placed(version))
            }
            return .done
        }
    }

    /// The value of `--note`.
    static func note(_ arguments: Arguments) throws(UsageFault) -> String? {
        guard let note = arguments.value("note") else { return nil }
        guard PolicyVersion.isNote(note) else {
            throw UsageFault(
                "--note takes one line of at most \(PolicyVersion.noteBytesMax) bytes"
            )
        }
        return note
    }
}
