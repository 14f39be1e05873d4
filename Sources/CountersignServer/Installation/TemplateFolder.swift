import CountersignCore
import CountersignKeys
import CountersignTemplates

/// The templates of an installation.
enum TemplateFolder {
    static let endings = [".txt", ".json", ".html", ".json5"]

    /// Loads a folder: all or nothing, every finding at once.
    static func load(
        _ folder: Folders.Found,
        sha256: ([UInt8]) -> [UInt8]
    ) -> (library: TemplateLibrary?, findings: [Finding]) {
        let files = Files.texts(below: folder.path, called: folder.name, endings: endings)
        let loaded = TemplateLibrary.load(files.texts, folder: folder.name, sha256: sha256)
        let findings = files.findings + loaded.findings
        return (findings.isEmpty ? loaded.library : nil, findings)
    }

    /// Reads a folder without proving its templates, for those who look at messages and send none.
    static func read(
        _ folder: Folders.Found,
        sha256: ([UInt8]) -> [UInt8]
    ) -> (library: TemplateLibrary?, findings: [Finding]) {
        let files = Files.texts(below: folder.path, called: folder.name, endings: endings)
        let read = TemplateLibrary.read(files.texts, folder: folder.name, sha256: sha256)
        let findings = files.findings + read.findings
        return (findings.isEmpty ? read.library : nil, findings)
    }

    /// Loads a folder and tells all that is known about its templates.
    static func check(
        _ folder: Folders.Found,
        space: TemplateSpace,
        sha256: ([UInt8]) -> [UInt8]
    ) -> TemplateReport {
        let files = Files.texts(below: folder.path, called: folder.name, endings: endings)
        var report = TemplateLibrary.check(
            files.texts,
            folder: folder.name,
            space: space,
            sha256: sha256
        ).report
        report.errors = files.findings + report.errors
        return report
    }
}
