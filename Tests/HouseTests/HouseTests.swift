import Foundation
import Testing

/// The rules of the house; each failure names the place and says what to write instead.
@Suite struct HouseTests {
    @Test func roomsImportOnlyWhatTheirArrowsAllow() throws {
        for file in House.sources {
            let arrows = try #require(
                RoomTable.arrows[file.room],
                "\(file.path): a new room needs its arrows in RoomTable.swift"
            )
            for (index, line) in file.lines.enumerated() {
                guard let module = CodeLine(line).importedModule else { continue }
                let advice = advice(on: module, in: file, at: index, arrows: arrows)
                if let advice { Issue.record("\(file.path):\(index + 1): \(advice)") }
            }
        }
    }

    /// What to do instead of an import; nil where it is allowed.
    private func advice(
        on module: String,
        in file: House.File,
        at index: Int,
        arrows: Set<String>
    ) -> String? {
        let room = file.room
        if arrows.contains(module) || RoomTable.everywhere.contains(module) {
            return room == "CountersignCore" && RoomTable.everywhere.contains(module)
                ? "Core imports nothing; take it as an argument or a port" : nil
        }
        if let library = RoomTable.doors[room], library == module { return nil }
        if RoomTable.doors.values.contains(module) {
            return "'\(module)' is imported by its own door only; go through that door"
        }
        guard RoomTable.platform.contains(module) else {
            return
                "\(room) has no arrow to '\(module)'; let the value come in as an argument or a port"
        }
        if room == "CountersignCore" { return "Core imports nothing, Foundation included" }
        guard RoomTable.pure.contains(room) else { return nil }
        return file.comment(above: index)
            ? nil : "a pure room needs a reason for '\(module)' in a comment on the line above"
    }

    /// An exclamation mark right after a value that does not begin `!=`; `try!` and `as!` have their own.
    static let forceUnwrap = #"(?<!\btry)(?<!\bas)(?<=[A-Za-z0-9_)\]}])!(?![=A-Za-z0-9_(])"#

    /// Words that must not stand in code, and what belongs there instead.
    private static let banned: [(pattern: String, exceptIn: [String], advice: String)] = [
        (#"\bprint\("#, ["CountersignServer"], "write through a Console or a Log"),
        (#"\bdebugPrint\("#, [], "write through a Console or a Log"),
        (#"\btry!"#, [], "throw, or handle the error"),
        (#"\bas!"#, [], "use 'as?' and say what happens otherwise"),
        (forceUnwrap, [], "unwrap with 'guard let' or '??'"),
        (#"\bDouble\(.*minorUnits"#, [], "money stays whole minor units"),
        (#"\bTask\.detached\b"#, [], "give the task an owner that can end it"),
        (#"\bDispatchSemaphore\b"#, [], "await; a thread of the pool must not block"),
    ]

    @Test func bannedWordsAreReplaced() throws {
        for (pattern, exceptions, advice) in HouseTests.banned {
            for file in House.sources where !exceptions.contains(file.room) {
                for line in try file.lines(matching: pattern) {
                    Issue.record("\(file.path):\(line): \(advice)")
                }
            }
        }
    }

    @Test func testsDoNotForceTheirWay() throws {
        for file in House.tests {
            for (index, line) in file.lines.enumerated() where CodeLine(line).code.contains("try!")
            {
                Issue.record("\(file.path):\(index + 1): let the test throw")
            }
        }
    }

    @Test func uncheckedSharingHasItsReasonOnTheLineAbove() throws {
        for file in House.sources + House.tests {
            for (index, code) in file.code.enumerated() {
                guard code.contains("@unchecked Sendable") || code.contains("nonisolated(unsafe)")
                else { continue }
                #expect(
                    file.comment(above: index),
                    "\(file.path):\(index + 1): say on the line above why this is safe, or use a Mutex"
                )
            }
        }
    }

    @Test func unsafeCodeStaysInDoors() throws {
        for file in House.sources where RoomTable.doors[file.room] == nil {
            for line in try file.lines(matching: #"\bunsafe\b|\bUnsafe[A-Za-z]*Pointer\b"#) {
                Issue.record("\(file.path):\(line): unsafe code belongs in a door")
            }
        }
    }

    @Test func filesHaveAPleasantSize() throws {
        for file in House.sources + House.tests {
            #expect(
                file.lines.count <= 400,
                "\(file.path) has \(file.lines.count) lines; split it where the names fall out"
            )
        }
    }

    @Test func topLevelHoldsNothingElse() throws {
        let allowed: Set = [
            "Package.swift", "Package.resolved", "Sources", "Tests", "Templates", "Policies",
            "README.md", "LICENSE", "LICENSE.md", "LICENSE.txt",
        ]
        for name in try House.topLevel() {
            #expect(allowed.contains(name), "\(name): the top level is full; put it into a room")
        }
    }

    @Test func nothingSpeaksOfOneMachine() throws {
        // Put together here, so that this file passes its own test.
        let folders = ["/ho" + "me/", "/wo" + "rk/", "/ro" + "ot/", "/Us" + "ers/"]
        for file in House.files(below: "Sources", suffix: "") + House.tests {
            for (index, line) in file.lines.enumerated() {
                for folder in folders where line.contains(folder) {
                    Issue.record(
                        "\(file.path):\(index + 1): no path of one machine; use a relative one"
                    )
                }
            }
        }
    }

    @Test func everyCommandAndRoomStandsInTheReadme() throws {
        let readme = try String(contentsOfFile: House.root + "/README.md", encoding: .utf8)
        for room in RoomTable.arrows.keys where room != "countersign" {
            let name = String(room.dropFirst("Countersign".count))
            #expect(readme.contains(name), "README.md does not name the room \(name) in its map")
        }
        for heading in ["Architecture", "Dependencies", "Threat model", "Divergences", "Changes"] {
            #expect(readme.contains("## \(heading)"), "README.md lacks the chapter '\(heading)'")
        }
    }
}

/// The rules themselves see what they shall see.
@Suite struct HouseRuleTests {
    @Test func breakOfEachRuleIsSeen() throws {
        let file = House.File(
            path: "Sources/CountersignCore/Bad.swift",
            text:
                "let a = b!\nlet c = d!.e\nlet f = try! g()\nprint(1)\nlet text = \"\"\"\n    Hi! h!\n    \"\"\"\n"
        )
        #expect(file.room == "CountersignCore")
        #expect(try file.lines(matching: HouseTests.forceUnwrap) == [1, 2])
        #expect(try file.lines(matching: #"\btry!"#) == [3])
        #expect(try file.lines(matching: #"\bprint\("#) == [4])
    }

    @Test(arguments: ["if a != b {", "guard !done else {", "a[b] != c", "x ! y"])
    func ordinaryCodeIsNoForceUnwrap(code: String) throws {
        let file = House.File(path: "Sources/CountersignCore/Good.swift", text: code)
        #expect(try file.lines(matching: HouseTests.forceUnwrap).isEmpty)
    }
}
