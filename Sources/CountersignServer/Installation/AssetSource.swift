import CountersignCore
import Foundation

/// Where templates and policies are read from, again and again while the service runs.
struct AssetSource: Sendable {
    /// The folder of templates.
    let templates: Folders.Found
    /// The folder of policies.
    let policies: Folders.Found
    /// SHA-256, 32 bytes.
    let sha256: @Sendable ([UInt8]) -> [UInt8]

    /// Loads both folders: all or nothing, every finding at once.
    func load() -> Assets.Loaded {
        // Taken before anything is read: what changes meanwhile is seen as a change later.
        let fingerprint = AssetFingerprint(of: [templates, policies])
        let templates = TemplateFolder.load(templates, sha256: sha256)
        let policies = PolicyFolder.load(policies)
        let findings = templates.findings + policies.findings
        guard let library = templates.library, let folder = policies.policies else {
            return Assets.Loaded(
                assets: nil,
                findings: findings,
                counterexamples: policies.counterexamples,
                fingerprint: fingerprint
            )
        }
        return Assets.Loaded(
            assets: Assets(templates: library, policies: folder),
            findings: findings,
            counterexamples: policies.counterexamples,
            fingerprint: fingerprint
        )
    }

    /// What the files look like now.
    func fingerprint() -> AssetFingerprint { AssetFingerprint(of: [templates, policies]) }
}

/// What files look like from outside: an editor can't change one without changing this.
struct AssetFingerprint: Equatable, Sendable {
    /// One file.
    private struct Stamp: Equatable, Sendable {
        let modifiedAt: Date?
        let size: Int?
        let number: Int?
    }

    private var stamps: [String: Stamp] = [:]

    /// The files below some folders; hidden ones, such as editors' own, are left out.
    init(of folders: [Folders.Found]) {
        for folder in folders {
            let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
            for path in paths {
                if path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { continue }
                let whole = "\(folder.path)/\(path)"
                guard let facts = AssetFingerprint.facts(of: whole),
                    facts[.type] as? FileAttributeType != .typeDirectory
                else { continue }
                stamps[whole] = Stamp(
                    modifiedAt: facts[.modificationDate] as? Date,
                    size: facts[.size] as? Int,
                    number: facts[.systemFileNumber] as? Int
                )
            }
        }
    }

    /// What the system knows of a file; a symbolic link is followed, since its target is what is read.
    private static func facts(of path: String) -> [FileAttributeKey: Any]? {
        let facts = try? FileManager.default.attributesOfItem(atPath: path)
        guard facts?[.type] as? FileAttributeType == .typeSymbolicLink else { return facts }
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        return try? FileManager.default.attributesOfItem(atPath: target)
    }
}
