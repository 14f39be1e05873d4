/// Which rooms each room may import: the arrows of the architecture, all pointing inward.
enum RoomTable {
    /// Rooms that are free of the world: no clock, no file, no chance; Foundation only with a reason.
    static let pure: Set = [
        "CountersignCore", "CountersignPolicy", "CountersignTemplates", "CountersignMessaging",
        "CountersignCheckout", "CountersignAPI", "CountersignPages",
    ]

    /// Rooms onto exactly one C library each.
    static let doors = [
        "CountersignKeys": "CCrypto", "CountersignStore": "CSQLite",
        "CountersignTransport": "CCurl", "CountersignHTTP": "CMicrohttpd",
    ]

    /// Modules of the toolchain that need no entry.
    static let everywhere: Set = ["Synchronization"]

    /// The platform's modules, for every room that is not pure.
    static let platform: Set = [
        "Foundation", "FoundationEssentials", "Dispatch", "Glibc", "Musl", "Darwin",
    ]

    /// The arrows.
    static let arrows: [String: Set<String>] = [
        "CountersignCore": [],
        "CountersignPolicy": ["CountersignCore"],
        "CountersignTemplates": ["CountersignCore"],
        "CountersignMessaging": ["CountersignCore", "CountersignTemplates"],
        "CountersignCheckout": [
            "CountersignCore", "CountersignPolicy", "CountersignTemplates", "CountersignMessaging",
        ],
        "CountersignPages": ["CountersignCore"],
        "CountersignAPI": ["CountersignCore", "CountersignCheckout", "CountersignPages"],
        "CountersignKeys": ["CountersignCore"],
        "CountersignStore": ["CountersignCore"],
        "CountersignTransport": ["CountersignCore", "CountersignMessaging"],
        "CountersignHTTP": ["CountersignCore", "CountersignAPI"],
        "CountersignSimulator": [
            "CountersignCore", "CountersignCheckout", "CountersignAPI", "CountersignHTTP",
            "CountersignMessaging", "CountersignPages", "CountersignTransport",
        ],
        "CountersignBench": [
            "CountersignCore", "CountersignAPI", "CountersignHTTP", "CountersignStore",
            "CountersignKeys", "CountersignCheckout", "CountersignMessaging",
            "CountersignTransport",
        ],
        "CountersignServer": [
            "CountersignCore", "CountersignPolicy", "CountersignTemplates", "CountersignMessaging",
            "CountersignCheckout", "CountersignPages", "CountersignAPI", "CountersignKeys",
            "CountersignStore", "CountersignTransport", "CountersignHTTP", "CountersignSimulator",
            "CountersignBench",
        ],
        "CountersignTesting": ["CountersignCore", "CountersignMessaging", "CountersignTemplates"],
        "countersign": ["CountersignServer"],
    ]
}
