// swift-tools-version: 6.2

import PackageDescription

/// Swift 6 mode with the checks that keep the rooms honest: imports stay internal, members come
/// from modules that the file names, existentials are spelt out, and unsafe code is marked.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

/// A room of the house: `Countersign` and its name, with the rooms and C libraries it may open.
func room(_ name: String, opens doors: [String] = []) -> Target {
    .target(
        name: "Countersign\(name)",
        dependencies: doors.map { .init(stringLiteral: $0) },
        swiftSettings: settings
    )
}

/// The tests of one room.
func tests(_ name: String, with extra: [String] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: "Countersign\(name)Tests",
        dependencies: (["Countersign\(name)"] + extra).map { .init(stringLiteral: $0) },
        resources: resources,
        swiftSettings: settings
    )
}

/// The system library behind one door, found by pkg-config and installed by apt.
func library(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let package = Package(
    name: "countersign",
    products: [
        .executable(name: "countersign", targets: ["countersign"]),
        .library(
            name: "Countersign",
            targets: [
                "CountersignCore", "CountersignCheckout", "CountersignKeys", "CountersignStore",
                "CountersignTransport",
            ]
        ),
    ],
    targets: [
        library("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        library("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
        library("CMicrohttpd", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),

        // Pure rooms.
        room("Core"),
        room("Policy", opens: ["CountersignCore"]),
        room("Templates", opens: ["CountersignCore"]),
        room("Messaging", opens: ["CountersignCore", "CountersignTemplates"]),
        room(
            "Checkout",
            opens: [
                "CountersignCore", "CountersignPolicy", "CountersignTemplates",
                "CountersignMessaging",
            ]
        ),
        room("Pages", opens: ["CountersignCore"]),
        room("API", opens: ["CountersignCore", "CountersignCheckout", "CountersignPages"]),

        // Doors, one C library each.
        room("Keys", opens: ["CountersignCore", "CCrypto"]),
        room("Store", opens: ["CountersignCore", "CSQLite"]),
        room("Transport", opens: ["CountersignCore", "CountersignMessaging", "CCurl"]),
        room("HTTP", opens: ["CountersignCore", "CountersignAPI", "CMicrohttpd"]),

        // Porch, and what stands beside it.
        room(
            "Simulator",
            opens: [
                "CountersignCore", "CountersignCheckout", "CountersignAPI", "CountersignHTTP",
                "CountersignMessaging", "CountersignPages", "CountersignTransport",
            ]
        ),
        room(
            "Bench",
            opens: [
                "CountersignCore", "CountersignAPI", "CountersignHTTP", "CountersignStore",
                "CountersignKeys", "CountersignCheckout", "CountersignMessaging",
                "CountersignTransport",
            ]
        ),
        room(
            "Server",
            opens: [
                "CountersignCore", "CountersignPolicy", "CountersignTemplates",
                "CountersignMessaging", "CountersignCheckout", "CountersignPages",
                "CountersignAPI", "CountersignKeys", "CountersignStore", "CountersignTransport",
                "CountersignHTTP", "CountersignSimulator", "CountersignBench",
            ]
        ),
        .executableTarget(
            name: "countersign",
            dependencies: ["CountersignServer"],
            swiftSettings: settings
        ),

        // The guest room: simulated time, seeded chance, scripted transport.
        room(
            "Testing",
            opens: ["CountersignCore", "CountersignMessaging", "CountersignTemplates"]
        ),

        tests("Core", resources: [.copy("Vectors")]),
        tests("Keys", with: ["CountersignCore"], resources: [.copy("Vectors")]),
        tests("Policy", with: ["CountersignCore"]),
        tests(
            "Templates",
            with: ["CountersignCore"],
            resources: [.copy("Golden"), .copy("Vectors")]
        ),
        tests(
            "Messaging",
            with: ["CountersignCore", "CountersignTemplates", "CountersignKeys"],
            resources: [.copy("Vectors")]
        ),
        tests("Store", with: ["CountersignCore"]),
        tests(
            "Transport",
            with: [
                "CountersignCore", "CountersignMessaging", "CountersignKeys",
                "CountersignTemplates",
            ],
            resources: [.copy("Vectors")]
        ),
        tests("HTTP", with: ["CountersignAPI"]),
        tests(
            "Checkout",
            with: [
                "CountersignCore", "CountersignTesting", "CountersignKeys", "CountersignStore",
                "CountersignMessaging", "CountersignPolicy", "CountersignTemplates",
            ]
        ),
        tests(
            "API",
            with: ["CountersignCore", "CountersignCheckout", "CountersignMessaging"]
        ),
        tests(
            "Simulator",
            with: [
                "CountersignCore", "CountersignAPI", "CountersignHTTP", "CountersignMessaging",
                "CountersignTemplates", "CountersignTransport", "CountersignKeys",
            ]
        ),
        tests(
            "Bench",
            with: [
                "CountersignCore", "CountersignAPI", "CountersignHTTP", "CountersignCheckout",
            ]
        ),
        tests(
            "Server",
            with: [
                "CountersignCore", "CountersignAPI", "CountersignBench", "CountersignHTTP",
                "CountersignKeys", "CountersignMessaging", "CountersignPages",
                "CountersignPolicy", "CountersignSimulator", "CountersignStore",
            ]
        ),
        .testTarget(name: "HouseTests", swiftSettings: settings),
    ]
)
