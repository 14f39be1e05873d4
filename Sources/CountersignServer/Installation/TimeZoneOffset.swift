import CountersignCore
import Foundation

/// Time zones as the system knows them.
enum TimeZoneOffset {
    /// Whether there is a zone of this IANA name.
    static func exists(_ zone: String) -> Bool { TimeZone(identifier: zone) != nil }

    /// How many seconds a zone's clocks are ahead of UTC at a moment; zero for an unknown zone.
    static func seconds(in zone: String, at moment: Instant) -> Int {
        let date = Date(timeIntervalSince1970: Double(moment.seconds))
        return TimeZone(identifier: zone)?.secondsFromGMT(for: date) ?? 0
    }
}
