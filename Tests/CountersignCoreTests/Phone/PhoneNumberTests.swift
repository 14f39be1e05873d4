import CountersignCore
import Testing

@Suite struct PhoneNumberTests {
    struct Plan: Decodable {
        struct Code: Decodable {
            let code: String
            let regions: [String]
            let mainRegion: String?
            let nonGeographic: Bool
            let nationalLengths: [Int]
            let areaCodes: [String: [String]]?
            let nonGeographicAreaCodes: [String]?
        }
        let codes: [Code]
    }

    let codes: [Plan.Code]

    init() throws { codes = try Vectors.load("calling-codes", as: Plan.self).codes }

    /// A national number that no smaller region of a shared code claims.
    private static let mainNumbers = ["7": "9161234567", "39": "3121234567", "599": "95181234"]

    /// One number of each smaller region of a shared code, taken from its patterns.
    private static let smallerRegions = [
        "KZ": "+77710009998", "VA": "+390669812345", "GG": "+447781123456", "IM": "+447624012345",
        "JE": "+447797712345", "SJ": "+4779123456", "CC": "+61891621234", "CX": "+61891641234",
        "EH": "+212528812345", "YT": "+262639012345", "TA": "+2908999", "AX": "+35818123456",
        "BL": "+590590271234", "MF": "+590590771234", "BQ": "+5997151234",
    ]

    /// A number of the main region of a code, with the longest possible length.
    private func mainNumber(of code: Plan.Code) throws -> String {
        if let number = PhoneNumberTests.mainNumbers[code.code] { return "+\(code.code)\(number)" }
        let length = try #require(code.nationalLengths.last { $0 + code.code.utf8.count <= 15 })
        return "+\(code.code)2" + String(repeating: "5", count: length - 1)
    }

