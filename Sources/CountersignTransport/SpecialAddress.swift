/// Addresses that a URL chosen by somebody else may not lead to.
///
/// Source: IANA IPv4 and IPv6 Special-Purpose Address Registries; standards/10, "Request forgery".
enum SpecialAddress {
    /// Whether four bytes are anything but a public unicast address.
    static func containsIPv4(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 4 else { return true }
        switch (bytes[0], bytes[1], bytes[2]) {
        case (0, _, _), (10, _, _), (127, _, _), (224..., _, _): return true
        case (100, 64...127, _): return true
        case (169, 254, _): return true
        case (172, 16...31, _): return true
        case (192, 168, _), (192, 0, 0), (192, 0, 2), (192, 88, 99): return true
        case (198, 18...19, _), (198, 51, 100), (203, 0, 113): return true
        default: return false
        }
    }

    /// Whether sixteen bytes are anything but a public unicast address.
    ///
    /// Only 2000::/3 is handed out for that, which leaves out `::1`, mapped and translated IPv4
    /// (`::ffff:0:0/96`, `64:ff9b::/96`), unique-local, link-local and multicast at one stroke.
    static func containsIPv6(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 16, bytes[0] & 0xE0 == 0x20 else { return true }
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        // 2001::/23 holds Teredo and other tunnels and experiments.
        case (0x20, 0x01, 0x00...0x01, _): return true
        case (0x20, 0x01, 0x0D, 0xB8): return true
        // 6to4 carries an IPv4 address inside.
        case (0x20, 0x02, _, _): return true
        case (0x3F, 0xFF, 0x00...0x0F, _): return true
        default: return false
        }
    }
}
