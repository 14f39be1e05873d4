/// Header fields that answers share.
enum HeaderFields {
    typealias Fields = [(name: String, value: String)]

    /// Personal data is never kept by a cache on the way.
    static let noStore = ("Cache-Control", "no-store")
    /// A browser must not guess another type.
    static let noSniff = ("X-Content-Type-Options", "nosniff")

    static let json: Fields = [("Content-Type", "application/json"), noStore, noSniff]
    static let problem: Fields = [("Content-Type", Problem.contentType), noStore, noSniff]

    static func uncached(_ contentType: String) -> Fields {
        [("Content-Type", contentType), noStore, noSniff]
    }

    static func cached(_ contentType: String, seconds: Int) -> Fields {
        [
            ("Content-Type", contentType), ("Cache-Control", "public, max-age=\(seconds)"), noSniff,
        ]
    }
}