    @Test func everyRegionOfTheDataIsRead() throws {
        var seen: Set<String> = []
        for code in codes where !code.nonGeographic && code.code != "1" {
            let main = try PhoneNumber(mainNumber(of: code))
            #expect(main.country == code.mainRegion, "+\(code.code)")
            #expect(main.callingCode == code.code)
            seen.insert(main.country)
            for region in code.regions where region != code.mainRegion {
                let text = try #require(PhoneNumberTests.smallerRegions[region], "\(region)")
                let number = try PhoneNumber(text)
                #expect(number.country == region)
                #expect(number.callingCode == code.code)
                seen.insert(number.country)
            }
        }
        for (region, areas) in try #require(codes.first { $0.code == "1" }?.areaCodes) {
            for area in areas {
                let number = try PhoneNumber("+1\(area)5550123")
                #expect(number.country == region, "+1 \(area)")
                #expect(number.callingCode == "1")
            }
            seen.insert(region)
        }
        #expect(seen == Set(codes.flatMap(\.regions)))
        #expect(seen.count == 245)
        #expect(PhoneNumber.countries == seen)
    }

    @Test func networksAndServicesAreRefused() throws {
        for code in codes where code.nonGeographic {
            let rest = String(repeating: "5", count: code.nationalLengths.first ?? 8)
            #expect(throws: PhoneNumber.Fault.notGeographic) {
                try PhoneNumber("+\(code.code)\(rest)")
            }
        }
        let services = try #require(codes.first { $0.code == "1" }?.nonGeographicAreaCodes)
        #expect(services.count == 24)
        for area in services {
            #expect(throws: PhoneNumber.Fault.notGeographic) {
                try PhoneNumber("+1\(area)5550123")
            }
        }
    }

    @Test func onlyAssignedCallingCodesAreTaken() throws {
        let assigned = Set(codes.map(\.code))
        for number in 1...999 {
            let text = String(number)
            let isKnown = (1...3).contains { assigned.contains(String(text.prefix($0))) }
            guard text.utf8.count == 3, !isKnown else { continue }
            #expect(throws: PhoneNumber.Fault.unknownCallingCode) {
                try PhoneNumber("+\(text)5555555")
            }
        }
    }

    @Test func onlyAssignedAreaCodesAreTaken() throws {
        let plan = try #require(codes.first { $0.code == "1" })
        let assigned = Set(
            (plan.areaCodes ?? [:]).values.joined() + (plan.nonGeographicAreaCodes ?? [])
        )
        #expect(assigned.count == 469)
        for area in 100...999 where !assigned.contains(String(area)) {
            #expect(throws: PhoneNumber.Fault.unknownAreaCode) {
                try PhoneNumber("+1\(area)5550123")
            }
        }
    }

    @Test func everyPossibleLengthIsTakenAndNoOther() throws {
        for code in codes where !code.nonGeographic {
            let start = code.code == "1" ? "202" : "2"
            for length in 1...14 {
                let total = length + code.code.utf8.count
                guard (7...15).contains(total), length >= start.utf8.count else { continue }
                let text =
                    "+\(code.code)\(start)"
                    + String(repeating: "5", count: length - start.utf8.count)
                // The seven digits that may be dialled within an area of +1 are no whole number.
                if code.nationalLengths.contains(length), !(code.code == "1" && length == 7) {
                    #expect(throws: Never.self) { try PhoneNumber(text) }
                } else {
                    let fault = #expect(throws: PhoneNumber.Fault.self) { try PhoneNumber(text) }
                    guard case .nationalLength(code.code, _) = fault else {
                        Issue.record(
                            "+\(code.code) with \(length) digits: \(String(describing: fault))"
                        )
                        continue
                    }
                }
            }
        }
    }

    @Test(
        arguments: [
            ("", .plusMissing), ("4915112345678", .plusMissing), (" +4915112345678", .plusMissing),
            ("00491511234567", .plusMissing), ("\u{FF0B}4915112345678", .plusMissing),
            ("+49 151 12345678", .notDigits), ("+49(0)15112345678", .notDigits),
            ("+4915112345678\n", .notDigits), ("+491511234567\u{0668}", .notDigits),
            ("+49151123456\u{20E3}", .notDigits), ("++4915112345678", .notDigits),
            ("+", .length), ("+491511", .length), ("+1234567890123456", .length),
            ("+0015112345678", .unknownCallingCode), ("+2105555555", .unknownCallingCode),
            ("+80012345678", .notGeographic), ("+18005550123", .notGeographic),
            ("+19995550123", .unknownAreaCode), ("+10005550123", .unknownAreaCode),
            ("+49015112345678", .trunkPrefix(callingCode: "49")),
            ("+4407911123456", .trunkPrefix(callingCode: "44")),
            ("+331234567", .nationalLength(callingCode: "33", lengths: [9])),
            ("+15550123", .nationalLength(callingCode: "1", lengths: [10])),
            ("+30123456789", .nationalLength(callingCode: "30", lengths: [10, 11, 12])),
        ] as [(String, PhoneNumber.Fault)]
    )
    func faultsComeInOrder(text: String, fault: PhoneNumber.Fault) {
        #expect(throws: fault) { try PhoneNumber(text) }
    }

    @Test(arguments: [
        ("+390612345678", "IT"), ("+390669812345", "VA"), ("+3780549123456", "SM"),
        ("+2250712345678", "CI"), ("+2290112345678", "BJ"), ("+12425550123", "BS"),
        ("+14165550123", "CA"), ("+17875550123", "PR"), ("+79161234567", "RU"),
        ("+8801712345678", "BD"), ("+919876543210", "IN"), ("+966501234567", "SA"),
        ("+818012345678", "JP"), ("+5491123456789", "AR"), ("+525512345678", "MX"),
        ("+38344123456", "XK"), ("+24762889", "AC"), ("+590690001234", "GP"),
        ("+61412345678", "AU"), ("+212612345678", "MA"), ("+447911123456", "GG"),
        ("+447911223456", "GB"),
    ])
    func countryIsFound(text: String, country: String) throws {
        #expect(try PhoneNumber(text).country == country)
    }

    @Test func parseAndPrintAgree() throws {
        for code in codes where !code.nonGeographic && code.code != "1" {
            let text = try mainNumber(of: code)
            #expect(try PhoneNumber(text).withDigits { $0 } == text)
        }
    }

    @Test func numbersCompareByTheirDigits() throws {
        let one = try PhoneNumber("+4915112345678")
        let same = try PhoneNumber("+4915112345678")
        let other = try PhoneNumber("+4915112345679")
        #expect(one == same)
        #expect(one.hashValue == same.hashValue)
        #expect(one != other)
    }

    @Test func maskHidesDigitsAndLength() throws {
        #expect(try PhoneNumber("+4915112345678").masked == "+49•••••••678")
        #expect(try PhoneNumber("+491511234567").masked == "+49•••••••567")
        #expect(try PhoneNumber("+12025550007").masked == "+1•••••••007")
        #expect(try PhoneNumber("+35312345000").masked == "+353•••••••000")
    }

    @Test func nothingPrintsTheDigits() throws {
        let number = try PhoneNumber("+4915112345678")
        var dumped = ""
        dump(number, to: &dumped)
        let wrapped = [Optional(number)]
        dump(wrapped, to: &dumped)
        for text in [
            dumped, "\(number)", String(reflecting: number), "\(wrapped)",
            "\(Mirror(reflecting: number))",
        ] {
            #expect(!text.contains("1511234"))
            #expect(!text.contains("12345678"))
        }
        #expect(Mirror(reflecting: number).children.isEmpty)
    }

    @Test(arguments: [
        (PhoneNumber.Fault.plusMissing, "Begin with + and the calling code, e.g. +4915112345678."),
        (.nationalLength(callingCode: "33", lengths: [9]), "Write 9 digits after +33."),
        (
            .nationalLength(callingCode: "20", lengths: [8, 9, 10]),
            "Write 8 to 10 digits after +20."
        ),
        (.nationalLength(callingCode: "36", lengths: [8, 9]), "Write 8 or 9 digits after +36."),
        (
            .nationalLength(callingCode: "44", lengths: [7, 9, 10]),
            "Write 7, 9 or 10 digits after +44."
        ),
        (.trunkPrefix(callingCode: "49"), "Leave out the 0 after +49."),
    ])
    func adviceSaysWhatToWrite(fault: PhoneNumber.Fault, advice: String) {
        #expect(fault.advice == advice)
    }
}
