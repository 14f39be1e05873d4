import CountersignTemplates
import Foundation
import Testing

/// The length cases and the alphabet of 3GPP TS 23.038.
@Suite struct SMSSegmentsTests {
    struct File: Decodable {
        struct Row: Decodable {
            let char: String?
        }
        struct Case: Decodable, CustomTestStringConvertible {
            let name: String
            let text: String
            let encoding: String
            let units: Int
            let parts: Int
            let unitsPerPart: [Int]
            var testDescription: String { name }
        }
        let basic: [Row]
        let `extension`: [Row]
        let cases: [Case]
    }

    static let file: File? = {
        guard
            let url = Bundle.module.url(
                forResource: "gsm0338",
                withExtension: "json",
                subdirectory: "Vectors"
            ),
            let data = try? Data(contentsOf: url)
        else { return nil }
        return try? JSONDecoder().decode(File.self, from: data)
    }()

    @Test func allCasesAreThere() throws {
        let file = try #require(Self.file)
        #expect(file.cases.count == 25)
        #expect(file.basic.count == 128)
        #expect(file.extension.count == 10)
    }

    @Test(arguments: file?.cases ?? [])
    func textsAreMeasuredAsTheStandardSays(_ row: File.Case) {
        let segments = SMSSegments(row.text)
        #expect(segments.alphabet.rawValue == row.encoding)
        #expect(segments.units == row.units)
        #expect(segments.parts == row.parts)
        #expect(segments.unitsPerPart == row.unitsPerPart)
        #expect((segments.forcesUCS2 != nil) == (row.encoding == "ucs2"))
    }

    @Test func alphabetIsTheStandardsAndNothingElse() throws {
        let file = try #require(Self.file)
        var widths: [Unicode.Scalar: Int] = [:]
        for row in file.basic { row.char?.unicodeScalars.forEach { widths[$0] = 1 } }
        for row in file.extension { row.char?.unicodeScalars.forEach { widths[$0] = 2 } }
        for value in UInt32(0)...0x2FFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let segments = SMSSegments(String(Character(scalar)))
            #expect((segments.alphabet == .gsm7) == (widths[scalar] != nil))
            if let width = widths[scalar] { #expect(segments.units == width) }
        }
    }

    @Test func firstCharacterOutsideTheAlphabetIsNamed() {
        #expect(SMSSegments("Caf\u{E9} “Zo\u{EB}”").forcesUCS2 == "“")
        #expect(SMSSegments("ab\u{65}\u{301}").forcesUCS2 == "\u{301}")
        #expect(SMSSegments("€").forcesUCS2 == nil)
    }

    @Test func carriageReturnAndLineFeedAreTwo() {
        #expect(SMSSegments("a\r\nb").units == 4)
    }
}
