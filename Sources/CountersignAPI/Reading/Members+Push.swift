import CountersignCore

extension Members {
    private static let pushNames = ["platform", "token"]
    private static let advice = "write fcm (Firebase) or apns (Apple)"

    /// Where an app gets its notices.
    static func push(_ value: JSONValue, _ place: Place, _ faults: inout Faults) -> PushAddress? {
        guard let body = ObjectReader(value, at: place, knowing: pushNames, &faults) else {
            return nil
        }
        let platform = body.required("platform", advice, &faults, as: pushPlatform)
        let token = body.required(
            "token",
            "write what the app got from its platform",
            &faults,
            as: string
        )
        guard let platform, let token else { return nil }
        do {
            return try PushAddress(platform: platform, token: token)
        } catch {
            faults.add(
                body.place(of: "token"),
                "this is no token of \(platform.rawValue); " + error.advice
            )
            return nil
        }
    }

    private static func pushPlatform(
        _ value: JSONValue,
        _ place: Place,
        _ faults: inout Faults
    ) -> PushPlatform? {
        guard let text = string(value, place, &faults) else { return nil }
        if let platform = PushPlatform(rawValue: text) { return platform }
        faults.add(place, "this is no platform; " + advice)
        return nil
    }
}
