import Testing

@testable import CountersignCore

@Suite struct PayeeTests {
    @Test(arguments: ["Ac\u{200D}me", "\u{200D}Acme", "Акме\u{200C}", "Caf\u{E9}\u{200D}"])
    func joinerThatShapesNothingIsRefused(name: String) {
        let joiner = name.unicodeScalars.first { $0.value == 0x200C || $0.value == 0x200D }
        #expect(throws: Payee.Fault.forbiddenCharacter(scalar: joiner?.value ?? 0)) {
            try Payee(name)
        }
    }

    @Test(arguments: ["\u{645}\u{6CC}\u{200C}\u{62E}", "\u{915}\u{94D}\u{200D}", "👩\u{200D}💻"])
    func joinerThatItsScriptNeedsIsTaken(name: String) throws {
        #expect(try Payee(name).text.utf8.elementsEqual(name.utf8))
    }
}
