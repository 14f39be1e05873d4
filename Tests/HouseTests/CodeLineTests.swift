import Testing

@Suite struct CodeLineTests {
    @Test(arguments: [
        ("import Foundation", "Foundation"),
        ("public import CountersignCore", "CountersignCore"),
        ("@testable import CountersignServer", "CountersignServer"),
        ("internal import CSQLite // the door", "CSQLite"),
        ("import struct Foundation.Data", "Foundation"),
    ])
    func importIsSeen(line: String, module: String) {
        #expect(CodeLine(line).importedModule == module)
    }

    @Test(arguments: ["// import Foundation", "let import = 3", "let text = \"import Foundation\""])
    func otherLinesImportNothing(line: String) {
        #expect(CodeLine(line).importedModule == nil)
    }

    @Test func commentsAndStringsAreNoCode() {
        #expect(CodeLine("let a = \"try! // x\" // try!").code == "let a = \"\" ")
        #expect(CodeLine("let a = \"\\\"!\"; b").code == "let a = \"\"; b")
    }
}
