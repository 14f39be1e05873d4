// The system's socket and time headers belong to whichever of the two modules was read first.
internal import CMicrohttpd
internal import Glibc

/// A peer's address as text.
enum PeerAddress {
    /// The numeric address without port; an IPv4 client of an IPv6 socket is shown as IPv4.
    static func text(_ address: UnsafePointer<sockaddr>?) -> String {
        guard let address = unsafe address else { return "" }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let length = socklen_t(text.count)
        let family = unsafe Int32(address.pointee.sa_family)
        let raw = unsafe UnsafeRawPointer(address)
        let written: Bool
        switch family {
        case AF_INET:
            var name = unsafe raw.loadUnaligned(as: sockaddr_in.self).sin_addr
            written = unsafe inet_ntop(AF_INET, &name, &text, length) != nil
        case AF_INET6:
            var name = unsafe raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            written = unsafe inet_ntop(AF_INET6, &name, &text, length) != nil
        default: return ""
        }
        guard written else { return "" }
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let whole = String(decoding: bytes, as: UTF8.self)
        let mapped = "::ffff:"
        let isMapped = whole.hasPrefix(mapped) && whole.utf8.contains(UInt8(ascii: "."))
        return isMapped ? String(whole.dropFirst(mapped.count)) : whole
    }
}
