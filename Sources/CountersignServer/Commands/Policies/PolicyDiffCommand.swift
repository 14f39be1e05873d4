import CountersignCore
import CountersignKeys
import CountersignStore

/// `countersign policy diff`.
struct PolicyDiffCommand: Command {
    static let synopsis = Synopsis(
        words: ["policy", "diff"],
        summary: "show what changed between two versions of a policy",
        parameters: [
            .init(name: "N", summary: "the older version"),
            .init(
                name: "M",
                summary: "the newer version (default: the newest)",
                isRequired: false
            ),
        ],
        options: [PolicyHolder.option, .config],
        examples: [
            "countersign policy diff 2", "countersign policy diff 2 3 --merchant acme-shoes",
        ],
        detail: "The unified form, lists included. Exit status 0 without a difference, 1 with one."
    )

    private let config: String
    private let holder: PolicyHolder
    private let old: Int
    private let new: Int?

    init(_ arguments: Arguments) throws(UsageFault) {
        config = arguments.value("config") ?? ConfigurationFile.defaultName
        holder = try PolicyHolder(arguments.value("merchant"))
        old = try PolicyHolder.number(arguments.parameter(0))
        new =
            arguments.parameters.count > 1
            ? try PolicyHolder.number(arguments.parameter(1)) : nil
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        let (holder, old, new) = (holder, old, new)
        let clock = surroundings.clock
        let entropy = surroundings.entropy
        let text = try await Installation.with(config: config, in: surroundings) {
            (installation) async throws(CommandFailure) -> String in
            let before = try await holder.version(old, of: installation)
            var number = new
            do throws(StoreFailure) {
                if number == nil {
                    number = try await installation.store.latestPolicy(of: holder.name)?.number
                }
            } catch {
                throw .store(error)
            }
            let after = try await holder.version(number ?? old, of: installation)
            let ledger = PolicyLedger(
                store: installation.store,
                keyring: installation.keyring,
                clock: clock,
                entropy: entropy
            )
            return PolicyDiffCommand.text(before, after, ledger)
        }
        surroundings.console.output(text)
        return text.isEmpty ? .done : .findings
    }

    private static func text(
        _ before: PolicyVersion,
        _ after: PolicyVersion,
        _ ledger: PolicyLedger
    ) -> String {
        func name(_ path: String, _ version: PolicyVersion) -> String {
            "\(path) (version \(version.number), \(version.at.rfc3339))"
        }
        let file = PolicyFolder.file(of: before.holder)
        var text = LineDiff.unified(
            before.text,
            after.text,
            oldName: name(file, before),
            newName: name(file, after)
        )
        guard let old = ledger.lists(of: before), let new = ledger.lists(of: after) else {
            return text + "The lists of a version can't be read: their key is gone.\n"
        }
        let paths = Set((old.lists + new.lists).map(\.path)).sorted()
        for path in paths {
            text += LineDiff.unified(
                old.lists.first { $0.path == path }?.text ?? "",
                new.lists.first { $0.path == path }?.text ?? "",
                oldName: name(path, before),
                newName: name(path, after)
            )
        }
        return text
    }
}
