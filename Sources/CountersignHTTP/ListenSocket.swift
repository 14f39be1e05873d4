// The system's socket and time headers belong to whichever of the two modules was read first.
internal import CMicrohttpd
internal import Glibc

/// A socket that listens.
///
/// Made here rather than by the library, for failures that say what to do.
struct ListenSocket: ~Copyable {
    /// The socket, for as long as this value lives.
    let descriptor: Int32
    /// Where it listens, with the port that the system chose.
    private(set) var address: ListenAddress

    /// Connections that may wait to be accepted; the system caps it at its own limit.
    private static let backlog: Int32 = 1_024

    private init(descriptor: Int32, address: ListenAddress) {
        self.descriptor = descriptor
        self.address = address
    }

    deinit { close(descriptor) }

    /// Listens on an address.
    static func open(_ wanted: ListenAddress) throws(HTTPServerFailure) -> ListenSocket {
        let isVersion6 = wanted.host.utf8.contains(UInt8(ascii: ":"))
        let name = try socketAddress(wanted, isVersion6: isVersion6)
        let kind =
            Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
            | Int32(SOCK_CLOEXEC.rawValue)
        let made = Glibc.socket(isVersion6 ? AF_INET6 : AF_INET, kind, 0)
        guard made >= 0 else { throw failure("socket", wanted) }
        var socket = ListenSocket(descriptor: made, address: wanted)
        try listen(made, name, wanted, isVersion6: isVersion6)
        socket.address = ListenAddress(host: wanted.host, port: try port(made, wanted))
        return socket
    }

    /// Turns new clients away while the socket itself stays open.
    func refuseClients() {
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }

    private static func listen(
        _ descriptor: Int32,
        _ name: sockaddr_storage,
        _ wanted: ListenAddress,
        isVersion6: Bool
    ) throws(HTTPServerFailure) {
        var on: Int32 = 1
        var isVersion6Only: Int32 = wanted.host == "::" ? 0 : 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, size)
        if isVersion6 {
            unsafe setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &isVersion6Only, size)
        }
        let length = isVersion6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
        let bound = unsafe withUnsafePointer(to: name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(length))
            }
        }
        guard bound == 0 else { throw failure("bind", wanted) }
        guard Glibc.listen(descriptor, backlog) == 0 else { throw failure("listen", wanted) }
    }

    /// An address in the system's form.
    static func socketAddress(
        _ wanted: ListenAddress,
        isVersion6: Bool
    ) throws(HTTPServerFailure) -> sockaddr_storage {
        var storage = sockaddr_storage()
        let isParsed = unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            guard let base = bytes.baseAddress else { return false }
            if isVersion6 {
                let name = unsafe base.assumingMemoryBound(to: sockaddr_in6.self)
                unsafe name.pointee.sin6_family = sa_family_t(AF_INET6)
                unsafe name.pointee.sin6_port = wanted.port.bigEndian
                return unsafe inet_pton(AF_INET6, wanted.host, &name.pointee.sin6_addr) == 1
            }
            let name = unsafe base.assumingMemoryBound(to: sockaddr_in.self)
            unsafe name.pointee.sin_family = sa_family_t(AF_INET)
            unsafe name.pointee.sin_port = wanted.port.bigEndian
            return unsafe inet_pton(AF_INET, wanted.host, &name.pointee.sin_addr) == 1
        }
        guard isParsed else { throw .addressInvalid(host: wanted.host) }
        return storage
    }

    private static func port(
        _ descriptor: Int32,
        _ wanted: ListenAddress
    ) throws(HTTPServerFailure) -> UInt16 {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &length)
            }
        }
        guard result == 0 else { throw failure("getsockname", wanted) }
        // The port stands at the same place in the addresses of both families.
        return unsafe withUnsafeBytes(of: &storage) { bytes in
            unsafe UInt16(bigEndian: bytes.load(fromByteOffset: 2, as: UInt16.self))
        }
    }

    private static func failure(_ call: String, _ wanted: ListenAddress) -> HTTPServerFailure {
        switch errno {
        case EADDRINUSE: .addressInUse(wanted)
        case EACCES, EPERM: .addressForbidden(wanted)
        case EADDRNOTAVAIL, EAFNOSUPPORT: .addressUnavailable(wanted)
        default: .system(call: call, code: errno)
        }
    }
}
