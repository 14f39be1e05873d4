import CountersignCore
import Testing

@Suite struct PlainTextTests {
    @Test(
        arguments: [
            0x00, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F,  // controls
            0xAD, 0x34F, 0x61C, 0x115F, 0x3164, 0x17B4, 0x180E,  // invisible
            0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069,
            0xE000, 0xFE0F, 0xFEFF, 0xFFFE, 0xFFFF, 0xFDD0, 0xE0041, 0xE01EF, 0xF0000, 0x10FFFF,
        ] as [UInt32]
    )
    func hiddenAndMovingCharactersAreForbidden(value: UInt32) throws {
        #expect(PlainText.isForbidden(try #require(Unicode.Scalar(value))))
    }

    @Test func whatPeopleWriteIsAllowed() {
        let names = [
            "Acme Shoes & Söhne GmbH", "Café de l’Été", "Cafe\u{301}", "متجر النور", "ঢাকা বাজার",
            "क्\u{200D}ष",
            "می\u{200C}خواهم", "東京商店", "サ\u{30FC}ビス", "Ελλάδα", "Ёлка", "₹ ৳ €", "😀",
        ]
        for name in names {
            for scalar in name.unicodeScalars {
                #expect(!PlainText.isForbidden(scalar), "U+\(String(scalar.value, radix: 16))")
            }
        }
        for value in UInt32(0x20)..<0x7F {
            #expect(Unicode.Scalar(value).map(PlainText.isForbidden) == false)
        }
    }
}
